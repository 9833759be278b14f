"""Planning, fitting and moving, worked out with a calendar in hand.

Germany in spring 2026: Good Friday is 3 April, Easter Monday 6 April. China in 2026: Saturday 28 February is worked.
"""

from datetime import date

import pytest

from phases.model import Text
from phases.schedule import TooShortError, Window, fit, move, plan, shift

CONCEPT = Window(date(2026, 3, 2), date(2026, 3, 27))  # 20 working days
REVIEW = Window(date(2026, 3, 30), date(2026, 4, 2))  # 4 working days


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
