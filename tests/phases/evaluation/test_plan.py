"""Planned rounds: 30 and 90 days after go-live, then each quarter, or at the project's own interval."""

from datetime import date

from phases.evaluation.plan import planned
from phases.model import Limits

LIMITS = Limits("evaluation", {"first_round_days": 30, "second_round_days": 90, "interval_days": 91})
LIVE = date(2026, 6, 30)


def test_the_first_ends_on_day_thirty_the_second_on_day_ninety_then_each_quarter():
    """Day 1 is 30 June: day 30 is 29 July, day 90 is 27 September; 28 September + 90 days is 27 December."""
    found = planned(LIVE, [], LIMITS)
    assert [(one.number, one.first, one.last) for one in found] == [
        (1, date(2026, 6, 30), date(2026, 7, 29)),
        (2, date(2026, 7, 30), date(2026, 9, 27)),
        (3, date(2026, 9, 28), date(2026, 12, 27)),
        (4, date(2026, 12, 28), date(2027, 3, 28)),
    ]


def test_rounds_held_move_those_that_follow_and_keep_their_numbers():
    held = [(LIVE, date(2026, 10, 31))]
    first, second = planned(LIVE, held, LIMITS, newest=5, count=2)
    # The 90th day is over, so a whole interval of 91 days follows: 1 November to 30 January.
    assert (first.number, first.first, first.last) == (6, date(2026, 11, 1), date(2027, 1, 30))
    assert second.number == 7


def test_the_interval_of_a_project_counts():
    held = [(LIVE, date(2026, 7, 29)), (date(2026, 7, 30), date(2026, 9, 27))]
    (one,) = planned(LIVE, held, LIMITS.but(interval_days=30.0), count=1)
    assert one.last == date(2026, 10, 27)


def test_a_round_is_due_on_the_day_after_its_last():
    one = planned(LIVE, [], LIMITS)[0]
    assert not one.due(date(2026, 7, 29))
    assert one.due(date(2026, 7, 30))
