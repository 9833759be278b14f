"""ROI, NPV and payback against the textbook: Brealey, Myers, Allen, Principles of Corporate Finance, 10th edition."""

import pytest

from phases.evaluation.investment import cumulated, npv, payback, roi


def yearly(*flows: float) -> list[float]:
    """Flows at the end of each year as flows of months: year 0 in month 0, year 1 in month 12 …"""
    months = [0.0] * (12 * (len(flows) - 1) + 1)
    for year, flow in enumerate(flows):
        months[12 * year] = flow
    return months


def test_the_office_block_is_worth_thirty_thousand() -> None:
    """Chapter 2: 370,000 now, 420,000 in a year, 5 %: 420,000 / 1.05 = 400,000, less 370,000."""
    assert npv(yearly(-370_000, 420_000), 0.05) == pytest.approx(30_000)


@pytest.mark.parametrize(
    ("flows", "worth", "years"),
    [
        # chapter 5.2, at 10 %: 500/1.1 + 500/1.21 + 5000/1.331 − 2000 = 454.55 + 413.22 + 3756.57 − 2000
        ((-2000, 500, 500, 5000), 2624.34, 3),
        # 454.55 + 1800/1.21 − 2000
        ((-2000, 500, 1800, 0), -57.85, 2),
        # 1800/1.1 + 500/1.21 − 2000 = 1636.36 + 413.22 − 2000
        ((-2000, 1800, 500, 0), 49.59, 2),
    ],
)
def test_three_projects_of_the_chapter_on_payback(flows: tuple[float, ...], worth: float, years: int) -> None:
    assert npv(yearly(*flows), 0.1) == pytest.approx(worth, abs=0.01)
    assert payback(yearly(*flows)) == 12 * years


def test_money_that_comes_at_once_is_not_discounted_and_a_month_is_a_twelfth_of_a_year() -> None:
    assert npv([100], 0.5) == 100
    # 1.21 ^ (6/12) = 1.1, so 110 in half a year is worth 100
    assert npv([0, 0, 0, 0, 0, 0, 110], 0.21) == pytest.approx(100)


def test_without_a_rate_of_interest_the_worth_is_the_sum() -> None:
    assert npv([-100, 30, 30], 0) == -40


def test_a_rate_at_which_everything_is_lost_is_refused() -> None:
    with pytest.raises(ValueError, match="discount rate"):
        npv([1, 1], -1)


def test_return_is_what_remains_over_what_was_spent() -> None:
    assert roi(150, 100) == 0.5
    assert roi(40, 100) == -0.6
    assert roi(0, 100) == -1


def test_without_cost_there_is_no_return_to_speak_of() -> None:
    assert roi(100, 0) is None


def test_money_is_back_only_when_it_stays_back() -> None:
    """−100, +120 (back: 20), −50 (out again: −30), +40 (back for good: 10)."""
    assert cumulated([-100, 120, -50, 40]) == (-100, 20, -30, 10)
    assert payback([-100, 120, -50, 40]) == 3


@pytest.mark.parametrize("flows", [[-100, 40, 40], [10, 20], [], [0, 0]])
def test_money_that_never_comes_back_or_never_went_out_has_no_month(flows: list[float]) -> None:
    assert payback(flows) is None


def test_a_month_that_ends_at_exactly_nothing_is_the_one() -> None:
    assert payback([-90, 30, 30, 30]) == 3
