"""Effect: the way from baseline to target by hand, money apart, and never a value where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from phases.evaluation import effect
from phases.evaluation.effect import Criterion, Figure
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
    money_per_unit=1000,
    attributed_share=0.5,
    currency="CNY",
)
RETURNS = Criterion(
    key="returns",
    name=same("Returns"),
    unit="%",
    direction="down",
    baseline=10,
    target=6,
    money_per_unit=200,
    currency="CNY",
)


def test_three_quarters_of_the_way_up() -> None:
    found = effect.indicator(load(), RENEWALS, Figure(75))
    assert (found.key, found.value, found.numerator, found.denominator) == ("effect.renewals", 0.75, 15, 20)
    assert (found.score, found.band) == (pytest.approx(75), "yellow")


def test_down_is_better_when_the_criterion_says_so() -> None:
    found = effect.indicator(load(), RETURNS, Figure(7))
    assert (found.value, found.numerator, found.denominator) == (0.75, 3, 4)


def test_a_change_for_the_worse_is_shown_negative_and_scores_nothing() -> None:
    found = effect.indicator(load(), RETURNS, Figure(11))
    assert (found.value, found.score, found.band) == (-0.25, 0, "red")


def test_beyond_the_target_the_value_goes_on_and_the_score_ends() -> None:
    found = effect.indicator(load(), RENEWALS, Figure(90))
    assert (found.value, found.score) == (1.5, 100)


@pytest.mark.parametrize(
    ("criterion", "figure", "reason"),
    [
        (RENEWALS, None, effect.NO_FIGURE),
        (replace(RENEWALS, baseline=None), Figure(70), effect.NO_BASELINE),
        (replace(RENEWALS, target=None), Figure(70), effect.NO_TARGET),
        (replace(RENEWALS, target=50), Figure(70), effect.CONTRADICTION),
        (RENEWALS, Figure(70, comparable=False), effect.UNLIKE),
    ],
)
def test_what_cannot_be_measured_says_why_and_is_not_zero(
    criterion: Criterion, figure: Figure | None, reason: Text
) -> None:
    found = effect.indicator(load(), criterion, figure)
    assert (found.value, found.score, found.coverage, found.note) == (None, None, 0.0, reason)


def test_a_quarter_is_not_compared_with_a_month() -> None:
    criterion = replace(RENEWALS, baseline_from=date(2025, 1, 1), baseline_to=date(2025, 3, 31))
    month = Figure(70, date(2026, 1, 1), date(2026, 1, 31))
    quarter = Figure(70, date(2026, 1, 1), date(2026, 3, 31))
    assert effect.indicator(load(), criterion, month).note == effect.UNLIKE
    assert effect.indicator(load(), criterion, quarter).value == 0.5


def test_another_season_is_measured_with_a_warning() -> None:
    criterion = replace(RENEWALS, baseline_from=date(2025, 1, 1), baseline_to=date(2025, 3, 31))
    found = effect.indicator(load(), criterion, Figure(70, date(2026, 4, 1), date(2026, 6, 30)))
    assert found.value == 0.5
    assert found.note is not None
    assert "season" in found.note.en


@pytest.mark.parametrize(("value", "held"), [(60, 1.0), (61, 1.0), (59, 0.0)])
def test_a_target_equal_to_the_baseline_means_hold(value: float, held: float) -> None:
    assert effect.indicator(load(), replace(RENEWALS, target=60), Figure(value)).value == held


def test_benefit_is_change_times_money_times_share_and_a_loss_is_negative() -> None:
    found = effect.benefits([RENEWALS, RETURNS], {"renewals": Figure(75), "returns": Figure(11)})
    # 15 × 1000 × ½ and −1 × 200
    assert [one.amount for one in found] == [7500, -200]
    assert effect.totals(found) == {"CNY": 7300}


def test_without_money_or_a_comparable_figure_there_is_no_benefit() -> None:
    assert effect.benefits([replace(RENEWALS, money_per_unit=None)], {"renewals": Figure(75)}) == ()
    assert effect.benefits([RENEWALS], {}) == ()
    assert effect.benefits([RENEWALS], {"renewals": Figure(75, comparable=False)}) == ()


def test_currencies_are_never_added_up() -> None:
    found = effect.benefits(
        [RENEWALS, replace(RETURNS, currency="EUR")], {"renewals": Figure(61), "returns": Figure(9)}
    )
    assert effect.totals(found) == {"CNY": 500, "EUR": 200}


def test_a_criterion_without_a_figure_lowers_the_coverage_of_the_effect_not_its_score() -> None:
    scheme = load()
    found = dimension_score(scheme, "effect", effect.indicators(scheme, [RENEWALS, RETURNS], {"renewals": Figure(80)}))
    assert (found.score, found.coverage, found.indicative) == (100, 0.5, True)
