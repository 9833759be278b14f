"""The plan of a project in working days: its first version, fitting it to an end, and moving a phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phases.model import MethodError, say
from phases.workdays import add_working_days, length, working_days_between


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
