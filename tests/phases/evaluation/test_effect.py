"""Effect: the way from baseline to target by hand, money apart, and never a value where there is none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from phases.evaluation import effect
from phases.evaluation.effect import Criterion, Figure
from phases.evaluation.likeness import SCOPE
from phases.evaluation.scheme import load
from phases.evaluation.scoring import dimension_score
from phases.model import Text, same

RENEWALS = Criterion(
    key="renewals",
    name=same("Renewals"),
    unit="%",
    direction="up",
    baseline=60,
    target=80,
    part="loyalty",
    baseline_from=date(2025, 1, 1),
    baseline_to=date(2025, 3, 31),
)
RETURNS = Criterion(
    key="returns",
    name=same("Returns"),
    unit="%",
    direction="down",
    baseline=10,
    target=6,
    part="loyalty",
    baseline_from=date(2025, 1, 1),
    baseline_to=date(2025, 3, 31),
)


def figure(value: float, **more: Any) -> Figure:
    """A value of the first quarter, as the baselines are."""
    return Figure(value, **{"period_from": date(2026, 1, 1), "period_to": date(2026, 3, 31), **more})


def test_three_quarters_of_the_way_up() -> None:
    found = effect.indicator(load(), RENEWALS, figure(75))
    assert (found.key, found.value, found.numerator, found.denominator) == ("effect.renewals", 0.75, 15, 20)
    assert (found.score, found.band) == (pytest.approx(75), "yellow")


def test_down_is_better_when_the_criterion_says_so() -> None:
    found = effect.indicator(load(), RETURNS, figure(7))
    assert (found.value, found.numerator, found.denominator) == (0.75, 3, 4)


def test_a_change_for_the_worse_is_shown_negative_and_scores_nothing() -> None:
    found = effect.indicator(load(), RETURNS, figure(11))
    assert (found.value, found.score, found.band) == (-0.25, 0, "red")


def test_beyond_the_target_the_value_goes_on_and_the_score_ends() -> None:
    found = effect.indicator(load(), RENEWALS, figure(90))
    assert (found.value, found.score) == (1.5, 100)


@pytest.mark.parametrize(
    ("criterion", "given", "reason"),
    [
        (RENEWALS, None, effect.NO_FIGURE),
        (replace(RENEWALS, baseline=None), figure(70), effect.NO_BASELINE),
        (replace(RENEWALS, target=None), figure(70), effect.NO_TARGET),
        (replace(RENEWALS, target=50), figure(70), effect.CONTRADICTION),
        (
            RENEWALS,
            figure(70, comparable=False),
            effect.not_like_for_like([SCOPE]),
        ),
    ],
)
def test_what_cannot_be_measured_says_why_and_is_not_zero(
    criterion: Criterion, given: Figure | None, reason: Text
) -> None:
    found = effect.indicator(load(), criterion, given)
    assert (found.value, found.score, found.coverage, found.note) == (None, None, 0.0, reason)


def test_a_quarter_is_not_compared_with_a_month() -> None:
    found = effect.indicator(load(), RENEWALS, figure(70, period_to=date(2026, 1, 31)))
    assert (found.value, found.score) == (None, None)
    assert found.note is not None
    assert "The baseline speaks of 90 days, the figure of 31." in found.note.en
    assert "不计分" in found.note.zh


def test_another_season_does_not_score_until_somebody_accepts_it_with_a_reason() -> None:
    spring = figure(70, period_from=date(2026, 4, 1), period_to=date(2026, 6, 30))
    found = effect.indicator(load(), RENEWALS, spring)
    assert found.value is None
    assert found.note is not None
    assert "different months of the year" in found.note.en
    accepted = effect.indicator(load(), RENEWALS, figure(70, accepted="Contracts end evenly over the year."))
    assert accepted.value == 0.5
    late = effect.indicator(load(), RENEWALS, replace(spring, accepted="Contracts end evenly over the year."))
    assert late.value == 0.5
    assert late.note is not None
    assert "Accepted because: Contracts end evenly over the year." in late.note.en


def test_an_acceptance_that_is_empty_space_is_none() -> None:
    assert effect.indicator(load(), RENEWALS, figure(70, comparable=False, accepted="  ")).value is None


def test_the_interval_of_what_people_answered_becomes_one_of_the_progress() -> None:
    """65 to 75 on the way from 60 to 80: a quarter to three quarters of the way; down, the ends change places."""
    asked = figure(70, n=50, interval=(65.0, 75.0))
    found = effect.indicator(load(), RENEWALS, asked)
    assert (found.n, found.interval) == (50, (0.25, 0.75))
    assert effect.indicator(load(), RETURNS, figure(8, n=9, interval=(7.0, 9.0))).interval == (0.25, 0.75)


@pytest.mark.parametrize(("value", "held"), [(60, 1.0), (61, 1.0), (59, 0.0)])
def test_a_target_equal_to_the_baseline_means_hold(value: float, held: float) -> None:
    assert effect.indicator(load(), replace(RENEWALS, target=60), figure(value)).value == held


def test_loyalty_by_attitude_alone_does_not_score() -> None:
    asked = replace(RENEWALS, key="says", attitude=True)
    (alone,) = effect.indicators(load(), [asked], {"says": figure(80)})
    assert (alone.score, alone.note) == (None, effect.ATTITUDE_ALONE)
    both = effect.indicators(load(), [asked, RETURNS], {"says": figure(80), "returns": figure(6)})
    assert [one.score for one in both] == [100, 100]


def test_a_criterion_without_a_figure_lowers_the_coverage_of_the_effect_not_its_score() -> None:
    scheme = load()
    found = dimension_score(scheme, "effect", effect.indicators(scheme, [RENEWALS, RETURNS], {"renewals": figure(80)}))
    assert (found.score, found.coverage, found.indicative) == (100, 0.5, True)
