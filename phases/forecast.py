"""When a project ends, from its own pace: each phase's days, and between which days the whole lies.

What is left of a running phase goes on at a pace between its own and that of the phases before it: its own counts as
much as the share of it that is done. A phase ahead takes as much longer or shorter than planned as the phases so far,
with the prior of `phases.pace`. The range is laid around the working days that are left. Two things make them unsure:
the mean pace, which all of them share, and each phase by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, exp, floor, sqrt

from phases.model import PhaseState
from phases.pace import Observation, Pace, observed, pace_of
from phases.schedule import Window
from phases.workdays import add_working_days, length, working_days_between


@dataclass(frozen=True, slots=True)
class Course:
    """What a forecast knows of a phase: its plan, where it stands, and the share (0–1) of its items done."""

    phase: str
    planned: Window
    state: PhaseState
    share_done: float | None = None
    started: date | None = None
    ended: date | None = None

    @property
    def done(self) -> float:
        """The share of a phase that is done, 0 while nobody has answered anything."""
        return self.share_done or 0.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a phase is expected to run; `slip` is its end against the plan in working days, late is positive."""

    phase: str
    window: Window
    slip: int


@dataclass(frozen=True, slots=True)
class Range:
    """The days between which the project ends with a chance of 50 % (`likely`) and 80 % (`wide`), from `n` phases."""

    n: int
    likely: Window
    wide: Window


def pace_so_far(courses: Sequence[Course], today: date, country: str) -> Pace:
    """What the phases that are over and the running one say of those ahead.

    A running phase takes its days so far and what is left of it, and counts as much as is done of it. One that has
    taken longer than planned already has taken at least that, whatever is done: the slower of the two is believed.
    """
    before = _before(courses, country)
    over = [_over(one, country) for one in courses if one.state == "passed"]
    told, at_least = list(over), []
    for course in courses:
        planned, so_far = course.planned.working_days(country), _so_far(course, today, country)
        if course.state == "running" and so_far > 0:
            told.append(observed(planned, so_far + _left(course, before, today, country), course.done))
            at_least += [observed(planned, so_far)] if so_far > planned else []
    found = pace_of(told)
    return max(found, pace_of([*over, *at_least]), key=lambda pace: pace.centre) if at_least else found


def _before(courses: Iterable[Course], country: str) -> Pace:
    return pace_of(_over(one, country) for one in courses if one.state == "passed")


def _over(course: Course, country: str) -> Observation | None:
    if course.started is None or course.ended is None:
        return None
    planned, taken = course.planned.working_days(country), length(course.started, course.ended, country)
    return observed(planned, taken) if planned > 0 and taken > 0 else None


def _so_far(course: Course, today: date, country: str) -> int:
    return length(course.started, today, country) if course.started and course.planned.working_days(country) > 0 else 0


def _left(course: Course, before: Pace, today: date, country: str) -> float:
    """The working days that a running phase still takes: its own pace counts as much as is done of it."""
    planned, so_far, done = course.planned.working_days(country), _so_far(course, today, country), course.done
    centre = before.centre
    if done and so_far > 0:
        centre = done * observed(planned, so_far / done).ratio + (1 - done) * before.centre
    return planned * (1 - done) * exp(centre)


def forecast(courses: Sequence[Course], today: date, country: str) -> tuple[Forecast, ...]:
    """When each phase is expected to run, in order; the last one's end and slip are the project's.

    A phase ahead starts as late or early against its plan as the one before it ends, but never in the past.
    """
    before, ahead = _before(courses, country), pace_so_far(courses, today, country)
    found: list[Forecast] = []
    slip = 0
    for course in courses:
        if course.state == "passed":
            window = Window(course.started or course.planned.start, course.ended or course.planned.end)
        elif course.state == "running":
            window = _running(course, before, today, country)
        else:
            window = _ahead(course, ahead, slip, today, country)
        slip = working_days_between(course.planned.end, window.end, country)
        found.append(Forecast(course.phase, window, slip))
    return tuple(found)


def _ahead(course: Course, pace: Pace, slip: int, today: date, country: str) -> Window:
    start = max(add_working_days(course.planned.start, slip, country), add_working_days(today, 0, country))
    days = max(round(course.planned.working_days(country) * pace.factor), 1)
    return Window(start, add_working_days(start, days - 1, country))


def _running(course: Course, before: Pace, today: date, country: str) -> Window:
    start = course.started or course.planned.start
    left = ceil(round(_left(course, before, today, country), 6))
    # What is left begins tomorrow; on the first day, or before it, no day has been lost yet.
    if length(start, today, country) <= 1:
        return Window(start, add_working_days(start, max(left, 1) - 1, country))
    return Window(start, add_working_days(today, left, country))


def end_range(courses: Sequence[Course], forecasts: Sequence[Forecast], today: date, country: str) -> Range | None:
    """The ranges around the end of the last forecast; None when all is over, and before one phase is."""
    left = working_days_between(today, forecasts[-1].window.end, country) if forecasts else 0
    if left <= 0 or not any(one.state == "passed" for one in courses):
        return None
    pace = pace_so_far(courses, today, country)
    n = sum(one.state == "passed" or (one.state == "running" and one.done > 0) for one in courses)
    likely, wide = (share * _spread(courses, forecasts, pace, today, country) / left for share in pace.quantiles)
    return Range(n, _around(today, left, likely, country), _around(today, left, wide, country))


def _spread(courses: Sequence[Course], forecasts: Sequence[Forecast], pace: Pace, today: date, country: str) -> float:
    """How many working days the end may lie off: by the mean pace for all phases together, and by each of its own."""
    shared, own = 0.0, 0.0
    for course, expected in zip(courses, forecasts, strict=True):
        if course.state == "passed":
            continue
        # Of a running phase only that part is unsure which is not done.
        days, unsure = expected.window.working_days(country), 1.0
        if course.state == "running":
            days, unsure = working_days_between(today, expected.window.end, country), 1 - course.done
        shared += days * unsure
        own += days**2 * unsure
    return sqrt(shared**2 * pace.variance_of_centre + own * pace.variance)


def _around(today: date, left: int, deviation: float, country: str) -> Window:
    soonest, latest = floor(left * exp(-deviation)), ceil(round(left * exp(deviation), 6))
    return Window(add_working_days(today, max(soonest, 1), country), add_working_days(today, latest, country))
