"""Benefit, costs and tornado worked out by hand; a loss stays a loss, and what is not measured is not counted."""

from dataclasses import replace
from datetime import date

import pytest

from phases.evaluation import benefit, costs
from phases.evaluation.benefit import Account, settle
from phases.evaluation.costs import CostLine
from phases.evaluation.effect import Criterion, Figure
from phases.evaluation.ranges import Range
from phases.evaluation.tornado import swings
from phases.model import same

RENEWALS = Criterion(
    key="renewals",
    name=same("Renewals"),
    unit="%",
    direction="up",
    baseline=70,
    target=80,
    part="loyalty",
    money=Range(36_500),
    share=Range(0.5),
    attribution="expert",
    currency="CNY",
    baseline_from=date(2025, 1, 1),
    baseline_to=date(2025, 3, 31),
)
QUARTER = Figure(74, date(2026, 1, 1), date(2026, 3, 31))
"""4 points better over 90 days: 4 × 36,500 × 0.5 / 365 = 200 a day."""
START = date(2026, 1, 1)


def account(*figures: Figure, lines: tuple[CostLine, ...] = (), months: int = 6, rate: float | None = 0.0) -> Account:
    found, left_out = benefit.streams([RENEWALS], {"renewals": figures}, "CNY")
    return Account(START, months, rate, "CNY", found, lines, left_out)


def once(amount: float, kind: str = "licence", day: date = START) -> CostLine:
    return CostLine(kind, Range(amount), "once", day)


def test_a_figure_is_worth_its_change_times_money_times_share_for_its_days() -> None:
    assert benefit.of_period(RENEWALS, QUARTER) == pytest.approx(200 * 90)


def test_a_change_for_the_worse_costs() -> None:
    assert benefit.of_period(RENEWALS, replace(QUARTER, value=69)) == pytest.approx(-50 * 90)


def test_measured_days_and_days_after_them_are_kept_apart() -> None:
    found = settle(account(QUARTER, lines=(once(1),)))
    # January 31 days, February 28, March 31 measured; April 30, May 31, June 30 carried: 200 a day
    assert [round(month.measured) for month in found.months] == [6200, 5600, 6200, 0, 0, 0]
    assert [round(month.carried) for month in found.months] == [0, 0, 0, 6000, 6200, 6000]
    assert found.until == date(2026, 3, 31)


def test_a_newer_figure_takes_over_on_its_first_day() -> None:
    later = Figure(72, date(2026, 4, 1), date(2026, 6, 30))
    one = replace(RENEWALS, baseline_to=date(2025, 3, 31))
    found, _left = benefit.streams([one], {"renewals": [QUARTER, replace(later, accepted="same contracts")]}, "CNY")
    months = benefit.worth_by_month(found[0], START, 6)
    # from April on 2 points: 100 a day
    assert [round(measured) for measured, _carried in months] == [6200, 5600, 6200, 3000, 3100, 3000]
    assert {round(carried) for _measured, carried in months} == {0}


def test_a_gap_between_two_figures_is_carried_by_the_earlier_one() -> None:
    later = Figure(70, date(2026, 5, 1), date(2026, 6, 30), accepted="known")
    found, _left = benefit.streams([RENEWALS], {"renewals": [later, QUARTER]}, "CNY")
    months = benefit.worth_by_month(found[0], START, 6)
    assert [round(carried) for _measured, carried in months] == [0, 0, 0, 6000, 0, 0]


def test_overlapping_figures_are_counted_once() -> None:
    later = replace(QUARTER, period_from=date(2026, 3, 1), value=72, accepted="known")
    found, _left = benefit.streams([RENEWALS], {"renewals": [QUARTER, later]}, "CNY")
    assert [round(sum(one)) for one in benefit.worth_by_month(found[0], START, 3)] == [6200, 5600, 3100]


def test_return_worth_and_payback_of_a_small_account() -> None:
    """Benefit 200 × 181 days = 36,200; cost 20,000 in January; cumulated −13,800, −8,200, −2,000, 4,000: April."""
    found = settle(account(QUARTER, lines=(once(20_000),)))
    assert (found.whole.benefit, found.whole.cost) == (pytest.approx(36_200), 20_000)
    assert found.whole.roi == pytest.approx(0.81)
    assert found.npv == pytest.approx(16_200)
    assert found.payback == date(2026, 4, 1)
    # so far: 18,000 measured against 20,000
    assert found.so_far is not None
    assert (found.so_far.benefit, found.so_far.roi) == (pytest.approx(18_000), pytest.approx(-0.1))


def test_a_negative_result_is_shown_as_such() -> None:
    found = settle(account(replace(QUARTER, value=69), lines=(once(1000),)))
    assert found.whole.benefit == pytest.approx(-50 * 181)
    assert found.whole.roi == pytest.approx(-10.05)
    assert (found.npv, found.payback) == (pytest.approx(-10_050), None)


def test_costs_fall_due_by_their_rhythm_until_their_end() -> None:
    lines = (
        CostLine("licence", Range(12), "year", date(2026, 2, 1)),
        CostLine("running", Range(3), "month", date(2026, 1, 15), date(2026, 3, 1)),
        CostLine("services", Range(5), "quarter", date(2026, 1, 1)),
        once(7, "training", date(2026, 6, 30)),
    )
    assert costs.by_month(lines, START, 14) == (8, 15, 3, 5, 0, 7, 5, 0, 0, 5, 0, 0, 5, 12)


def test_a_cost_before_the_account_is_remarked() -> None:
    assert costs.outside([once(5, day=date(2025, 12, 31)), once(5), once(5, day=date(2026, 7, 1))], START, 6) == 2
    assert costs.by_month([CostLine("licence", Range(1), "month", date(2025, 11, 1))], START, 3) == (1, 1, 1)


def test_a_kind_without_an_entry_asks_whether_it_was_forgotten_and_an_entered_zero_does_not() -> None:
    remarks = [one.en for one in costs.forgotten([once(0, kind) for kind in costs.KINDS if kind != "labour"])]
    assert remarks == ["Own labour: no entry. Nothing, or forgotten? Enter 0 with the reason if there really is none."]


def test_kinds_without_an_entry_share_one_remark() -> None:
    (remark,) = costs.forgotten([once(0, kind) for kind in costs.KINDS if kind not in {"labour", "training"}])
    assert remark.en.startswith("Own labour, Training: no entry.")
    assert remark.zh.startswith("内部人力、培训：没有记录。")
    assert not list(costs.forgotten([once(0, kind) for kind in costs.KINDS]))


def test_what_is_missing_is_named_and_nothing_is_computed_from_it() -> None:
    found = settle(account(rate=None))
    assert found.missing == (benefit.NO_BENEFIT, benefit.NO_COST, benefit.NO_RATE)
    assert (found.npv, found.payback, found.so_far, found.whole.roi) == (None, None, None, None)


@pytest.mark.parametrize(
    ("criterion", "figures", "reason"),
    [
        (replace(RENEWALS, money=None), (QUARTER,), "No money per unit"),
        (replace(RENEWALS, baseline=None), (QUARTER,), "no baseline"),
        (replace(RENEWALS, attribution=""), (QUARTER,), "method of attribution is not named"),
        (replace(RENEWALS, currency="EUR"), (QUARTER,), "stated in EUR"),
        (RENEWALS, (), "No figure has been entered"),
        (RENEWALS, (replace(QUARTER, period_from=date(2026, 3, 1)),), "Not like for like"),
    ],
)
def test_a_criterion_that_does_not_count_says_why(
    criterion: Criterion, figures: tuple[Figure, ...], reason: str
) -> None:
    found, left_out = benefit.streams([criterion], {"renewals": figures}, "CNY")
    assert found == ()
    assert reason in left_out[0].reason.en


def test_ascribing_everything_by_before_and_after_alone_is_remarked() -> None:
    bold = replace(RENEWALS, share=Range(1), attribution="before-after")
    found, _left = benefit.streams([bold], {"renewals": [QUARTER]}, "CNY")
    remarks = settle(Account(START, 6, 0.1, "CNY", found, ())).remarks
    assert any("whole change is ascribed" in one.en for one in remarks)


def test_the_tornado_varies_each_input_by_a_fifth_and_sorts_by_reach() -> None:
    """Undiscounted: benefit 36,200 ± 20 % = ±7,240, its three factors alike; cost 20,000 ± 20 % = ∓4,000."""
    found = swings(account(QUARTER, lines=(once(20_000),)))
    assert [(one.name.en, one.about.en) for one in found] == [
        ("Renewals", "change / money per unit / attributed share"),
        ("Licences", "cost"),
    ]
    assert [(round(one.at_low), round(one.at_high)) for one in found] == [(-7240, 7240), (4000, -4000)]


def test_stated_ends_and_the_limit_of_a_share_stand_by_themselves() -> None:
    """Share 0.9 goes to 0.72 and at most to 1.0; money is said to be between 10,000 and 40,000."""
    one = replace(RENEWALS, share=Range(0.9), money=Range(20_000, 10_000, 40_000))
    found, _left = benefit.streams([one], {"renewals": [QUARTER]}, "CNY")
    worth = 4 * 20_000 * 0.9 / 365 * 181
    by = {swing.about.en: swing for swing in swings(Account(START, 6, 0.0, "CNY", found, (once(1),)))}
    assert (by["money per unit"].at_low, by["money per unit"].at_high) == (
        pytest.approx(-worth / 2),
        pytest.approx(worth),
    )
    assert by["attributed share"].at_high == pytest.approx(worth / 9)
    assert by["change"].at_high == pytest.approx(worth / 5)
    assert [swing.stated for swing in by.values()] == [True, False, False, False]


def test_the_rate_of_interest_is_varied_too() -> None:
    """−100 now, 121 after a year, 10 %: 121/1.08 − 110 = 2.037 more at 8 %, 121/1.12 − 110 = −1.964 at 12 %."""
    one = replace(RENEWALS, money=Range(121 * 365 / 31 / 4), share=Range(1.0))
    figure = Figure(74, date(2027, 1, 1), date(2027, 1, 31), accepted="test")
    found, _left = benefit.streams([one], {"renewals": [figure]}, "CNY")
    by = {swing.name.en: swing for swing in swings(Account(START, 13, 0.1, "CNY", found, (once(100),)))}
    assert (round(by["Discount rate"].at_low, 3), round(by["Discount rate"].at_high, 3)) == (2.037, -1.964)


def test_without_a_net_present_value_there_is_nothing_to_vary() -> None:
    assert swings(account(QUARTER, rate=None, lines=(once(1),))) == ()


def test_an_account_of_ten_years_and_two_hundred_lines_is_settled() -> None:
    lines = tuple(CostLine("running", Range(1), "month", START) for _n in range(200))
    assert settle(account(QUARTER, lines=lines, months=120)).whole.cost == 200 * 120
