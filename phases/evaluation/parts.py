"""The six parts of effect: each with the score of what was measured, how much of it was measured, and a remark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from phases.evaluation.effect import ATTITUDE_ALONE, Criterion
from phases.evaluation.model import Indicator
from phases.evaluation.results import PARTS
from phases.model import Text

NO_CRITERION = Text("No success criterion and no indicator belongs to this part.", "没有属于本部分的成功标准或指标。")
NO_MEASURE = Text("Nothing of it has been measured in this round.", "本轮未测得任何一项。")


OF_INDICATORS: Mapping[str, str] = {
    "effect.shared-ids": "integration",
    "effect.completeness": "integration",
    "effect.references": "integration",
    "effect.process-integrity": "integrity",
    "effect.hand-offs": "integrity",
    "effect.cycle-time": "efficiency",
}
"""The part of each effect indicator that the edition declares; success criteria name their own."""


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part's score (0–100, None when not measured); `coverage` is the weight measured over the weight declared."""

    part: str
    title: Text
    score: float | None
    coverage: float | None
    measured: int
    declared: int
    remark: Text | None = None


def part_scores(criteria: Iterable[Criterion], indicators: Iterable[Indicator]) -> tuple[PartScore, ...]:
    """All six parts in the order of the method; a part of which nothing is measured has no score, never zero."""
    agreed = {f"effect.{one.key}": one.part for one in criteria if one.part}
    parts = {**OF_INDICATORS, **agreed}
    own: dict[str, list[Indicator]] = {part: [] for part in PARTS}
    for one in indicators:
        if one.key in parts and parts[one.key] in own:
            own[parts[one.key]].append(one)
    return tuple(_part(part, title, own[part]) for part, title in PARTS.items())


def _part(part: str, title: Text, own: list[Indicator]) -> PartScore:
    scored = [(one.weight, one.score) for one in own if one.score is not None]
    declared, weight = sum(one.weight for one in own), sum(weight for weight, _ in scored)
    attitude = any(one.note == ATTITUDE_ALONE for one in own)
    remark = NO_CRITERION if not own else ATTITUDE_ALONE if attitude else None if scored else NO_MEASURE
    return PartScore(
        part=part,
        title=title,
        score=sum(each * points for each, points in scored) / weight if weight else None,
        coverage=weight / declared if declared else None,
        measured=len(scored),
        declared=len(own),
        remark=remark,
    )
