"""When rounds are due: 30 and 90 days after go-live, then at a fixed interval, by the limits of the edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from phases.model import Limits

AHEAD = 4
"""So many rounds are planned ahead."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A round that has not been opened: its number, first and last day; it is due once its last day has passed."""

    number: int
    first: date
    last: date

    def due(self, today: date) -> bool:
        """Whether the days that it covers are over."""
        return self.last < today


def planned(
    go_live: date, held: Sequence[tuple[date, date]], limits: Limits, *, newest: int = 0, count: int = AHEAD
) -> tuple[Planned, ...]:
    """The next `count` rounds after those `held`, (first day, last day) in the order of time; both days belong to them.

    `newest` is the highest number given so far. Each begins on the day after the one before ended.
    """
    ends, found = [last for _first, last in held], []
    for place in range(count):
        first = ends[-1] + timedelta(days=1) if ends else go_live
        last = _end(go_live, first, len(ends), limits)
        ends.append(last)
        found.append(Planned(max(newest, len(held)) + place + 1, first, last))
    return tuple(found)


def _end(go_live: date, first: date, before: int, limits: Limits) -> date:
    """The last day of the round that begins on `first`, when `before` rounds were held before it."""
    by_method = {0: "first_round_days", 1: "second_round_days"}
    if before in by_method:
        end = go_live + timedelta(days=int(limits[by_method[before]]) - 1)
        if end > first:
            return end
    return first + timedelta(days=int(limits["interval_days"]) - 1)
