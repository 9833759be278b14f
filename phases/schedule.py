"""The plan of a project in working days: its first version, moving a phase, and the forecast from actual pace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from phases.model import MethodError, PhaseState, say
from phases.workdays import add_working_days, length, working_days_between

# Before a fifth of a phase is done, its pace says too little about its end.
PACE_FROM = 0.2


class TooShortError(MethodError):
    """There are fewer working days than phases."""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of a phase, both included."""

    start: date
    end: date

    def working_days(self, country: str) -> int:
        """The length in working days."""
        return length(self.start, self.end, country)


@dataclass(frozen=True, slots=True)
class Course:
    """What a forecast knows of a phase: its plan, where it stands, and the share (0–1) of its items done."""

    phase: str
    planned: Window
    state: PhaseState
    share_done: float | None = None
    started: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a phase is expected to run; `slip` is its end against the plan in working days, late is positive."""

    phase: str
    window: Window
    slip: int


def plan(start: date, durations: Mapping[str, int], country: str) -> dict[str, Window]:
    """One phase after the other from the first working day on or after `start`; durations in working days."""
    windows: dict[str, Window] = {}
    day = add_working_days(start, 0, country)
    for phase, days in durations.items():
        windows[phase] = Window(day, add_working_days(day, days - 1, country))
        day = add_working_days(windows[phase].end, 1, country)
    return windows


def fit(start: date, end: date, durations: Mapping[str, int], country: str) -> dict[str, int]:
    """Durations stretched or squeezed in proportion so that the plan ends on `end`, or the last working day before.

    TooShortError when there is less than one working day for each phase.
    """
    available = length(start, end, country)
    if available < len(durations):
        raise TooShortError(
            say(
                "The time from {start} to {end} is too short: {phases} phases need at least {phases} working days.",
                "从{start}到{end}的时间太短：{phases}个阶段至少需要{phases}个工作日。",
                start=start,
                end=end,
                phases=len(durations),
            )
        )
    # One day each is certain; the rest is shared by largest remainder, so that the days add up exactly.
    spare = available - len(durations)
    whole = sum(durations.values())
    wanted = {phase: spare * days / whole for phase, days in durations.items()}
    fitted = {phase: 1 + int(days) for phase, days in wanted.items()}
    by_remainder = sorted(wanted, key=lambda phase: int(wanted[phase]) - wanted[phase])
    for phase in by_remainder[: available - sum(fitted.values())]:
        fitted[phase] += 1
    return fitted


def shift(dates: Iterable[date], days: int, country: str) -> dict[date, date]:
    """Old date → new date for everything that moves along by so many working days; with 0 nothing moves."""
    return {day: add_working_days(day, days, country) if days else day for day in dates}


def move(windows: Mapping[str, Window], phase: str, start: date, country: str) -> dict[str, Window]:
    """The plan after a phase starts on another day: it and all later phases move by the same working days.

    Lengths in working days stay as they were, whatever holidays the new place has.
    """
    words = list(windows)
    moving = words[words.index(phase) :]
    days = working_days_between(windows[phase].start, add_working_days(start, 0, country), country)
    old = (day for word in moving for day in (windows[word].start, windows[word].end))
    new = shift(old, days, country)
    return dict(windows) | {word: Window(new[windows[word].start], new[windows[word].end]) for word in moving}


def forecast(courses: Iterable[Course], today: date, country: str) -> tuple[Forecast, ...]:
    """When each phase is expected to run, in order; the last one's end and slip are the project's.

    A passed phase ran when it ran. A running phase, once a fifth of it is done, is taken to go on at its own pace:
    length = working days so far / share done. Before that, its planned length is still ahead in proportion to what
    is open. A phase ahead starts as late against its plan as the one before it will end, but never in the past.
    """
    found: list[Forecast] = []
    late = 0
    for course in courses:
        window = _expected(course, today, late, country)
        slip = working_days_between(course.planned.end, window.end, country)
        found.append(Forecast(course.phase, window, slip))
        late = max(slip, 0)
    return tuple(found)


def _expected(course: Course, today: date, late: int, country: str) -> Window:
    if course.state == "ahead":
        start = max(add_working_days(course.planned.start, late, country), add_working_days(today, 0, country))
        return Window(start, add_working_days(start, course.planned.working_days(country) - 1, country))
    start = course.started or course.planned.start
    if course.state == "passed":
        return Window(start, course.ended or course.planned.end)
    return Window(start, _end_of_running(course, start, today, country))


def _end_of_running(course: Course, start: date, today: date, country: str) -> date:
    share = course.share_done or 0.0
    so_far = max(length(start, today, country), 0)
    if share >= PACE_FROM and so_far:
        return add_working_days(today, ceil(round(so_far / share - so_far, 6)), country)
    ahead = ceil(round(course.planned.working_days(country) * (1 - share), 6))
    # What is ahead begins tomorrow; on the first day, or before it, no day has been lost yet.
    if so_far <= 1:
        return add_working_days(start, max(ahead, 1) - 1, country)
    return add_working_days(today, ahead, country)
