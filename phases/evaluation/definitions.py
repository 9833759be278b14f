"""How benefit, cost and what they come to are defined, in words that stand beside every figure."""

from __future__ import annotations

from collections.abc import Mapping

from phases.model import Text

DEFINITIONS: Mapping[str, tuple[Text, Text]] = {
    "benefit": (
        Text("Benefit", "收益"),
        Text(
            "The sum over the success criteria of change × money per unit and year × attributed share × days / 365. "
            "Measured on the days a like-for-like figure speaks of; later the last measured change is carried on until "
            "a newer figure or the end of the account. A change for the worse counts negative.",
            "各成功标准“变化量 × 每单位每年金额 × 归因比例 × 天数 ÷ 365”之和。同口径实际值所指期间为实测；"
            "其后按最近一次实测变化顺延，直至有新的实际值或测算期结束。变差则计为负数。",
        ),
    ),
    "cost": (
        Text("Cost", "成本"),
        Text(
            "All entries of the list of costs that fall due within the account: licences, services, own labour, "
            "training, integration, migration, running.",
            "成本清单中在测算期内到期的全部款项：许可、服务、内部人力、培训、集成、数据迁移、运行维护。",
        ),
    ),
    "roi": (
        Text("ROI over the account", "投资回报率（整个测算期）"),
        Text(
            "(benefit − cost) / cost over all months of the account, not discounted. Negative when less came in than "
            "went out.",
            "测算期内（收益 − 成本）÷ 成本，不折现。收不抵支时为负。",
        ),
    ),
    "so-far": (
        Text("ROI so far", "投资回报率（截至目前）"),
        Text(
            "(measured benefit − cost) / cost up to the end of the last measured month; nothing is carried on.",
            "截至最近一次实测所在月末：（实测收益 − 成本）÷ 成本，不含顺延部分。",
        ),
    ),
    "npv": (
        Text("Net present value (NPV)", "净现值（NPV）"),
        Text(
            "The sum of the months' balances, each divided by (1 + discount rate)^(month / 12); the first month of the "
            "account is month 0.",
            "各月净额除以（1 + 折现率）^（月序 ÷ 12）后之和；测算期首月的月序为 0。",
        ),
    ),
    "payback": (
        Text("Payback month", "回本月份"),
        Text(
            "The first month at whose end the cumulated cash, not discounted, is no longer below zero and stays so to "
            "the end of the account. It is not interpolated.",
            "未折现累计现金在该月末不再低于零、且此后至测算期末不再转负的首个月份；不做插值。",
        ),
    ),
    "tornado": (
        Text("Tornado", "敏感性分析（龙卷风图）"),
        Text(
            "Each input by itself goes to its low and its high end, where somebody stated them, else a fifth below and "
            "above; a share never exceeds 100 per cent. The bars show how far the net present value moves.",
            "逐项变动：有明确上下限的取上下限，否则上下浮动 20%，归因比例不超过 100%。条形表示净现值随之变动的幅度。",
        ),
    ),
}
"""Name and definition by key."""
