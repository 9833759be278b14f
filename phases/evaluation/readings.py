"""How the value of a success criterion comes about: entered as it is, or computed from what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from phases.evaluation.statistics import deviation_of, mean_interval, net_share_interval, wilson
from phases.evaluation.surveys import DETRACTOR_TO, PROMOTER_FROM, SATISFIED_FROM
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in the criterion's unit; with `n` answers and the 95 % interval in that unit where people answered."""

    value: float
    n: int | None = None
    interval: tuple[float, float] | None = None


NO_UNIT = Text("", "")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to come to a value: its formula, and the counts it needs (name → words). `unit` is the value's own.

    With an `instrument` of surveys the counts come from the round's survey, and nobody types them.
    """

    word: str
    title: Text
    formula: Text
    inputs: Mapping[str, Text]
    unit: Text = NO_UNIT
    instrument: str = ""


ENTERED = Way("entered", Text("entered as it is", "直接录入"), Text("The value as stated.", "按所填数值。"), {})
VELOCITY = Way(
    "velocity",
    Text("sales velocity", "销售速度"),
    Text(
        "opportunities × average value × win rate / days of the sales cycle: money a day",
        "商机数 × 平均金额 × 赢单率 ÷ 销售周期天数，即每天金额",
    ),
    {
        "opportunities": Text("Opportunities", "商机数"),
        "value": Text("Average value", "平均金额"),
        "win_rate": Text("Win rate (%)", "赢单率（%）"),
        "days": Text("Days of the sales cycle", "销售周期（天）"),
    },
    Text("a day", "每天"),
)
CSAT = Way(
    "csat",
    Text("CSAT: share satisfied", "CSAT（满意者占比）"),
    Text(
        "answers 4 or 5 of 5 / all answers, in per cent, with Wilson's 95% confidence interval",
        "5 分制中答 4 或 5 分的份数 ÷ 全部答卷数（%），附威尔逊 95% 置信区间",
    ),
    {"satisfied": Text("Satisfied", "满意份数"), "answered": Text("Answers", "答卷数")},
    Text("%", "%"),
)
NPS = Way(
    "nps",
    Text("NPS: promoters minus detractors", "NPS（推荐者减贬损者）"),
    Text(
        "share of 9 and 10 minus share of 0 to 6, in points from −100 to 100, with a 95% confidence interval",
        "答 9–10 分者占比减答 0–6 分者占比，取值 −100 至 100，附 95% 置信区间",
    ),
    {
        "promoters": Text("Promoters (9–10)", "推荐者（9–10 分）"),
        "passives": Text("Passives (7–8)", "中立者（7–8 分）"),
        "detractors": Text("Detractors (0–6)", "贬损者（0–6 分）"),
    },
    Text("points", "分"),
)
CES = Way(
    "ces",
    Text("CES: mean of answers", "CES（均值）"),
    Text(
        "mean of the answers from 1 to 7, with Student's 95% confidence interval; high means little effort",
        "1–7 分的均值，附 95% 置信区间（t 分布），分数越高越省力",
    ),
    {
        "total": Text("Sum of answers", "分数合计"),
        "squares": Text("Sum of squared answers", "分数平方和"),
        "answered": Text("Answers", "答卷数"),
    },
    Text("of 7", "分（7 分制）"),
)
CES_MEAN = replace(CES, inputs={name: words for name, words in CES.inputs.items() if name != "squares"})
"""As figures were kept before intervals of means: without what tells how far the answers lie apart."""


def _by_survey(way: Way, title: Text) -> Way:
    return replace(way, word=f"survey-{way.word}", title=title, instrument=way.word)


ASKED: tuple[Way, ...] = (
    _by_survey(CSAT, Text("from the round's survey: CSAT", "取自本轮问卷：CSAT（满意度）")),
    _by_survey(NPS, Text("from the round's survey: NPS", "取自本轮问卷：NPS（推荐意愿）")),
    _by_survey(CES, Text("from the round's survey: CES", "取自本轮问卷：CES（费力度）")),
)
"""Ways whose value a closed survey of the round gives."""
WAYS: Mapping[str, Way] = {way.word: way for way in (ENTERED, VELOCITY, CSAT, NPS, *ASKED)}

INCOMPLETE = Text("Fill in all counts that the value is computed from, or none.", "请填齐计算所需的各项，或全部留空。")
NEGATIVE = Text("Counts cannot be negative.", "各项不能为负数。")
NOBODY = Text("Nobody has answered.", "没有答卷。")
TOO_MANY = Text("There are more satisfied answers than answers.", "满意份数多于答卷数。")
NOT_WHOLE = Text("Answers are counted in whole numbers.", "答卷数应为整数。")
NO_DAYS = Text("The sales cycle takes more than 0 days.", "销售周期应大于 0 天。")
NO_SHARE = Text("The win rate lies between 0 and 100 per cent.", "赢单率应在 0% 至 100% 之间。")


def problem(way: Way, inputs: Mapping[str, float]) -> Text | None:
    """What is wrong with the counts given; None when the value can be computed."""
    if set(inputs) != set(way.inputs):
        return INCOMPLETE
    if any(value < 0 for value in inputs.values()):
        return NEGATIVE
    if way is VELOCITY:
        return NO_DAYS if inputs["days"] <= 0 else NO_SHARE if inputs["win_rate"] > 100 else None
    if way is ENTERED:
        return None
    if any(value != int(value) for value in inputs.values()):
        return NOT_WHOLE
    if not answers(way, inputs):
        return NOBODY
    return TOO_MANY if _is(way, CSAT) and inputs["satisfied"] > inputs["answered"] else None


def counts_in(way: Way, answers: Sequence[int]) -> dict[str, float]:
    """What a way needs, counted from answers on the scale of its instrument."""
    if _is(way, CSAT):
        return {"satisfied": sum(one >= SATISFIED_FROM for one in answers), "answered": len(answers)}
    if _is(way, CES):
        return {"total": sum(answers), "squares": sum(one * one for one in answers), "answered": len(answers)}
    up, down = sum(one >= PROMOTER_FROM for one in answers), sum(one <= DETRACTOR_TO for one in answers)
    return {"promoters": up, "passives": len(answers) - up - down, "detractors": down}


def _is(way: Way, kind: Way) -> bool:
    """Whether a way counts as this one, by hand or by a survey."""
    return kind.word in (way.word, way.instrument)


def answers(way: Way, inputs: Mapping[str, float]) -> int:
    """How many people answered; 0 for a way that asks nobody."""
    if "answered" in way.inputs:
        return int(inputs["answered"])
    return int(sum(inputs.values())) if _is(way, NPS) else 0


def read(way: Way, inputs: Mapping[str, float]) -> Reading:
    """The value that the counts give; ValueError when `problem` has a sentence about them."""
    if problem(way, inputs) or way is ENTERED:
        raise ValueError(f"“{way.word}” cannot be computed from {dict(inputs)}.")
    if way is VELOCITY:
        won = inputs["opportunities"] * inputs["value"] * inputs["win_rate"] / 100
        return Reading(won / inputs["days"])
    n = answers(way, inputs)
    if _is(way, CES):
        return Reading(inputs["total"] / n, n, _effort(inputs, n))
    if _is(way, CSAT):
        low, high = wilson(inputs["satisfied"], n)
        return Reading(100 * inputs["satisfied"] / n, n, (100 * low, 100 * high))
    low, high = net_share_interval(inputs["promoters"], inputs["detractors"], n)
    return Reading(100 * (inputs["promoters"] - inputs["detractors"]) / n, n, (100 * low, 100 * high))


def _effort(inputs: Mapping[str, float], n: int) -> tuple[float, float] | None:
    """Student's interval of the mean answer, as far as it lies between 1 and 7."""
    if "squares" not in inputs:
        return None
    found = mean_interval(inputs["total"] / n, deviation_of(inputs["total"], inputs["squares"], n), n)
    return (max(found[0], 1.0), min(found[1], 7.0)) if found else None
