"""Bands, stated counts, success criteria and dimensions against what the method says, in worlds drawn by chance."""

import random
from datetime import date, timedelta

import pytest

from phases.evaluation import counts, effect
from phases.evaluation.effect import Criterion, Figure
from phases.evaluation.model import Bands
from phases.evaluation.scheme import load
from phases.evaluation.scoring import band, dimension_scores, level, measured, not_measured, score
from phases.model import same

SCHEME = load()


def slow_score(value: float, bands: Bands) -> float:
    """The method's piecewise line through 0, 50, 80 and 100; less is better where the line falls."""
    way = 1 if bands.full > bands.zero else -1
    at = [way * one for one in (bands.zero, bands.yellow, bands.green, bands.full)]
    value, points = way * value, (0, 50, 80, 100)
    if value <= at[0]:
        return 0
    for place in range(3):
        if value <= at[place + 1]:
            part = (value - at[place]) / (at[place + 1] - at[place])
            return points[place] + part * (points[place + 1] - points[place])
    return 100


@pytest.mark.parametrize("key", SCHEME.definitions)
def test_every_line_of_bands_scores_as_the_method_says(key: str) -> None:
    chance, bands = random.Random(key), SCHEME[key].bands  # noqa: S311
    for value in [chance.uniform(-0.5, 1.5) for _ in range(60)] + [value for value, _points in bands.points]:
        assert score(value, bands) == pytest.approx(slow_score(value, bands))
        colour, points = band(value, bands), slow_score(value, bands)
        if abs(points - 80) > 1e-9 and abs(points - 50) > 1e-9:
            assert colour == ("green" if points > 80 else "yellow" if points > 50 else "red")


@pytest.mark.parametrize("seed", range(40))
def test_a_stated_count_is_a_share_with_its_parts_and_nothing_else_is_measured(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    key, of = chance.choice(counts.KEYS), chance.choice([0, 1, 4, 99, 100, 250])
    part = chance.randrange(of + 1)
    found = counts.indicators(SCHEME, {key: counts.Count(part, of, "ledger")}, ("breadth", "depth", "effect"))
    for one in found:
        if one.key != key or not of:
            assert (one.value, one.score, one.band, one.coverage) == (None, None, None, 0), "never zero"
        else:
            assert (one.value, one.numerator, one.denominator, one.n) == (part / of, part, of, of)
            assert (one.interval is not None) == (of < 100), "an interval for fewer than a hundred"


@pytest.mark.parametrize("seed", range(120))
def test_a_criterion_is_the_way_gone_from_its_baseline_where_that_can_be_said(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    up, base = chance.random() < 0.5, chance.choice([None, 40.0, 60.0])
    target = chance.choice([None, 40.0, 55.0, 80.0])
    first = date(2025, 4, 1)
    figure = Figure(
        chance.uniform(20, 100),
        first + timedelta(days=chance.choice([365, 365, 365, 396])),  # April, or May
        first + timedelta(days=365 + chance.choice([29, 29, 33, 60])),
        chance.random() < 0.8,
        chance.choice(["", "", "the same customers"]),
    )
    agreed = Criterion(
        "k", same("K"), "%", "up" if up else "down", base, target, part="sales", baseline_from=first,
        baseline_to=date(2025, 4, 30),
    )  # fmt: skip
    (found,) = effect.indicators(SCHEME, [agreed], {"k": figure})
    days = (figure.period_to - figure.period_from).days + 1 if figure.period_to and figure.period_from else 0
    alike = figure.comparable and figure.period_from == date(2026, 4, 1) and abs(days - 30) <= 3
    wrong_side = base is not None and target is not None and (target < base if up else target > base)
    if base is None or target is None or wrong_side or not (alike or figure.accepted):
        assert (found.value, found.score, found.coverage) == (None, None, 0)
        return
    wanted = float(figure.value >= base if up else figure.value <= base)
    if target != base:
        wanted = (figure.value - base) / (target - base)
    assert found.value == pytest.approx(wanted)
    assert found.score == pytest.approx(slow_score(wanted, SCHEME["effect.criterion"].bands))


@pytest.mark.parametrize("seed", range(40))
def test_a_dimension_is_the_weighted_mean_of_what_was_measured(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    given = [
        measured(one, SCHEME.limits, chance.random()) if chance.random() < 0.6 else not_measured(one, same("–"))
        for one in SCHEME.definitions.values()
    ]
    found = dimension_scores(SCHEME, given)
    for dimension, one in found.items():
        own = [each for each in given if each.dimension == dimension]
        known = [(each.weight, each.score) for each in own if each.score is not None]
        weight = sum(each for each, _points in known)
        wanted = sum(each * points for each, points in known) / weight if known else None
        assert one.score == (None if wanted is None else pytest.approx(wanted))
        assert one.coverage == pytest.approx(weight / sum(each.weight for each in own))
        assert one.indicative == (one.coverage < 0.6)
    reached = level(SCHEME, found)
    carried = [
        rule.number
        for rule in SCHEME.levels
        if all((found[name].score or 0) >= least for name, least in rule.least.items())
    ]
    assert reached is None or reached.number == max(carried), "all three dimensions, so breadth alone lifts nothing"
