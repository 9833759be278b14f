"""The range of the end against draws: projects that go as the prior says, through the real calendar."""

from datetime import date
from math import exp, log, sqrt
from random import Random

import pytest

from phases.forecast import Course, end_range, forecast
from phases.order import ORDER
from phases.schedule import plan
from phases.workdays import add_working_days, working_days_between

START, DAYS = date(2026, 1, 5), 90
"""Each of six phases is planned with 90 working days, so that whole days round little."""
PROJECTS = 3000
MOST = log(2.5)
"""No phase strays further: what does is no matter of pace."""


def drawn(dice: Random, over: int) -> tuple[list[Course], date, float]:
    """A project with so many phases over and one running; returns it, today, and the working days truly left.

    Step by step and not by Student's formula: the spread of a quarter seen in four phases, the mean of 0 seen in one,
    then each phase around that mean. The running phase tells its own pace the worse, the less of it is done.
    """
    spread = sqrt(4 * 0.25**2 / dice.gammavariate(2, 2))
    mean = dice.gauss(0, spread)
    paces = [max(-MOST, min(dice.gauss(mean, spread), MOST)) for _phase in ORDER]
    planned = plan(START, dict.fromkeys(ORDER, DAYS), "DE")
    courses, day = [], START
    for word, pace in zip(ORDER[:over], paces, strict=False):
        ended = add_working_days(day, max(round(DAYS * exp(pace)), 1) - 1, "DE")
        courses.append(Course(word, planned[word], "passed", None, day, ended))
        day = add_working_days(ended, 1, "DE")
    share = dice.uniform(0.02, 0.98)
    told = max(-MOST, min(paces[over] + dice.gauss(0, spread * sqrt((1 - share) / share)), MOST))
    so_far = max(round(DAYS * exp(told) * share), 2)
    courses.append(Course(ORDER[over], planned[ORDER[over]], "running", share, day))
    courses += [Course(word, planned[word], "ahead") for word in ORDER[over + 1 :]]
    left = DAYS * (1 - share) * exp(paces[over]) + sum(DAYS * exp(pace) for pace in paces[over + 1 :])
    return courses, add_working_days(day, so_far - 1, "DE"), left


def shares_inside(dice: Random, over: int) -> tuple[float, float, float]:
    """How many of the projects end within 50 %, within 80 %, and after the forecast."""
    likely = wide = later = 0
    for _project in range(PROJECTS):
        courses, today, left = drawn(dice, over)
        expected = forecast(courses, today, "DE")
        range_ = end_range(courses, expected, today, "DE")
        assert range_ is not None
        for_likely, for_wide = (
            working_days_between(today, window.start, "DE") <= left <= working_days_between(today, window.end, "DE")
            for window in (range_.likely, range_.wide)
        )
        likely, wide = likely + for_likely, wide + for_wide
        later += left > working_days_between(today, expected[-1].window.end, "DE")
    return likely / PROJECTS, wide / PROJECTS, later / PROJECTS


@pytest.mark.parametrize("over", [1, 2, 3, 4])
def test_of_projects_that_go_as_the_prior_says_as_many_end_in_the_ranges_as_are_said_to(over: int) -> None:
    likely, wide, later = shares_inside(Random(20260105 + over), over)  # noqa: S311 (draws, no secret)
    assert likely == pytest.approx(0.50, abs=0.04)
    assert wide == pytest.approx(0.80, abs=0.03)
    # A sum of such days leans to the late side: the forecast is its middle within some points.
    assert later == pytest.approx(0.53, abs=0.04)
