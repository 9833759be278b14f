"""The words of readiness: its six factors, the scale, the sides of raters, stages of a company, occasions."""

from __future__ import annotations

from collections.abc import Mapping

from phases.model import Text
from phases.order import TITLES

FACTORS: Mapping[str, Text] = {
    "people": Text("People", "人"),
    "strategy": Text("Strategy and planning", "战略与规划"),
    "products": Text("Products and services", "产品与服务"),
    "organisation": Text("Organisation and structure", "组织与结构"),
    "management": Text("Management and control", "管理与控制"),
    "technology": Text("Technology and data", "技术与数据"),
}
UNKNOWN = "unknown"
RATINGS: Mapping[str, Text] = {
    "0": Text("0 not at all", "0 完全没有"),
    "1": Text("1 hardly", "1 很少"),
    "2": Text("2 in part", "2 部分做到"),
    "3": Text("3 largely", "3 大部分做到"),
    "4": Text("4 fully", "4 完全做到"),
    UNKNOWN: Text("Don't know", "不清楚"),
}
SIDES: Mapping[str, Text] = {
    "firm": Text("Consulting firm", "咨询公司"),
    "sponsor": Text("Client, sponsor and executives", "客户方发起人与高管"),
    "client": Text("Client, staff", "客户方员工"),
}
BOTH_OF_CLIENT = Text("Client", "客户方")
SIDE_OF_ROLE: Mapping[str, str] = {
    "administrator": "firm", "director": "firm", "lead": "firm", "consultant": "firm",
    "sponsor": "sponsor", "executive": "sponsor", "client-pm": "client", "client-member": "client",
}  # fmt: skip
"""On which side somebody rates who plays this part in the project."""
STAGES: Mapping[str, Text] = {
    "start": Text("Start-up", "创业期"),
    "growth": Text("Growth", "成长期"),
    "mature": Text("Maturity", "成熟期"),
    "renewal": Text("Renewal or restructuring", "转型调整期"),
    "decline": Text("Decline", "衰退期"),
}
ADVICE: Mapping[str, Text] = {
    "go": Text("Go on", "继续推进"),
    "conditions": Text("Go on with conditions", "有条件推进"),
    "not-now": Text("Not now", "暂不推进"),
}
START, GATE, ROUND, OTHER = "start", "gate", "round", "other"


def occasion_title(occasion: str, about: str) -> Text:
    """When an assessment is made: at the start, at a phase's gate, with a round of evaluation, or by itself."""
    if occasion == START:
        return Text("Start of the engagement", "项目启动")
    if occasion == GATE and about in TITLES:
        title = TITLES[about]
        return Text(f"Gate “{title.en}”", f"“{title.zh}”关口")
    if occasion == ROUND:
        return Text(f"Evaluation round {about}", f"第{about}轮应用评价")
    return Text("Opened by hand", "手动发起")
