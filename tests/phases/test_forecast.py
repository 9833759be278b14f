"""The forecast of each phase and the range of the end, worked out with a calendar in hand.

Germany in spring 2026: Good Friday is 3 April, Easter Monday 6 April.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import exp, log, sqrt

import pytest

from phases.forecast import Course, Forecast, Range, end_range, forecast
from phases.schedule import Window
from phases.workdays import working_days_between

CONCEPT = Window(date(2026, 3, 2), date(2026, 3, 27))  # 20 working days
REVIEW = Window(date(2026, 3, 30), date(2026, 4, 2))  # 4 working days
AHEAD = Course("review", REVIEW, "ahead")
TODAY = date(2026, 3, 13)  # the tenth working day of CONCEPT


def concept(**values) -> Course:
    return Course(**({"phase": "concept", "planned": CONCEPT, "state": "running", "started": CONCEPT.start} | values))


def ends(*courses: Course, today: date = TODAY) -> list[tuple[date, int]]:
    return [(one.window.end, one.slip) for one in forecast(courses, today, "DE")]


def test_a_running_phase_goes_on_between_its_plan_and_its_own_pace():
    # 10 days for 40 %: 25 in all, 1.25 of the plan, believed to 40 %: what is left takes 20·0.6·1.25^0.4 = 13.12 days.
    # The 14th working day after 13 March is 2 April: 4 later than planned.
    assert forecast([concept(share_done=0.4)], TODAY, "DE") == (
        Forecast("concept", Window(CONCEPT.start, date(2026, 4, 2)), 4),
    )


def test_a_fast_phase_is_expected_early():
    # 10 days for 80 %: 12.5 in all, 0.625 of the plan; 20·0.2·0.625^0.8 = 2.75, so 3 more.
    assert ends(concept(share_done=0.8)) == [(date(2026, 3, 18), -7)]


def test_of_a_phase_where_nothing_is_done_the_plan_is_still_ahead():
    assert ends(concept(share_done=None)) == [(date(2026, 4, 14), 10)]
    assert ends(concept(share_done=0.0)) == [(date(2026, 4, 14), 10)]


def test_a_phase_that_hardly_moves_counts_as_two_and_a_half_times_its_plan():
    # 10 % after 10 days would be five times the plan; 20·0.9·2.5^0.1 = 19.73, so 20 after 13 March.
    assert ends(concept(share_done=0.1)) == [(date(2026, 4, 14), 10)]


def test_one_answer_more_never_makes_the_end_jump():
    shares = [place / 200 for place in range(201)]
    days = [ends(concept(share_done=share), AHEAD, today=date(2026, 4, 30))[-1][1] for share in shares]
    # From nothing done, “as planned from now on”, to all done, which ends today.
    assert all(abs(one - other) <= 1 for one, other in pairwise(days))


def test_a_phase_with_all_done_ends_today():
    assert ends(concept(share_done=1.0)) == [(TODAY, -10)]


def test_a_passed_phase_ran_when_it_ran():
    passed = concept(state="passed", started=date(2026, 3, 3), ended=date(2026, 3, 31))
    assert forecast([passed], TODAY, "DE") == (Forecast("concept", Window(date(2026, 3, 3), date(2026, 3, 31)), 2),)


def test_what_comes_after_a_late_phase_is_as_late_and_takes_longer_too():
    # concept ends 4 late, so review starts on the 4th working day after 30 March, 7 April. It takes 10 and 13.12 days,
    # 1.156 of the plan, believed to 0.4: 4·1.156^(0.4/1.4) = 4.17, four days.
    assert forecast([concept(share_done=0.4), AHEAD], TODAY, "DE")[1] == Forecast(
        "review", Window(date(2026, 4, 7), date(2026, 4, 10)), 4
    )
    # Twice the plan, 40 days until 28 April: 4·2^(1/2) = 5.66, six days from 29 April; 1 May is a holiday.
    slow = concept(state="passed", ended=date(2026, 4, 28))
    assert forecast([slow, AHEAD], date(2026, 4, 28), "DE")[1] == Forecast(
        "review", Window(date(2026, 4, 29), date(2026, 5, 7)), 22
    )


def test_what_comes_after_an_early_phase_comes_early_too():
    # concept ends 7 early, on 18 March, after 12.75 days, 0.637 of the plan, believed to 0.8: review takes
    # 4·0.637^(0.8/1.8) = 3.27, three days from 19 March.
    assert forecast([concept(share_done=0.8), AHEAD], TODAY, "DE")[1] == Forecast(
        "review", Window(date(2026, 3, 19), date(2026, 3, 23)), -8
    )


def test_a_pause_in_the_plan_stays():
    later = replace(AHEAD, planned=Window(date(2026, 4, 13), date(2026, 4, 16)))
    assert forecast([concept(share_done=0.5), later], TODAY, "DE")[1].window == later.planned


def test_a_phase_that_should_have_begun_is_not_expected_in_the_past():
    passed = concept(state="passed", ended=CONCEPT.end)
    late = forecast([passed, AHEAD], date(2026, 4, 4), "DE")[1]
    assert late == Forecast("review", Window(date(2026, 4, 7), date(2026, 4, 10)), 4)


def test_on_the_first_day_of_a_phase_no_day_is_lost_yet():
    assert ends(concept(started=None), today=CONCEPT.start) == [(CONCEPT.end, 0)]
    assert ends(concept(started=None), today=date(2026, 3, 3)) == [(date(2026, 3, 31), 2)]


def test_a_phase_that_starts_later_than_today_keeps_its_length():
    assert ends(concept(started=None), today=date(2026, 2, 20)) == [(CONCEPT.end, 0)]


# Ten working days planned, twelve and ten taken; a third phase is half done after ten of its twenty days.
FIRST = Course(
    "concept", Window(date(2026, 1, 12), date(2026, 1, 23)), "passed", None, date(2026, 1, 12), date(2026, 1, 27)
)
SECOND = Course(
    "review", Window(date(2026, 1, 26), date(2026, 2, 6)), "passed", None, date(2026, 1, 28), date(2026, 2, 10)
)
THIRD = Course("solidification", Window(date(2026, 2, 11), date(2026, 3, 10)), "running", 0.5, date(2026, 2, 11))
LAST = Course("deployment", Window(date(2026, 3, 11), date(2026, 3, 24)), "ahead")
NOW = date(2026, 2, 24)


def found(*courses: Course) -> Range | None:
    return end_range(courses, forecast(courses, NOW, "DE"), NOW, "DE")


def test_the_range_lies_around_what_is_left_by_hand():
    # Left of the third: 20·0.5·exp(0.5·ln 1.2/3) = 10.31, so 11 days. It takes 20.31 of 20, believed to 0.5.
    courses = (FIRST, SECOND, THIRD, LAST)
    ends = [one.window.end for one in forecast(courses, NOW, "DE")]
    assert [working_days_between(NOW, day, "DE") for day in ends[2:]] == [11, 22]
    # Weights 1, 1 and 0.5, logarithms 0.18232, 0 and 0.01538: mean 0.07600, squares 0.018918.
    mean = (log(1.2) + 0.5 * log(20.31 / 20)) / 2.5
    squares = (log(1.2) - mean) ** 2 + mean**2 + 0.5 * (log(20.31 / 20) - mean) ** 2
    variance = (0.25 + squares + 2.5 / 3.5 * mean**2) / 6.5
    assert (mean, squares, variance) == pytest.approx((0.07600, 0.018918, 0.042007), abs=1e-5)
    # The last: 10·exp(0.07600·2.5/3.5) = 10.56, 11 days. Shared 11·0.5 + 11 = 16.5 days, own 11²·0.5 + 11² = 181.5:
    # sqrt(0.042007·(16.5²/3.5 + 181.5)) = 3.301 of 22 days.
    spread = sqrt(variance * (16.5**2 / 3.5 + 181.5)) / 22
    assert spread == pytest.approx(0.1501, abs=1e-4)
    # Freedom 6: 22·exp(∓0.718·0.1502) is 19.75 to 24.51, 22·exp(∓1.440·0.1502) is 17.72 to 27.31.
    assert [22 * exp(sign * 0.718 * spread) for sign in (-1, 1)] == pytest.approx([19.75, 24.51], abs=0.01)
    assert [22 * exp(sign * 1.440 * spread) for sign in (-1, 1)] == pytest.approx([17.72, 27.31], abs=0.01)
    # So 19 and 25, 17 and 28 working days after 24 February.
    assert found(*courses) == Range(
        3, Window(date(2026, 3, 23), date(2026, 3, 31)), Window(date(2026, 3, 19), date(2026, 4, 7))
    )


def test_before_one_phase_is_over_there_is_too_little_to_say():
    assert found(THIRD, LAST) is None
    assert found(replace(THIRD, share_done=0.99), LAST) is None
    assert found(replace(THIRD, started=date(2025, 11, 3)), LAST) is None
    assert found(FIRST, LAST).n == 1
    assert found(FIRST, replace(THIRD, share_done=None), LAST).n == 1
    assert found(FIRST, replace(THIRD, share_done=0.01), LAST).n == 2


def test_when_all_is_over_there_is_nothing_to_foresee():
    assert found(FIRST, SECOND) is None
    assert found() is None


def test_the_forecast_lies_within_both_ranges():
    for share in (None, 0.1, 0.5, 0.9):
        courses = (FIRST, replace(SECOND, ended=date(2026, 2, 20)), replace(THIRD, share_done=share), LAST)
        end, range_ = forecast(courses, NOW, "DE")[-1].window.end, found(*courses)
        assert range_.wide.start <= range_.likely.start <= end <= range_.likely.end <= range_.wide.end


def test_a_pace_that_varies_makes_the_range_wider():
    # Sixteen and six days instead of ten and ten: nearly the same mean, another spread.
    even = replace(FIRST, ended=date(2026, 1, 23)), replace(SECOND, started=date(2026, 1, 26), ended=date(2026, 2, 6))
    restless = replace(FIRST, ended=date(2026, 2, 2)), replace(SECOND, started=date(2026, 2, 3))
    calm, wild = found(*even, LAST), found(*restless, LAST)
    assert working_days_between(wild.wide.start, wild.wide.end, "DE") > working_days_between(
        calm.wide.start, calm.wide.end, "DE"
    )


def test_a_phase_that_has_taken_longer_than_planned_takes_at_least_that():
    # 31 days of 20, nothing done: the phase ahead, 80 days, is believed to take 80·1.55^(1/2) = 99.6, a hundred.
    long = replace(AHEAD, planned=Window(date(2026, 3, 30), date(2026, 7, 24)))
    assert long.planned.working_days("DE") == 80
    late = date(2026, 4, 15)
    assert working_days_between(CONCEPT.start, late, "DE") == 30
    assert forecast([concept(), long], late, "DE")[1].window.working_days("DE") == 100
    # All done: the same, and the phase itself is over today. One item of a hundred: hardly anything more is known.
    assert forecast([concept(share_done=1.0), long], late, "DE")[1].window.working_days("DE") == 100
    assert forecast([concept(share_done=0.01), long], late, "DE")[1].window.working_days("DE") == 100
    # Half done tells more: 31 + 20·0.5·2.5^0.5 = 46.8, 2.34 times the plan, believed to a half: 80·2.34^(1/3) = 106.
    assert forecast([concept(share_done=0.5), long], late, "DE")[1].window.working_days("DE") == 106


def test_with_all_done_the_end_is_never_later_than_with_nothing_done():
    long = replace(AHEAD, planned=Window(date(2026, 3, 30), date(2026, 10, 2)))
    for today in (date(2026, 3, 4), date(2026, 3, 20), date(2026, 3, 31), date(2026, 4, 30), date(2026, 9, 30)):
        ends_then = [ends(concept(share_done=share), long, today=today)[-1][1] for share in (1.0, None)]
        assert ends_then == sorted(ends_then)
