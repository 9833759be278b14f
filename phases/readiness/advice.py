"""What the figures recommend: go on, go on with conditions, not now; each with its reasons in a sentence.

The consultant's own recommendation stands beside it. The figures never decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from phases.model import Limits, Text, say
from phases.readiness.scores import Readiness
from phases.readiness.words import FACTORS


@dataclass(frozen=True, slots=True)
class Advice:
    """`word` is go, conditions or not-now; empty while too little is known to recommend anything."""

    word: str
    reasons: tuple[Text, ...]


def advice(found: Readiness, golive: Limits, limits: Limits) -> Advice:
    """What the six factors recommend.

    Too little is known while a factor's coverage lies below `coverage` (percent). A factor below `not_now` says not
    now; one below go-live's `readiness`, or technology ahead by more than `technology_ahead`, asks for conditions.
    """
    unknown = tuple(_unknown(found, limits))
    if unknown:
        return Advice("", unknown)
    low = tuple(_below(found, limits["not_now"]))
    if low:
        return Advice("not-now", low)
    ahead = (ahead_sentence(found.ahead, golive),) if is_ahead(found.ahead, golive) else ()
    reasons = (*_below(found, golive["readiness"]), *ahead)
    if reasons:
        return Advice("conditions", reasons)
    return Advice(
        "go",
        (
            say("Every factor reaches {limit:g}, and they are in balance.", "各要素均达到{limit:g}分，且发展均衡。",
                limit=golive["readiness"]),
        ),
    )  # fmt: skip


def is_ahead(ahead: float | None, golive: Limits) -> bool:
    """Whether technology is ahead: more than `technology_ahead` points above people, organisation and management."""
    return ahead is not None and ahead > golive["technology_ahead"]


def ahead_sentence(ahead: float | None, golive: Limits) -> Text:
    """The sentence for gates, warnings and recommendations."""
    return say(
        "Technology and data are {ahead:.0f} points ahead of people, organisation and management; "
        "at most {limit:g} keeps them in balance.",
        "“技术与数据”比“人、组织、管理”三项均值高出{ahead:.0f}分，超出均衡允许的{limit:g}分。",
        ahead=ahead or 0.0,
        limit=golive["technology_ahead"],
    )


def _unknown(found: Readiness, limits: Limits) -> Iterator[Text]:
    for one in found.factors:
        if one.score is None:
            yield say("“{factor}” has not been rated.", "“{factor}”尚未评分。", factor=FACTORS[one.factor])
        elif 100 * one.coverage < limits["coverage"]:
            yield say(
                "Of “{factor}” only {share:.0f}% is known; a recommendation needs {least:g}%.",
                "“{factor}”的评分覆盖率仅{share:.0f}%，给出建议至少需要{least:g}%。",
                factor=FACTORS[one.factor],
                share=100 * one.coverage,
                least=limits["coverage"],
            )


def _below(found: Readiness, limit: float) -> Iterator[Text]:
    for one in found.factors:
        if one.score is not None and one.score < limit:
            yield say(
                "“{factor}” is at {score:.0f}, below {limit:g}.",
                "“{factor}”为{score:.0f}分，低于{limit:g}分。",
                factor=FACTORS[one.factor],
                score=one.score,
                limit=limit,
            )
