"""The part of the effect that a success criterion speaks of, by what its metric is called, where a table says none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.language import say
from app.registers.model import Understands, Understood, Values
from app.registers.units import folded
from phases.evaluation.results import PARTS

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
    name = texts.get("name", "")
    if present or texts.get("part") or not name:
        return Understood(texts)
    fits = {part for part, words in _SAID if re.search(words, folded(name))}
    if len(fits) != 1:
        return Understood(texts)
    title = say(PARTS[fits.pop()])
    return Understood({**texts, "part": title}, (("part", name, title),))
