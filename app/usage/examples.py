"""What the files of usage data look like: headers with two rows as an example, in both languages."""

from collections.abc import Sequence

Example = tuple[Sequence[str], Sequence[Sequence[str]]]

EXAMPLES: dict[str, dict[str, Example]] = {
    "log": {
        "en": (
            ("user", "function", "time"),
            (("anna.li", "Opportunities", "2026-07-01 09:05:00"), ("ben.wu", "Customers", "2026-07-01 09:12:30")),
        ),
        "zh": (
            ("用户", "功能", "时间"),
            (("anna.li", "商机跟进", "2026-07-01 09:05:00"), ("ben.wu", "客户档案", "2026-07-01 09:12:30")),
        ),
    },
    "users": {
        "en": (
            ("user", "role", "department", "start", "end"),
            (
                ("anna.li", "Sales representative", "Sales North", "2026-06-01", ""),
                ("ben.wu", "Service agent", "Service centre", "2026-06-01", "2026-09-30"),
            ),
        ),
        "zh": (
            ("用户", "角色", "部门", "启用日期", "停用日期"),
            (
                ("anna.li", "销售代表", "华北销售部", "2026-06-01", ""),
                ("ben.wu", "客服专员", "客户服务中心", "2026-06-01", "2026-09-30"),
            ),
        ),
    },
    "functions": {
        "en": (
            ("function", "area", "advanced", "roles"),
            (
                ("Opportunities", "Sales", "no", "Sales representative;Sales manager"),
                ("Forecast", "Analysis", "yes", "Sales manager"),
            ),
        ),
        "zh": (
            ("功能", "领域", "高级", "角色"),
            (("商机跟进", "销售", "否", "销售代表;销售经理"), ("销售预测", "分析", "是", "销售经理")),
        ),
    },
}
