"""Calendar days as whole numbers, and the day of an instant in a time zone, alike on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue

EPOCH = date(1970, 1, 1).toordinal()
SECOND = 1_000_000
DAY = 86_400 * SECOND
"""Microseconds."""


def number_of(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day with this number."""
    return date.fromordinal(number + EPOCH)


def local_day(at: IntegerValue, zone: str, first: int, last: int) -> IntegerValue:
    """The number of the calendar day of an instant in a zone (IANA name); all instants lie from `first` to `last`.

    Instants are microseconds since 1970 (UTC). The zone's changes of clock become part of the expression, so that no
    engine's own knowledge of time zones matters.
    """
    import ibis

    start, *changes = offsets(zone, first, last)
    shift: Any = start[1]
    if changes:
        # In the order of time: the first change that has not come yet ends the search.
        befores = [(at < moment, before) for (_, before), (moment, _) in zip([start, *changes], changes, strict=False)]
        shift = ibis.cases(*befores, else_=changes[-1][1])
    # A day more, taken off again: west of Greenwich the first hours of 1970 must not be rounded the other way.
    local = at + shift + DAY
    return ((local - local % DAY) / DAY).cast("int64") - 1


def offsets(zone: str, first: int, last: int) -> list[tuple[int, int]]:
    """From which instant on a zone is how far from UTC (both in microseconds), beginning with `first`."""
    place = ZoneInfo(zone)
    return list(_changes(place, first // SECOND, last // SECOND))


def _changes(place: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int]]:
    now = _offset(place, first)
    yield first * SECOND, now * SECOND
    for start in range(first, last + 1, 86_400):
        end = min(start + 86_400, last + 1)
        if _offset(place, end) != now:
            now = _offset(place, end)
            yield _moment(place, start, end, now) * SECOND, now * SECOND


def _moment(place: ZoneInfo, low: int, high: int, offset: int) -> int:
    """The second from which on the offset holds: it does not at `low` and does at `high`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(place, middle) == offset else (middle, high)
    return high


def _offset(place: ZoneInfo, second: int) -> int:
    """Seconds ahead of UTC."""
    ahead = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)).astimezone(place).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0
