"""Six factors by hand, and the switch as a network: order, circles, slip, the way back."""

from dataclasses import replace
from datetime import date

import pytest

from phases.cutover import Task, circle, crossed, is_late, next_tasks, ordered, slip, way_back
from phases.readiness import FACTORS, Rating, readiness

DAY = date(2026, 5, 4)


def rating(factor="people", points=3, rater="Ann", statement="s", side="firm", on=DAY):
    return Rating(factor, statement, rater, side, points, on)


def test_a_factor_is_the_mean_of_what_is_known():
    found = readiness([rating(points=4), rating(points=1, rater="Bob", side="client"), rating(points=None, rater="Cy")])
    people = found.factors[0]
    assert (people.score, people.rated, people.asked, people.raters) == (62.5, 2, 3, 2)
    assert people.coverage == pytest.approx(2 / 3)
    assert people.spread == 75
    assert people.by_side == (("client", 25, 1), ("firm", 100, 1))
    assert people.unknown == 1
    assert (found.mean, found.balance, found.complete) == (None, None, False)


def test_of_one_rater_the_newest_rating_counts_and_later_ones_not_yet():
    ratings = [rating(points=1), rating(points=4, on=date(2026, 5, 5)), rating(points=0, on=date(2026, 6, 1))]
    assert readiness(ratings, DAY).factors[0].score == 25
    assert readiness(ratings, date(2026, 5, 31)).factors[0].score == 100


def test_balance_and_technology_ahead():
    points = dict.fromkeys(FACTORS, 2) | {"technology": 4, "strategy": 1}
    found = readiness([rating(word, value) for word, value in points.items()])
    assert (found.balance, found.ahead) == (0.25, 50)
    assert found.mean == pytest.approx((50 * 4 + 100 + 25) / 6)


@pytest.mark.parametrize(
    ("waits", "found"),
    [
        ({1: (1,)}, (1, 1)),
        ({1: (2,), 2: (3,), 3: (1,)}, (1, 2, 3, 1)),
        ({1: (2, 3), 2: (4,), 3: (4,), 4: ()}, ()),
        ({1: (2,), 2: (3, 4), 4: (2,)}, (2, 4, 2)),
        ({}, ()),
    ],
)
def test_circles_are_found(waits, found):
    assert circle(waits) == found


FREEZE = Task("f", "CT-1", "Freeze", "2026-05-30 18:00", "2026-05-30 19:00")
LOAD = Task("l", "CT-2", "Load", "2026-05-30 17:00", "2026-05-30 22:00", depends=("f",))
OPEN = Task("o", "CT-3", "Open", "2026-05-30 23:00", "2026-05-30 23:30", depends=("l",), no_return=True)


def test_tasks_stand_in_the_order_that_dependencies_allow():
    assert [task.key for task in ordered((OPEN, LOAD, FREEZE))] == ["f", "l", "o"]
    assert [task.key for task in ordered((replace(LOAD, depends=("f", "o")), OPEN, FREEZE))] == ["f", "l", "o"]


def test_next_is_what_waits_for_nothing():
    assert [task.key for task in next_tasks((OPEN, LOAD, FREEZE))] == ["f"]
    begun = replace(FREEZE, started="2026-05-30 18:05")
    assert next_tasks((begun, LOAD, OPEN)) == ()
    done = replace(begun, finished="2026-05-30 19:10")
    assert [task.key for task in next_tasks((done, LOAD, OPEN))] == ["l"]


def test_late_is_what_should_have_begun_or_ended():
    assert not is_late(FREEZE, "2026-05-30 18:00")
    assert is_late(FREEZE, "2026-05-30 18:01")
    begun = replace(FREEZE, started="2026-05-30 18:05")
    assert not is_late(begun, "2026-05-30 18:30")
    assert is_late(begun, "2026-05-30 19:01")
    assert not is_late(replace(begun, finished="2026-05-30 21:00"), "2026-05-30 22:00")


@pytest.mark.parametrize(
    ("task", "now", "minutes"),
    [
        (FREEZE, "2026-05-30 17:00", None),
        (FREEZE, "2026-05-30 18:20", 20),
        (replace(FREEZE, started="2026-05-30 18:05"), "2026-05-30 18:20", 5),
        (replace(FREEZE, started="2026-05-30 18:05"), "2026-05-30 19:20", 20),
        (replace(FREEZE, started="2026-05-30 18:05", finished="2026-05-30 18:45"), "2026-05-31 09:00", -15),
        (Task("x", "CT-9", "No plan", started="2026-05-30 18:05"), "2026-05-30 18:20", None),
    ],
)
def test_slip_is_told_in_minutes(task, now, minutes):
    assert slip(task, now) == minutes


def test_the_way_back_is_the_way_there_reversed_until_the_point_of_no_return():
    freeze = replace(FREEZE, started="2026-05-30 18:00", finished="2026-05-30 19:00")
    load = replace(LOAD, started="2026-05-30 19:00")
    assert [task.key for task in way_back((freeze, load, OPEN))] == ["l", "f"]
    at_once = (replace(freeze, started="2026-05-30 19:00"), load)
    assert [task.key for task in way_back(at_once)] == ["l", "f"]  # within one minute the order of the plan decides
    gone = replace(OPEN, started="2026-05-30 23:00")
    assert way_back((freeze, load, gone)) == ()
    assert crossed((freeze, gone)) == gone
