"""Between which days a project will end: a 50 % and an 80 % range around the forecast, from its own pace so far.

Each phase that is over, and a running one of which a fifth is done, gives one observation: the logarithm of its actual
working days over its planned ones. They are taken as normal with unknown mean and spread; what a further phase will do
is then a Student t (Gelman et al., Bayesian Data Analysis, 3rd edition, section 3.3: normal data with a conjugate
prior). The prior is ours and stated here: phases take as long as planned, known as well as from one phase, with a
spread of a quarter (0.25 in the logarithm), known as well as from four. The range is laid around the forecast, and what
is left is taken as one piece, as if all its phases were late or early together: that makes it wider, never narrower.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, exp, floor, log, sqrt

from phases.schedule import PACE_FROM, Course, Forecast, Window
from phases.workdays import add_working_days, length, working_days_between

PRIOR_MEAN, PRIOR_PHASES, PRIOR_SPREAD, PRIOR_FREEDOM = 0.0, 1, 0.25, 4
LEAST = 2
"""With fewer observations there is too little to say."""
QUANTILES = {
    6: (0.718, 1.440), 7: (0.711, 1.415), 8: (0.706, 1.397), 9: (0.703, 1.383), 10: (0.700, 1.372),
}  # fmt: skip
"""Student's t by degrees of freedom, at 75 % and at 90 %: half of 50 % and half of 80 % lie beyond on each side."""


@dataclass(frozen=True, slots=True)
class Range:
    """The days between which the project ends with a chance of 50 % (`likely`) and 80 % (`wide`), from `n` phases."""

    n: int
    likely: Window
    wide: Window


def observations(courses: Iterable[Course], today: date, country: str) -> tuple[float, ...]:
    """ln(actual / planned working days) of each phase that is over, and of a running one from a fifth on."""
    found = []
    for course in courses:
        planned, taken = course.planned.working_days(country), _taken(course, today, country)
        if planned > 0 and taken > 0:
            found.append(log(taken / planned))
    return tuple(found)


def _taken(course: Course, today: date, country: str) -> float:
    """Working days that the phase took; of a running one, those that its pace so far makes of the whole; 0 unknown."""
    if course.started is None:
        return 0.0
    if course.state == "passed":
        return float(length(course.started, course.ended, country)) if course.ended else 0.0
    share = course.share_done or 0.0
    if course.state != "running" or share < PACE_FROM:
        return 0.0
    return length(course.started, today, country) / share


def spread_of(seen: Sequence[float]) -> float:
    """The scale of the t that a further phase follows, by the observations and the prior."""
    n = len(seen)
    mean = sum(seen) / n
    squares = sum((one - mean) ** 2 for one in seen)
    pull = PRIOR_PHASES * n / (PRIOR_PHASES + n) * (mean - PRIOR_MEAN) ** 2
    variance = (PRIOR_FREEDOM * PRIOR_SPREAD**2 + squares + pull) / (PRIOR_FREEDOM + n)
    return sqrt(variance * (1 + 1 / (PRIOR_PHASES + n)))


def end_range(courses: Sequence[Course], forecasts: Sequence[Forecast], today: date, country: str) -> Range | None:
    """The ranges around the end of the last forecast; None when all is over or there is too little to say."""
    seen = observations(courses, today, country)
    left = working_days_between(today, forecasts[-1].window.end, country) if forecasts else 0
    if len(seen) < LEAST or left <= 0:
        return None
    scale = spread_of(seen)
    half, most = QUANTILES[min(PRIOR_FREEDOM + len(seen), max(QUANTILES))]
    return Range(len(seen), _around(today, left, half * scale, country), _around(today, left, most * scale, country))


def _around(today: date, left: int, deviation: float, country: str) -> Window:
    soonest, latest = floor(left * exp(-deviation)), ceil(round(left * exp(deviation), 6))
    return Window(add_working_days(today, max(soonest, 1), country), add_working_days(today, latest, country))
