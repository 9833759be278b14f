"""What moved the forecast of the end: which phase, and by how many of the days. June 2026 in Germany, no holidays."""

from datetime import date

import pytest

from phases.drift import Drift, drift
from phases.forecast import Forecast
from phases.schedule import Window

MONDAYS = [date(2026, 6, day) for day in (1, 8, 15, 22, 29)]


def course(*ends: date) -> list[Forecast]:
    return [
        Forecast(phase, Window(date(2026, 5, 4), end), 0)
        for phase, end in zip(("concept", "review", "golive"), ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("then", "now", "days", "phase", "own", "begun"),
    [
        ((0, 1, 2), (0, 3, 4), 10, "review", 10, 2),  # review ends two weeks later, go-live only follows
        ((0, 1, 2), (1, 3, 4), 10, "concept", 5, 1),  # a week each in concept and review: the first is named
        ((0, 1, 1), (0, 2, 4), 15, "golive", 10, 3),
        ((0, 1, 1), (1, 2, 4), 15, "concept", 5, 1),  # those ahead follow
        ((0, 1, 1), (0, 2, 4), 15, "golive", 10, 1),  # what has begun moved nothing
        ((0, 3, 4), (0, 1, 2), -10, "review", -10, 2),  # earlier
        ((0, 1, 2), (0, 4, 4), 10, "review", 10, 2),  # of the three weeks that review takes longer, one is made up for
    ],
)
def test_the_phase_that_moved_the_end_is_named_with_its_days(then, now, days, phase, own, begun):
    found = drift(course(*(MONDAYS[n] for n in then)), course(*(MONDAYS[n] for n in now)), "DE", begun)
    leads = ("concept", "review", "golive").index(phase) < begun
    assert found == Drift(MONDAYS[then[-1]], MONDAYS[now[-1]], days, phase, own, leads)


@pytest.mark.parametrize("now", [(0, 1, 2), (0, 2, 3), (0, 0, 1)])
def test_an_end_that_moved_by_a_week_at_most_is_not_spoken_of(now):
    assert drift(course(*(MONDAYS[n] for n in (0, 1, 2))), course(*(MONDAYS[n] for n in now)), "DE", 1) is None
