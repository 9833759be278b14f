"""Effect: with what result the system is used, measured against the success criteria agreed before the start.

Each criterion is an indicator of its own, `effect.<key>`: the way gone from the baseline toward the target,
(value − baseline) / (target − baseline), like for like in period, season and scope. Money is stated apart, in
`phases.evaluation.benefit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from phases.evaluation import likeness
from phases.evaluation.model import Definition, Indicator
from phases.evaluation.ranges import Range
from phases.evaluation.scoring import measured, not_measured
from phases.model import Text, say

if TYPE_CHECKING:
    from phases.evaluation.scheme import Scheme

CRITERION = "effect.criterion"
"""The declaration that all success criteria share; it is never an indicator itself."""
LOYALTY = "loyalty"

Direction = Literal["up", "down"]

NO_FIGURE = Text("No figure has been entered for this round.", "本轮尚未录入该指标的实际值。")
NO_SURVEY = Text(
    "No closed survey of this round asked for it and was answered by enough people to be shown.",
    "本轮没有已结束且答卷数达到可显示下限的问卷询问此项。",
)
NO_BASELINE = Text("The criterion has no baseline.", "该成功标准没有基线值。")
NO_TARGET = Text("The criterion has no target.", "该成功标准没有目标值。")
CONTRADICTION = Text(
    "The target lies on the wrong side of the baseline for the direction stated.",
    "目标值与基线值的关系与所填的改善方向矛盾。",
)
ATTITUDE_ALONE = Text(
    "Loyalty shows in what customers do. Attitude alone does not score as loyalty: agree a criterion on behaviour "
    "beside it.",
    "忠诚度体现在客户的行为上，仅有态度指标不计入客户忠诚度得分：请另行商定一项行为指标。",
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: baseline and target in its own unit, and which direction is better.

    `part` is the part of the effect it belongs to; `attitude` says that it asks what people think, not what they do.
    `money` is the worth of one unit of improvement held for a year, in `currency`; `share` (0–1) the part of the change
    that the parties ascribe to the rollout by the method `attribution` (a word of `phases.evaluation.attribution`).
    With an `instrument` its value comes from the round's survey.
    """

    key: str
    name: Text
    unit: str
    direction: Direction
    baseline: float | None
    target: float | None
    weight: float = 1.0
    part: str = "efficiency"
    attitude: bool = False
    money: Range | None = None
    share: Range = field(default_factory=lambda: Range(1.0))
    attribution: str = ""
    attribution_reason: str = ""
    currency: str = ""
    baseline_from: date | None = None
    baseline_to: date | None = None
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A criterion's value in one round with the period it speaks of; not `comparable` when its scope is another.

    `accepted` is the consultant's reason to compare it although it is not like for like. `n` people answered, and
    `interval` is the 95 % interval of the value in its unit, where people were asked, on which days if that is known.
    `agreed` is the criterion as it stood when the figure's round was closed; None while it is open.
    """

    value: float
    period_from: date | None = None
    period_to: date | None = None
    comparable: bool = True
    accepted: str = ""
    n: int | None = None
    interval: tuple[float, float] | None = None
    asked_from: date | None = None
    asked_to: date | None = None
    agreed: Criterion | None = None


def indicators(scheme: Scheme, criteria: Iterable[Criterion], figures: Mapping[str, Figure]) -> tuple[Indicator, ...]:
    """One indicator for each criterion, in order; `figures` by the criterion's key."""
    agreed = tuple(criteria)
    alone = attitude_alone(agreed)
    return tuple(
        not_measured(_own(scheme[CRITERION], one), ATTITUDE_ALONE, basis=_basis(one))
        if alone and one.part == LOYALTY
        else indicator(scheme, one, figures.get(one.key))
        for one in agreed
    )


def attitude_alone(criteria: Iterable[Criterion]) -> bool:
    """Whether loyalty is to be measured by what people say and by nothing that they do."""
    loyalty = [one.attitude for one in criteria if one.part == LOYALTY]
    return bool(loyalty) and all(loyalty)


def indicator(scheme: Scheme, criterion: Criterion, figure: Figure | None) -> Indicator:
    """The progress of one criterion; not measured without figure, baseline or target, or when it is not like for like.

    Numerator and denominator are the improvement reached and the improvement aimed at, in the criterion's unit.
    A target equal to the baseline means "hold": the value is 1 when it is held and 0 when it is not.
    """
    definition = _own(scheme[CRITERION], criterion)
    basis = _basis(criterion)
    reason = _unmeasurable(criterion, figure)
    if reason or figure is None or criterion.baseline is None or criterion.target is None:
        found = not_measured(definition, reason or NO_FIGURE, basis=basis)
        return replace(found, asked=_asked(figure)) if figure else found
    reached = improvement(criterion, figure.value)
    aimed = improvement(criterion, criterion.target)
    found = measured(
        definition,
        scheme.limits,
        reached / aimed if aimed else float(reached >= 0),
        numerator=reached,
        denominator=aimed or None,
        n=figure.n,
        note=_accepted(criterion, figure),
        basis=basis,
    )
    return replace(found, interval=_interval(criterion, figure, aimed), asked=_asked(figure))


def improvement(criterion: Criterion, value: float) -> float:
    """The distance of a value from the baseline in the criterion's unit, positive when it is better."""
    baseline = criterion.baseline or 0.0
    return value - baseline if criterion.direction == "up" else baseline - value


def unlike(criterion: Criterion, figure: Figure) -> tuple[Text, ...]:
    """Why a figure is not like for like with the baseline, a sentence each; none when it is."""
    return likeness.differences(
        likeness.period(criterion.baseline_from, criterion.baseline_to),
        likeness.period(figure.period_from, figure.period_to),
        same_scope=figure.comparable,
    )


def counts(criterion: Criterion, figure: Figure) -> bool:
    """Whether a figure may be compared with the baseline: it is like for like, or somebody said why it may."""
    return bool(figure.accepted.strip()) or not unlike(criterion, figure)


def not_like_for_like(reasons: Iterable[Text]) -> Text:
    """One sentence of what makes a figure unlike its baseline."""
    told = tuple(reasons)
    return say(
        "Not like for like with the baseline, so it does not score. {reasons}",
        "与基线口径不一致，不计分。{reasons}",
        reasons=_together(told),
    )


def _together(reasons: tuple[Text, ...]) -> Text:
    return Text(" ".join(one.en for one in reasons), "".join(one.zh for one in reasons))


def _own(general: Definition, criterion: Criterion) -> Definition:
    """The shared declaration as this criterion's own."""
    return replace(general, key=f"effect.{criterion.key}", title=criterion.name, weight=criterion.weight)


def _basis(criterion: Criterion) -> str:
    return f"{criterion.direction} {criterion.baseline} → {criterion.target}"


def _unmeasurable(criterion: Criterion, figure: Figure | None) -> Text | None:
    if criterion.baseline is None:
        return NO_BASELINE
    if criterion.target is None:
        return NO_TARGET
    if improvement(criterion, criterion.target) < 0:
        return CONTRADICTION
    if figure is None:
        return NO_SURVEY if criterion.instrument else NO_FIGURE
    return None if counts(criterion, figure) else not_like_for_like(unlike(criterion, figure))


def _accepted(criterion: Criterion, figure: Figure) -> Text | None:
    """What was accepted although it is not like for like, and why."""
    reasons = unlike(criterion, figure)
    if not reasons:
        return None
    return say(
        "Compared although not like for like. {reasons} Accepted because: {why}",
        "虽口径不一致仍予比较。{reasons}接受理由：{why}",
        reasons=_together(reasons),
        why=figure.accepted,
    )


def _asked(figure: Figure) -> tuple[str, str] | None:
    if figure.asked_from is None or figure.asked_to is None:
        return None
    return figure.asked_from.isoformat(), figure.asked_to.isoformat()


def _interval(criterion: Criterion, figure: Figure, aimed: float) -> tuple[float, float] | None:
    """The interval of the value as progress: how far the way gone may be, the baseline taken as it is stated."""
    if figure.interval is None or not aimed:
        return None
    low, high = sorted(improvement(criterion, end) / aimed for end in figure.interval)
    return low, high
