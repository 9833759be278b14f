"""Plan, move and forecast, worked out with a calendar in hand.

Germany in spring 2026: Good Friday is 3 April, Easter Monday 6 April. China in 2026: Saturday 28 February is worked.
"""

from datetime import date

import pytest

from phases.model import Text
from phases.schedule import Course, Forecast, TooShortError, Window, fit, forecast, move, plan, shift

CONCEPT = Window(date(2026, 3, 2), date(2026, 3, 27))  # 20 working days
REVIEW = Window(date(2026, 3, 30), date(2026, 4, 2))  # 4 working days
TODAY = date(2026, 3, 13)  # the tenth working day of CONCEPT


def test_a_plan_puts_one_phase_after_the_other():
    assert plan(date(2026, 3, 1), {"concept": 20, "review": 4, "solidification": 2}, "DE") == {
        "concept": CONCEPT,
        "review": REVIEW,
        "solidification": Window(date(2026, 4, 7), date(2026, 4, 8)),
    }


def test_a_plan_in_china_works_on_a_make_up_saturday():
    assert plan(date(2026, 2, 28), {"concept": 5, "review": 3}, "CN") == {
        "concept": Window(date(2026, 2, 28), date(2026, 3, 5)),
        "review": Window(date(2026, 3, 6), date(2026, 3, 10)),
    }


def test_durations_are_squeezed_to_end_on_the_wanted_day():
    # 12 working days for 20 + 4: one each is certain, ten are shared 8.33 and 1.67, so 8 and 1, the last to review.
    fitted = fit(date(2026, 3, 2), date(2026, 3, 17), {"concept": 20, "review": 4}, "DE")
    assert fitted == {"concept": 9, "review": 3}
    assert plan(date(2026, 3, 2), fitted, "DE")["review"].end == date(2026, 3, 17)


def test_durations_are_stretched_too():
    assert fit(date(2026, 3, 2), date(2026, 4, 2), {"concept": 5, "review": 1}, "DE") == {"concept": 19, "review": 5}


def test_too_little_time_is_refused_with_a_sentence():
    with pytest.raises(TooShortError) as refused:
        fit(date(2026, 3, 2), date(2026, 3, 2), {"concept": 5, "review": 5}, "DE")
    assert refused.value.sentence == Text(
        "The time from 2 March 2026 to 2 March 2026 is too short: 2 phases need at least 2 working days.",
        "从2026年3月2日到2026年3月2日的时间太短：2个阶段至少需要2个工作日。",
    )


def test_a_date_that_moves_by_working_days_skips_easter():
    days = [date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 5)]
    assert shift(days, 2, "DE") == {
        date(2026, 4, 1): date(2026, 4, 7),
        date(2026, 4, 2): date(2026, 4, 8),
        date(2026, 4, 5): date(2026, 4, 8),
    }
    assert shift(days, 0, "DE") == {day: day for day in days}
    assert shift([date(2026, 4, 7)], -1, "DE") == {date(2026, 4, 7): date(2026, 4, 2)}


def test_moving_a_phase_takes_the_later_ones_along_and_leaves_the_earlier():
    windows = {"concept": CONCEPT, "review": REVIEW, "training": Window(date(2026, 4, 7), date(2026, 4, 7))}
    assert move(windows, "review", date(2026, 4, 1), "DE") == {
        "concept": CONCEPT,
        "review": Window(date(2026, 4, 1), date(2026, 4, 8)),
        "training": Window(date(2026, 4, 9), date(2026, 4, 9)),
    }


def concept(**values) -> Course:
    return Course(**({"phase": "concept", "planned": CONCEPT, "state": "running", "started": CONCEPT.start} | values))


def ends(*courses: Course, today: date = TODAY) -> list[tuple[date, int]]:
    return [(one.window.end, one.slip) for one in forecast(courses, today, "DE")]


def test_a_running_phase_goes_on_at_its_own_pace():
    # 10 days for 40 %: 25 in all, 15 more after 13 March, which the Easter days carry to 7 April: 5 later than planned.
    assert forecast([concept(share_done=0.4)], TODAY, "DE") == (
        Forecast("concept", Window(CONCEPT.start, date(2026, 4, 7)), 5),
    )


def test_a_fast_phase_is_expected_early():
    # 10 days for 80 %: 12.5 in all, so 3 more.
    assert ends(concept(share_done=0.8)) == [(date(2026, 3, 18), -7)]


def test_below_a_fifth_the_plan_counts_and_not_the_pace():
    # 10 % done: 18 of the 20 planned days are still ahead; 10 April is the 18th working day after 13 March.
    assert ends(concept(share_done=0.1)) == [(date(2026, 4, 10), 8)]
    assert ends(concept(share_done=None)) == [(date(2026, 4, 14), 10)]


def test_a_phase_with_all_done_ends_today():
    assert ends(concept(share_done=1.0)) == [(TODAY, -10)]


def test_a_passed_phase_ran_when_it_ran():
    passed = concept(state="passed", started=date(2026, 3, 3), ended=date(2026, 3, 31))
    assert forecast([passed], TODAY, "DE") == (Forecast("concept", Window(date(2026, 3, 3), date(2026, 3, 31)), 2),)


def test_what_comes_after_a_late_phase_is_as_late():
    # concept ends 5 late, so review starts 5 working days after 30 March: 30, 31, 1, 2 and then 7 → 8 April.
    found = forecast([concept(share_done=0.4), Course("review", REVIEW, "ahead")], TODAY, "DE")
    assert found[1] == Forecast("review", Window(date(2026, 4, 8), date(2026, 4, 13)), 5)


def test_what_comes_after_an_early_phase_keeps_its_plan():
    assert ends(concept(share_done=0.8), Course("review", REVIEW, "ahead"))[1] == (REVIEW.end, 0)


def test_a_phase_that_should_have_begun_is_not_expected_in_the_past():
    passed = concept(state="passed", ended=CONCEPT.end)
    late = forecast([passed, Course("review", REVIEW, "ahead")], date(2026, 4, 4), "DE")[1]
    assert late == Forecast("review", Window(date(2026, 4, 7), date(2026, 4, 10)), 4)


def test_on_the_first_day_of_a_phase_no_day_is_lost_yet():
    assert ends(concept(started=None), today=CONCEPT.start) == [(CONCEPT.end, 0)]
    assert ends(concept(started=None), today=date(2026, 3, 3)) == [(date(2026, 3, 31), 2)]


def test_a_phase_that_starts_later_than_today_keeps_its_length():
    assert ends(concept(started=None), today=date(2026, 2, 20)) == [(CONCEPT.end, 0)]
