"""What a table of success criteria leaves unsaid: the part of the effect, by what the metric is called; whether more or
less is better, by baseline and target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from app.language import say
from app.registers.model import Understands, Understood, Values
from app.registers.sheets.numbers import number_in
from app.registers.sheets.units import folded
from phases.evaluation.results import PARTS
from phases.model import Text

DIRECTIONS = {"up": Text("more", "越高越好"), "down": Text("less", "越低越好")}

_SAID = (
    ("loyalty", r"referral|retention|renewal|churn|wallet|brand switch|trial|full.line|return rate|complaint|loyal"),
    ("loyalty", r"推荐|份额|续签|续约|复购|流失|转换率|试用|全线|退货|投诉|忠诚|回头"),
    ("satisfaction", r"satisf|\bnps\b|\bcsat\b|\bces\b|满意|净推荐"),
    ("integration", r"duplicate|data quality|master data|重复客户|数据完整|数据质量|主数据"),
    ("integrity", r"process (completeness|integrity|adherence)|hand.?off|流程(完整|遵循|合规)|断点"),
    ("efficiency", r"lead time|cycle|response|processing time|turnaround|duration|hours|days to"),
    ("efficiency", r"周期|时长|响应|耗时|工时|用时|效率"),
    ("sales", r"sales|revenue|turnover|win rate|deal|margin|order (intake|value)|pipeline"),
    ("sales", r"销售|营收|收入|赢单|中标|成交|毛利|订单额|商机"),
)


def understanding(_project_id: int) -> Understands:
    """What reads the lines of a table of criteria."""
    return _understood


def _understood(texts: Mapping[str, str], present: Values) -> Understood:
    told, meant = dict(_without_unit(texts)), []
    if present:
        return Understood(told)
    for name, typed, title in (_part_of(told), _direction_of(told)):
        if title:
            told[name] = title
            meant.append((name, typed, title))
    return Understood(told, tuple(meant))


def _without_unit(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts of a line; values without the unit that its own column says: 7天 in 天 is 7."""
    unit = texts.get("unit", "")
    for name, text in texts.items():
        yield name, text.removesuffix(unit).strip() if unit and name in ("baseline", "target") else text


def _part_of(texts: Mapping[str, str]) -> tuple[str, str, str]:
    """The part of the effect, what tells it, and its title; without one where it is said or cannot be told."""
    name = texts.get("name", "")
    fits = set() if texts.get("part") else {part for part, words in _SAID if re.search(words, folded(name))}
    return "part", name, say(PARTS[fits.pop()]) if len(fits) == 1 else ""


def _direction_of(texts: Mapping[str, str]) -> tuple[str, str, str]:
    """Whether more or less is better, as the target lies above or below the baseline."""
    baseline, target = (number_in(texts.get(name, "")) for name in ("baseline", "target"))
    way = f"{texts.get('baseline', '')} → {texts.get('target', '')}"
    if texts.get("direction") or baseline is None or target is None or Decimal(baseline) == Decimal(target):
        return "direction", way, ""
    return "direction", way, say(DIRECTIONS["up" if Decimal(target) > Decimal(baseline) else "down"])
