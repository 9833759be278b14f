"""Effect: with what result the system is used, measured against the success criteria agreed before the start.

Each criterion is an indicator of its own, `effect.<key>`: the way gone from the baseline toward the target,
(value − baseline) / (target − baseline), like for like in period and scope. Money is stated apart, in `benefits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from phases.evaluation.model import Definition, Indicator
from phases.evaluation.scoring import measured, not_measured
from phases.model import Text, say

if TYPE_CHECKING:
    from phases.evaluation.scheme import Scheme

CRITERION = "effect.criterion"
"""The declaration that all success criteria share; it is never an indicator itself."""

Direction = Literal["up", "down"]

NO_FIGURE = Text("No figure has been entered for this round.", "本轮尚未录入该指标的实际值。")
NO_BASELINE = Text("The criterion has no baseline.", "该成功标准没有基线值。")
NO_TARGET = Text("The criterion has no target.", "该成功标准没有目标值。")
CONTRADICTION = Text(
    "The target lies on the wrong side of the baseline for the direction stated.",
    "目标值与基线值的关系与所填的改善方向矛盾。",
)
UNLIKE = Text(
    "The figure is not like for like with the baseline in period or scope.",
    "实际值与基线在期间或范围上口径不一致，不能比较。",
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: baseline and target in its own unit, and which direction is better.

    `money_per_unit` is the worth of one unit of improvement in `currency`; `attributed_share` (0–1) is the part of the
    change that the parties ascribe to the rollout.
    """

    key: str
    name: Text
    unit: str
    direction: Direction
    baseline: float | None
    target: float | None
    weight: float = 1.0
    money_per_unit: float | None = None
    attributed_share: float = 1.0
    currency: str = ""
    baseline_from: date | None = None
    baseline_to: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A criterion's value in one round with the period it speaks of; not `comparable` when the scope has changed."""

    value: float
    period_from: date | None = None
    period_to: date | None = None
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a criterion's change is worth: `change` in its unit, better is positive; a loss is negative and shown."""

    criterion: Criterion
    change: float
    amount: float


def indicators(scheme: Scheme, criteria: Iterable[Criterion], figures: Mapping[str, Figure]) -> tuple[Indicator, ...]:
    """One indicator for each criterion, in order; `figures` by the criterion's key."""
    return tuple(indicator(scheme, one, figures.get(one.key)) for one in criteria)


def indicator(scheme: Scheme, criterion: Criterion, figure: Figure | None) -> Indicator:
    """The progress of one criterion; not measured without figure, baseline or target, or when it is not like for like.

    Numerator and denominator are the improvement reached and the improvement aimed at, in the criterion's unit.
    A target equal to the baseline means "hold": the value is 1 when it is held and 0 when it is not.
    """
    definition = _own(scheme[CRITERION], criterion)
    basis = f"{criterion.direction} {criterion.baseline} → {criterion.target}"
    reason = _unmeasurable(criterion, figure)
    if reason or figure is None or criterion.baseline is None or criterion.target is None:
        return not_measured(definition, reason or NO_FIGURE, basis=basis)
    reached = improvement(criterion, figure.value)
    aimed = improvement(criterion, criterion.target)
    value = reached / aimed if aimed else float(reached >= 0)
    return measured(
        definition,
        scheme.limits,
        value,
        numerator=reached,
        denominator=aimed or None,
        note=_season(criterion, figure),
        basis=basis,
    )


def improvement(criterion: Criterion, value: float) -> float:
    """The distance of a value from the baseline in the criterion's unit, positive when it is better."""
    baseline = criterion.baseline or 0.0
    return value - baseline if criterion.direction == "up" else baseline - value


def benefits(criteria: Iterable[Criterion], figures: Mapping[str, Figure]) -> tuple[Benefit, ...]:
    """Change × money per unit × attributed share, for each criterion that states them and has a comparable figure."""
    return tuple(
        Benefit(one, change, change * one.money_per_unit * one.attributed_share)
        for one in criteria
        if one.money_per_unit is not None and one.baseline is not None
        if (figure := figures.get(one.key)) and figure.comparable and like_for_like(one, figure)
        for change in (improvement(one, figure.value),)
    )


def totals(found: Iterable[Benefit]) -> dict[str, float]:
    """The benefits summed by currency; different currencies are never added up."""
    sums: dict[str, float] = {}
    for benefit in found:
        currency = benefit.criterion.currency
        sums[currency] = sums.get(currency, 0.0) + benefit.amount
    return sums


def like_for_like(criterion: Criterion, figure: Figure) -> bool:
    """Whether baseline and figure speak of equally long periods, give or take a tenth; True when one is not stated."""
    before = _days(criterion.baseline_from, criterion.baseline_to)
    after = _days(figure.period_from, figure.period_to)
    return before is None or after is None or abs(after - before) <= before / 10


def _days(first: date | None, last: date | None) -> int | None:
    return (last - first).days + 1 if first and last else None


def _own(general: Definition, criterion: Criterion) -> Definition:
    """The shared declaration as this criterion's own."""
    return replace(general, key=f"effect.{criterion.key}", title=criterion.name, weight=criterion.weight)


def _unmeasurable(criterion: Criterion, figure: Figure | None) -> Text | None:
    if criterion.baseline is None:
        return NO_BASELINE
    if criterion.target is None:
        return NO_TARGET
    if improvement(criterion, criterion.target) < 0:
        return CONTRADICTION
    if figure is None:
        return NO_FIGURE
    return None if figure.comparable and like_for_like(criterion, figure) else UNLIKE


def _season(criterion: Criterion, figure: Figure) -> Text | None:
    """A warning when the two periods lie in different months of the year: the season may explain part of the change."""
    if not (criterion.baseline_from and criterion.baseline_to and figure.period_from and figure.period_to):
        return None
    before, after = (criterion.baseline_from, criterion.baseline_to), (figure.period_from, figure.period_to)
    if [day.month for day in before] == [day.month for day in after]:
        return None
    return say(
        "Baseline ({a} to {b}) and figure ({c} to {d}) lie in different months: part of the change may be the season.",
        "基线期间（{a}至{b}）与实际值期间（{c}至{d}）月份不同，变化可能部分来自季节因素。",
        a=before[0],
        b=before[1],
        c=after[0],
        d=after[1],
    )
