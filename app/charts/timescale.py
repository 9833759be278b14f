"""Days laid out along a line, and the months that are written under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.charts.ink import SIZES
from app.charts.lettering import width
from app.charts.voice import Voice

STEPS = (1, 2, 3, 6, 12, 24, 60)
"""After how many months a tick may follow."""


@dataclass(frozen=True, slots=True)
class Timescale:
    """The days from `first` to `last`, drawn between x = `start` and x = `end`."""

    first: date
    last: date
    start: float
    end: float

    def x(self, day: date) -> float:
        """Where a day begins; a day outside stands at the nearer end."""
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0), 1)
        return round(self.start + (self.end - self.start) * share, 1)

    def months(self, voice: Voice) -> Iterator[tuple[float, str]]:
        """Ticks at the beginning of months, as many as fit side by side; the first and each January carry the year."""
        room = max(width(voice.month(date(2028, 1, 1), year=True), SIZES["tick"]), 24) + 8
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((step for step in STEPS if room * months / step <= self.end - self.start), STEPS[-1])
        first = True
        for count in range(months + 1):
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + count, 12)
            day = date(year, month + 1, 1)
            if self.first <= day <= self.last and month % step == 0:
                yield self.x(day), voice.month(day, year=first or day.month == 1)
                first = False
