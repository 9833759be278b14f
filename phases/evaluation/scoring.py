"""From readings to scores: indicator by its bands, dimension as weighted mean, level from all three dimensions.

A dimension is the mean of its *measured* indicators, weighted as the edition says; its coverage is the weight
measured over the weight declared, and below the edition's floor it is indicative only. What is not measured never
counts as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from phases.evaluation.model import DIMENSIONS, BandName, Bands, Definition, Dimension, Indicator, Part
from phases.evaluation.statistics import wilson
from phases.model import Limits, Text, listed, say

if TYPE_CHECKING:
    from phases.evaluation.scheme import LevelRule, Scheme


@dataclass(frozen=True, slots=True)
class Pull:
    """How many points (0–100) the dimension would gain if this indicator alone scored 100."""

    indicator: Indicator
    points: float


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A dimension's score (0–100, None when nothing is measured), its coverage (0–1) and what pulls it down most."""

    dimension: Dimension
    title: Text
    score: float | None
    coverage: float
    indicative: bool
    measured: int
    declared: int
    pulls: tuple[Pull, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The level of maturity (1–5) and what keeps it from the next one; indicative when a dimension is.

    `held_by` has a sentence for every dimension that is below what the next level asks; it is empty at the top.
    """

    number: int
    title: Text
    meaning: Text
    indicative: bool
    held_by: tuple[Text, ...]


def score(value: float, bands: Bands) -> float:
    """The score (0–100) of a value on the straight lines between the bands' corners; flat beyond the ends."""
    towards = 1 if bands.rising else -1
    points = bands.points
    for (left, low), (right, high) in pairwise(points):
        if value * towards <= left * towards:
            return low
        if value * towards < right * towards:
            return low + (high - low) * (value - left) / (right - left)
    return points[-1][1]


def band(value: float, bands: Bands) -> BandName:
    """The colour of a value: green from `green` on (beyond it, when exclusive), yellow from `yellow` on, else red."""
    towards = 1 if bands.rising else -1
    if value * towards > bands.green * towards or (value == bands.green and not bands.exclusive):
        return "green"
    return "yellow" if value * towards >= bands.yellow * towards else "red"


def measured(
    definition: Definition,
    limits: Limits,
    value: float,
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    coverage: float = 1.0,
    n: int | None = None,
    note: Text | None = None,
    basis: str = "",
    parts: Iterable[Part] = (),
) -> Indicator:
    """The indicator for a value that was measured, scored; proportions of few cases get their interval."""
    few = definition.proportion and denominator is not None and 0 < denominator < limits["interval_below"]
    return replace(
        _blank(definition),
        value=value,
        numerator=numerator,
        denominator=denominator,
        coverage=coverage,
        n=n,
        band=band(value, definition.bands),
        score=score(value, definition.bands),
        interval=wilson(numerator, int(denominator)) if few and numerator is not None and denominator else None,
        note=note,
        basis=basis,
        parts=tuple(parts),
    )


def share(
    definition: Definition,
    limits: Limits,
    numerator: float,
    denominator: float,
    *,
    reason: Text,
    coverage: float = 1.0,
    n: int | None = None,
    note: Text | None = None,
    basis: str = "",
    parts: Iterable[Part] = (),
) -> Indicator:
    """The indicator numerator / denominator; not measured, for `reason`, when there is nothing to divide by."""
    if denominator <= 0:
        return not_measured(definition, reason, parts=parts)
    return measured(
        definition,
        limits,
        numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        coverage=coverage,
        n=int(denominator) if n is None else n,
        note=note,
        basis=basis,
        parts=parts,
    )


def part_interval(definition: Definition, limits: Limits, part: Part) -> tuple[float, float] | None:
    """The 95 % interval of a group's own share where it has few cases; None for others and where it is not shown."""
    if not definition.proportion or part.numerator is None or part.denominator is None:
        return None
    few = 0 < part.denominator < limits["interval_below"]
    return wilson(part.numerator, int(part.denominator)) if few else None


def not_measured(definition: Definition, reason: Text, *, parts: Iterable[Part] = (), basis: str = "") -> Indicator:
    """The indicator without a value, with the reason why."""
    return replace(_blank(definition), note=reason, basis=basis, parts=tuple(parts))


def _blank(definition: Definition) -> Indicator:
    return Indicator(
        key=definition.key,
        dimension=definition.dimension,
        title=definition.title,
        definition=definition.definition,
        unit=definition.unit,
        weight=definition.weight,
        version=definition.version,
        rising=definition.bands.rising,
    )


def dimension_score(scheme: Scheme, dimension: Dimension, indicators: Iterable[Indicator]) -> DimensionScore:
    """The score of one dimension from its indicators; indicators of other dimensions are passed over."""
    own = [one for one in indicators if one.dimension == dimension]
    scored = [(one, one.score) for one in own if one.score is not None]
    declared, weight = sum(one.weight for one in own), sum(one.weight for one, _ in scored)
    coverage = weight / declared if declared else 0.0
    pulls = [Pull(one, one.weight * (100 - points) / weight) for one, points in scored if points < 100]
    return DimensionScore(
        dimension=dimension,
        title=scheme.dimensions[dimension],
        score=sum(one.weight * points for one, points in scored) / weight if weight else None,
        coverage=coverage,
        indicative=coverage < scheme.limits["coverage_indicative"] / 100,
        measured=len(scored),
        declared=len(own),
        pulls=tuple(sorted(pulls, key=lambda pull: (-pull.points, pull.indicator.key))),
    )


def dimension_scores(scheme: Scheme, indicators: Iterable[Indicator]) -> dict[Dimension, DimensionScore]:
    """The scores of breadth, depth and effect, in this order."""
    everything = tuple(indicators)
    return {dimension: dimension_score(scheme, dimension, everything) for dimension in DIMENSIONS}


def level(scheme: Scheme, scores: Mapping[Dimension, DimensionScore]) -> Level | None:
    """The highest level that all three dimensions carry; None when no dimension is measured.

    A dimension that is not measured carries the first level only.
    """
    if all(one.score is None for one in scores.values()):
        return None
    reached = scheme.levels[0]
    for rule in scheme.levels[1:]:
        held_by = tuple(_short_of(rule, scores))
        if held_by:
            return _level(replace(reached, meaning=_meaning(reached, rule, scores)), scores, held_by)
        reached = rule
    return _level(reached, scores, ())


def _meaning(reached: LevelRule, next_: LevelRule, scores: Mapping[Dimension, DimensionScore]) -> Text:
    """What the level says of the use; where only measurements are missing, it says no more than that."""
    wanted = [(scores[one], least) for one, least in next_.least.items()]
    short = [one for one, least in wanted if one.score is None or one.score < least]
    if any(one.score is not None for one in short):
        return reached.meaning
    return say(
        "What was measured would carry a higher level; none can be given while this is not measured: {names}.",
        "已测维度足以达到更高等级；{names}尚未测量，因此暂不能评定更高等级。",
        names=listed(one.title for one in short),
    )


def _level(rule: LevelRule, scores: Mapping[Dimension, DimensionScore], held_by: tuple[Text, ...]) -> Level:
    indicative = any(one.indicative for one in scores.values())
    return Level(rule.number, rule.title, rule.meaning, indicative, held_by)


def _short_of(rule: LevelRule, scores: Mapping[Dimension, DimensionScore]) -> Iterable[Text]:
    for dimension, least in rule.least.items():
        one = scores[dimension]
        if one.score is None:
            yield say(
                "{title} is not measured; level {level} asks for at least {least:g}.",
                "{title}尚未测量；达到第 {level} 级至少需要 {least:g} 分。",
                title=one.title,
                level=rule.number,
                least=least,
            )
        elif one.score < least:
            yield say(
                "{title} has {score:g} points; level {level} asks for at least {least:g}.",
                "{title}为 {score:g} 分；达到第 {level} 级至少需要 {least:g} 分。",
                title=one.title,
                score=floor(one.score * 10) / 10,
                level=rule.number,
                least=least,
            )
