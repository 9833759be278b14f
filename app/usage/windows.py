"""The days a round looks at: the round itself, the windows that end with it, and their working days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """The days a round looks at: first and last of the round, first of the active and of the dormant window."""

    first: date
    last: date
    active_since: date
    dormant_since: date
    workdays: tuple[date, ...]

    @property
    def workdays_of_round(self) -> tuple[date, ...]:
        """The working days from the round's first to its last day."""
        return self.workdays[bisect_left(self.workdays, self.first) :]

    @property
    def workdays_of_active_window(self) -> tuple[date, ...]:
        """The working days of the active window."""
        return self.workdays[bisect_left(self.workdays, self.active_since) :]


def window(
    first: date, last: date, *, active_days: int, dormant_days: int, is_working_day: Callable[[date], bool]
) -> Window:
    """The windows that end with the round's last day, included; ValueError when the round ends before it begins."""
    if last < first:
        raise ValueError(f"The round ends on {last}, before it begins on {first}.")
    active_since = last - timedelta(days=active_days - 1)
    start = min(first, active_since)
    days = (start + timedelta(days=n) for n in range((last - start).days + 1))
    return Window(
        first,
        last,
        active_since,
        last - timedelta(days=dormant_days - 1),
        tuple(day for day in days if is_working_day(day)),
    )
