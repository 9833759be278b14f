"""The rules of `judging` and `times` for a few rows, in Python: a preview must not load the engine into a web worker.

The patterns are the engine's own; a test holds both against each other for every form of time and every reason.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from app.delimited import times
from app.usage.judging import BREAKS, JUNK, LONGEST, SEEMS_A_TIME

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
PARTS = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ] *(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?"


def judged(
    user: str, function: str, time: str, order: str | None, zone: ZoneInfo
) -> tuple[datetime | None, str | None]:
    """The instant of a row, or the key of the first reason to refuse it; names are keys, the time is stripped."""
    if not user or not function:
        return None, "no-function" if user else "no-user"
    spelling = canonical(time, order)
    at = instant(spelling, zone)
    names_fit = not _holds(user + function, BREAKS + JUNK) and len(user) <= LONGEST and len(function) <= LONGEST
    if at is not None and EARLIEST <= at <= LATEST and names_fit:
        return at, None
    return None, _reason(user, function, time, spelling, at, order)


def canonical(text: str, order: str | None) -> str:
    """The text of a time in ISO form, or as it was when it is in no known form."""
    if _matches(f"{times.NAIVE}|{times.WITH_OFFSET}|{times.UNIX}", text):
        return text
    if _matches(times.SERIAL, text):
        return _serial(text)
    for pattern, replacement in (*times.SPELLINGS, *times.STATED_ORDER[order], *times.CLEANED):
        text = _pattern(pattern).sub(replacement, text, count=1)
    return text


def instant(text: str, zone: ZoneInfo) -> datetime | None:
    """The instant of a canonical text; None for an unknown form or a day that does not exist."""
    forms: tuple[tuple[str, Callable[[], datetime | None]], ...] = (
        (times.NAIVE, lambda: _in_zone(_local(text), zone)),
        (times.WITH_OFFSET, lambda: _with_offset(text)),
        (times.TWELVE_HOURS, lambda: _in_zone(_twelve_hours(text), zone)),
        (times.UNIX, lambda: _unix(text)),
    )
    try:
        return next((read() for form, read in forms if _matches(form, text)), None)
    except ValueError:  # no such day
        return None
    except OverflowError:  # at the ends of the calendar, far from any use
        return NEVER


def _reason(user: str, function: str, time: str, spelling: str, at: datetime | None, order: str | None) -> str:
    together = user + function + time
    other = {"dmy": "mdy", "mdy": "dmy"}.get(order or "", "")
    tests = (
        ("no-time", not time),
        ("line-break", _holds(together, BREAKS)),
        ("unreadable", _holds(together, JUNK)),
        ("too-long", len(user) > LONGEST or len(function) > LONGEST),
        ("far-time", at is not None),
        ("ambiguous-day", _matches(times.EITHER_ORDER, spelling)),
        ("other-order", bool(other) and _matches(times.CERTAIN_DAY[other], time)),
        ("impossible-time", _matches(SEEMS_A_TIME, spelling)),
    )
    return next((reason for reason, holds in tests if holds), "unknown-time")


def _serial(text: str) -> str:
    """Days of a spreadsheet in ISO form: to the second, or the day alone where it has no fraction."""
    seconds = math.floor(float(text.replace(",", ".")) * 86400 + 0.5)
    wall = datetime(1899, 12, 30) + timedelta(seconds=seconds)  # noqa: DTZ001 (no zone yet)
    return wall.isoformat(" ") if "." in text or "," in text else wall.date().isoformat()


def _local(text: str) -> datetime:
    found = _pattern(PARTS).match(text)
    assert found is not None, "the form was matched before"
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction = int((found[7] or "0")[:6].ljust(6, "0"))
    end_of_day = hour == 24 and not (minute or second or fraction)  # 24:00 is the next midnight
    local = datetime(year, month, day, 0 if end_of_day else hour, minute, second, fraction)  # noqa: DTZ001 (no zone yet)
    return local + timedelta(days=1) if end_of_day else local


def _in_zone(local: datetime, zone: ZoneInfo) -> datetime:
    """The later of an hour that comes twice; an hour later where the clock was put forward."""
    later = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if later.astimezone(zone).replace(tzinfo=None) == local:
        return later
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _with_offset(text: str) -> datetime:
    found = _pattern(r"([+-])(\d\d):?(\d\d)?$").search(text)
    offset = timedelta()
    if found:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0)) * (-1 if found[1] == "-" else 1)
    return _local(text).replace(tzinfo=timezone(offset)).astimezone(UTC)


def _twelve_hours(text: str) -> datetime:
    """12 AM is midnight and 12 PM noon; 0 and 13 do not exist on a clock of twelve hours."""
    local = _local(text)
    if not 1 <= local.hour <= 12:
        raise ValueError(text)
    return local.replace(hour=local.hour % 12 + (12 if text[-2] in "Pp" else 0))


def _unix(text: str) -> datetime:
    scale = 1_000_000 if "." in text else {16: 1, 13: 1000}.get(len(text), 1_000_000)
    return EARLIEST + timedelta(microseconds=int(Decimal(text) * scale))


def _holds(text: str, characters: tuple[int, ...]) -> bool:
    return any(chr(one) in text for one in characters)


def _matches(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the engine as Python writes it: digits and spaces are those of ASCII there."""
    return re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda one: chr(int(one[1], 16)), pattern), re.ASCII)
