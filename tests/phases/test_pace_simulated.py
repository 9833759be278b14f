"""The range of the end against draws: several hundred histories of pace, and what a further phase does after each."""

from datetime import date, timedelta
from math import exp, log, sqrt
from random import Random

import pytest

from phases.pace import QUANTILES, end_range, spread_of
from phases.schedule import Course, Window, forecast
from phases.workdays import add_working_days, working_days_between

START, LONG = date(2026, 1, 5), 400
"""The phase ahead has 400 working days, so that whole days round little."""
HISTORIES, DRAWS = 300, 1500


def history(dice: Random) -> tuple[list[Course], date]:
    """Two to five phases that are over, each 20 days planned and some other number taken, and one still ahead."""
    pace, unrest = dice.gauss(0, 0.25), dice.uniform(0.02, 0.6)
    courses, day = [], START
    for word in ("concept", "review", "solidification", "deployment", "training")[: dice.randint(2, 5)]:
        taken = max(1, round(20 * exp(dice.gauss(pace, unrest))))
        planned = Window(day, add_working_days(day, 19, "DE"))
        ended = add_working_days(day, taken - 1, "DE")
        courses.append(Course(word, planned, "passed", None, day, ended))
        day = add_working_days(ended, 1, "DE")
    return [*courses, Course("golive", Window(day, add_working_days(day, LONG - 1, "DE")), "ahead")], day


def deviations(ratios: list[float], dice: Random) -> list[float]:
    """How far a further phase strays from where it is expected, drawn step by step and not by Student's formula.

    The prior is what a spread of 0.25 seen in four phases and a mean of 0 seen in one would say: the spread is drawn
    from a scaled inverse chi-square, then the mean around its own centre, then the phase around that mean.
    """
    n, mean = len(ratios), sum(ratios) / len(ratios)
    weight, centre = n + 1, n * mean / (n + 1)
    squares = 4 * 0.25**2 + sum((one - mean) ** 2 for one in ratios) + n / (n + 1) * mean**2
    found = []
    for _draw in range(DRAWS):
        chi_square = dice.gammavariate((4 + n) / 2, 2)
        spread = sqrt(squares / chi_square)
        found.append(dice.gauss(dice.gauss(centre, spread / sqrt(weight)), spread) - centre)
    return found


def taken_by(course: Course) -> float:
    """Working days by counting them; no holiday lies in them but Germany's, which the calendar knows."""
    assert course.started is not None
    assert course.ended is not None
    return working_days_between(course.started, course.ended, "DE") + 1


def test_half_and_four_fifths_of_what_may_come_lie_in_the_ranges() -> None:
    dice = Random(20260105)  # noqa: S311 (draws, no secret)
    inside = {"likely": 0, "wide": 0}
    spans: list[tuple[float, float]] = []
    for _history in range(HISTORIES):
        courses, today = history(dice)
        today -= timedelta(days=1)
        found = forecast(courses, today, "DE")
        range_ = end_range(courses, found, today, "DE")
        assert range_ is not None
        left = working_days_between(today, found[-1].window.end, "DE")
        drawn = deviations([log(taken_by(one) / 20) for one in courses[:-1]], dice)
        shares = []
        for name in inside:
            window = getattr(range_, name)
            first, last = (working_days_between(today, day, "DE") for day in (window.start, window.end))
            within = sum(first <= left * exp(one) <= last for one in drawn)
            inside[name] += within
            shares.append(within / DRAWS)
        spans.append((shares[0], shares[1]))
    whole = HISTORIES * DRAWS
    # Whole days outward add less than one point; of a single history 1,500 draws tell a share to about 4 points.
    assert inside["likely"] / whole == pytest.approx(0.50, abs=0.012)
    assert inside["wide"] / whole == pytest.approx(0.80, abs=0.012)
    assert all(abs(half - 0.5) < 0.06 and abs(most - 0.8) < 0.05 for half, most in spans)


def test_of_projects_that_go_as_the_prior_says_as_many_end_in_the_ranges_as_are_said_to() -> None:
    """Two to four of six phases over; what is left is the sum of the others, each by itself, around the plan's length.

    Taking what is left as one piece makes the range wider, leaving the mean pace out of it makes it narrower; over
    4,000 projects both nearly cancel out.
    """
    dice = Random(7)  # noqa: S311 (draws, no secret)
    inside = [0, 0]
    for _project in range(4000):
        unrest = sqrt(4 * 0.25**2 / dice.gammavariate(2, 2))
        pace, over = dice.gauss(0, unrest), dice.randint(2, 4)
        seen = [dice.gauss(pace, unrest) for _phase in range(over)]
        taken = sum(20 * exp(dice.gauss(pace, unrest)) for _phase in range(6 - over))
        for place, quantile in enumerate(QUANTILES[4 + over]):
            inside[place] += abs(log(taken / (20 * (6 - over)))) <= quantile * spread_of(seen)
    assert inside[0] / 4000 == pytest.approx(0.50, abs=0.04)
    assert inside[1] / 4000 == pytest.approx(0.80, abs=0.02)
