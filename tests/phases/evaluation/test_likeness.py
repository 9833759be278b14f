"""Like for like: equally long, in the same months of the year, of the same scope; everything else says why not."""

from datetime import date

import pytest

from phases.evaluation import likeness
from phases.evaluation.likeness import Period, differences, months

Q1 = Period(date(2025, 1, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("first", "last", "of"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), {1, 2, 3}),
        # 16 days of May, whole June and July, 14 of August
        (date(2026, 5, 16), date(2026, 8, 14), {5, 6, 7}),
        # five days of March and seven of April
        (date(2026, 3, 27), date(2026, 4, 7), {4}),
        (date(2026, 2, 10), date(2026, 2, 10), {2}),
        (date(2026, 1, 1), date(2026, 12, 31), set(range(1, 13))),
        (date(2025, 12, 1), date(2026, 2, 28), {12, 1, 2}),
    ],
)
def test_a_period_stands_for_the_months_it_has_half_of(first: date, last: date, of: set[int]) -> None:
    assert months(Period(first, last)) == of


def test_the_same_quarter_of_another_year_is_like_for_like_even_with_a_leap_day() -> None:
    assert differences(Q1, Period(date(2024, 1, 1), date(2024, 3, 31)), same_scope=True) == ()


def test_two_whole_years_are_like_for_like_whenever_they_begin() -> None:
    one, other = Period(date(2024, 7, 1), date(2025, 6, 30)), Period(date(2026, 1, 1), date(2026, 12, 31))
    assert differences(one, other, same_scope=True) == ()


def test_each_difference_has_a_sentence_in_both_languages() -> None:
    found = differences(Q1, Period(date(2026, 4, 1), date(2026, 4, 30)), same_scope=False)
    assert [one.en.split()[:4] for one in found] == [
        ["The", "scope", "is", "not"],
        ["The", "baseline", "speaks", "of"],
        ["The", "baseline", "(1", "January"],
    ]
    assert "基线所指期间为 90 天，实际值为 30 天。" in found[1].zh


def test_five_per_cent_of_length_are_allowed_and_six_are_not() -> None:
    """90 days: 4.5 either way, so 94 days pass and 96 do not; both stand for January to March."""
    assert differences(Q1, Period(date(2026, 1, 1), date(2026, 4, 4)), same_scope=True) == ()
    assert len(differences(Q1, Period(date(2026, 1, 1), date(2026, 4, 6)), same_scope=True)) == 1


def test_a_period_that_nobody_stated_cannot_be_compared() -> None:
    assert differences(None, Q1, same_scope=True) == (likeness.NO_BASELINE_PERIOD,)
    assert differences(Q1, None, same_scope=True) == (likeness.NO_PERIOD,)
    assert likeness.period(date(2026, 2, 1), date(2026, 1, 1)) is None
