"""What a success criterion may speak of: the six parts of effect, and eight ways to see the behaviour of customers.

Loyalty cannot be measured directly; behaviour can. The eight metrics are offered as starting points of criteria.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from phases.model import Text

PARTS: dict[str, Text] = {
    "integration": Text("Data integration", "数据整合度"),
    "integrity": Text("Process integrity", "流程完整性"),
    "efficiency": Text("Efficiency", "效率提高"),
    "sales": Text("Sales uplift", "销售提升"),
    "satisfaction": Text("Customer satisfaction", "客户满意度"),
    "loyalty": Text("Customer loyalty", "客户忠诚度"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A metric to start a criterion from; baseline, target and owner are the project's own."""

    id: str
    name: Text
    unit: Text
    direction: Literal["up", "down"]
    how: Text


BEHAVIOUR: tuple[Suggestion, ...] = (
    Suggestion(
        "referrals",
        Text("Customer referrals", "客户推荐数"),
        Text("new customers a quarter", "个新客户/季度"),
        "up",
        Text(
            "Count of new customers who name an existing customer as their source, by quarter.",
            "按季度统计由现有客户推荐而来的新客户数量。",
        ),
    ),
    Suggestion(
        "share-of-wallet",
        Text("Share of wallet", "客户份额"),
        Text("%", "%"),
        "up",
        Text(
            "Purchases from us / all purchases of the category, over the key customers asked, by year.",
            "重点客户向我方采购额 ÷ 其同类采购总额，按年统计。",
        ),
    ),
    Suggestion(
        "renewal",
        Text("Contract renewal rate", "合同续约率"),
        Text("%", "%"),
        "up",
        Text("Contracts renewed / contracts that ended in the period.", "期内续约合同数 ÷ 期内到期合同数。"),
    ),
    Suggestion(
        "switching",
        Text("Brand switching rate", "品牌转换率"),
        Text("%", "%"),
        "down",
        Text(
            "Customers who moved to a competitor in the period / customers at its beginning.",
            "期内转向竞争对手的客户数 ÷ 期初客户数。",
        ),
    ),
    Suggestion(
        "new-product-trial",
        Text("New-product trial rate", "新产品试用率"),
        Text("%", "%"),
        "up",
        Text(
            "Existing customers who bought a new product within six months of its launch / existing customers.",
            "新品上市六个月内购买过该产品的现有客户数 ÷ 现有客户数。",
        ),
    ),
    Suggestion(
        "full-line",
        Text("Full-line purchase ratio", "全线购买比率"),
        Text("%", "%"),
        "up",
        Text(
            "Customers who bought from every product line in the period / active customers.",
            "期内购买过全部产品线的客户数 ÷ 活跃客户数。",
        ),
    ),
    Suggestion(
        "returns",
        Text("Product return rate", "产品退货率"),
        Text("%", "%"),
        "down",
        Text("Value of goods returned / value of goods delivered in the period.", "期内退货金额 ÷ 期内发货金额。"),
    ),
    Suggestion(
        "complaints",
        Text("Complaint rate", "投诉率"),
        Text("complaints per 1,000 orders", "件/千单"),
        "down",
        Text("Complaints received / orders delivered in the period × 1,000.", "期内投诉件数 ÷ 期内交付订单数 × 1000。"),
    ),
)

_INTANGIBLE = re.compile(r"intangibl|无形", re.IGNORECASE)

INTANGIBLE = Text(
    "“Intangible benefit” alone is no criterion: it lets everyone off. Name what will be seen or counted, its unit and "
    "how it is measured.",
    "仅写“无形收益”不能作为成功标准，这等于谁都不必负责。请写明可观察或可计量的内容、单位和测量方法。",
)


def is_intangible_alone(name: str, unit: str, how: str) -> bool:
    """Whether a criterion only claims an intangible benefit, without saying what is counted and how."""
    if not _INTANGIBLE.search(name):
        return False
    return not (unit.strip() and how.strip()) or bool(_INTANGIBLE.search(how))
