"""What the measures of go-live are called, how they are computed, and which threshold stands beside them."""

from __future__ import annotations

from phases.model import MeasureKind, Text

KINDS = (
    MeasureKind(
        "readiness",
        Text("Readiness", "就绪度"),
        Text(
            "Mean of the six factor scores (0–100); not measured until each factor is rated. “Don't know” is no 0.",
            "六个要素得分（0–100）的平均值；各要素均有评分后才计算。“不清楚”不计为 0 分。",
        ),
        unit="score",
    ),
    MeasureKind(
        "readiness-lowest",
        Text("Lowest factor", "最低要素得分"),
        Text("The lowest of the six factor scores.", "六个要素中的最低得分。"),
        unit="score",
        limit="readiness",
    ),
    MeasureKind(
        "readiness-spread",
        Text("Spread between raters", "评分人差异"),
        Text(
            "Mean over the factors of highest minus lowest rater's own mean, in points of 100.",
            "各要素中评分人均值最高与最低之差（百分制）的平均值。",
        ),
        unit="score",
    ),
    MeasureKind(
        "balance",
        Text("Balance", "均衡度"),
        Text("1 − (highest − lowest factor score) / 100.", "1 −（最高要素得分 − 最低要素得分）/ 100。"),
        unit="index",
    ),
    MeasureKind(
        "technology-ahead",
        Text("Technology ahead", "技术超前"),
        Text(
            "Technology and data minus the mean of people, organisation and management, in points.",
            "“技术与数据”得分减去“人、组织、管理”三项均值。",
        ),
        unit="score",
        limit="technology_ahead",
        low_is_good=True,
    ),
    MeasureKind(
        "cutover-done",
        Text("Cutover tasks done", "切换任务完成率"),
        Text("Finished / planned tasks.", "已完成任务 / 计划任务。"),
    ),
    MeasureKind(
        "cutover-slip",
        Text("Cutover slip (hours)", "切换延误（小时）"),
        Text(
            "Of the finished tasks, the largest delay of the end against the plan; negative is early.",
            "已完成任务中，实际结束相对计划的最大延误；负数表示提前。",
        ),
        unit="hours",
    ),
    MeasureKind(
        "rehearsal",
        Text("Rehearsal against the window", "演练耗时占窗口比"),
        Text(
            "Duration of the newest rehearsal / the time that there will be; above 100% it does not fit.",
            "最近一次演练耗时 / 可用时间窗口；超过 100% 表示时间不够。",
        ),
    ),
    *(
        MeasureKind(
            f"open-{severity}",
            Text(f"Open issues, {english}", f"未决问题（{chinese}）"),
            Text("Open / all hypercare issues of this severity.", "该级别未决问题数 ÷ 该级别全部问题数。"),
            unit="count",
            low_is_good=True,
        )
        for severity, english, chinese in (
            ("critical", "critical", "严重"),
            ("high", "high", "高"),
            ("medium", "medium", "中"),
            ("low", "low", "低"),
        )
    ),
    MeasureKind(
        "resolve-days",
        Text("Mean time to resolve (days)", "平均解决时长（天）"),
        Text("Mean of calendar days from opened to resolved.", "从提出到解决的日历天数平均值。"),
        unit="days",
    ),
    MeasureKind(
        "issue-trend",
        Text("Issues a day: trend", "每日新增问题趋势"),
        Text(
            "Slope of the straight line through the new issues of each day; below zero they are falling.",
            "每日新增问题数的线性斜率；小于零表示正在下降。",
        ),
        unit="index",
    ),
    MeasureKind(
        "active",
        Text("Users active", "活跃用户占比"),
        Text(
            "Active users / users with access, on the newest day of hypercare.",
            "护航期最近一日活跃用户 / 有权限的用户。",
        ),
    ),
    MeasureKind(
        "stable-days",
        Text("Stable working days", "稳定工作日"),
        Text(
            "Working days of the project's country since the switch, or since the last critical issue was resolved.",
            "自切换完成或最后一个严重问题解决以来，项目所在国家的工作日天数。",
        ),
        unit="days",
        limit="stable_days",
    ),
)
