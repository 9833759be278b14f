"""Reads a day as people write it in a list of users."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.delimited import times

YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?:[T ].*)?")


SERIAL = re.compile(f"(?a:{times.SERIAL})")
FIRST_DAY = date(1899, 12, 30)


def read_day(text: str, day_order: str | None) -> date | None:
    """The day that a text states, a time of day after it is passed over; None when it is no day or its order is open.

    31.1.2026 has the day first; in 3/4/2026 it is `day_order` ("dmy", "mdy") that says, or a number above 12.
    46053 is the day that a spreadsheet counts so (31 January 2026), from 1971 to 2099.
    """
    text = text.strip()
    if match := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := YEAR_LAST.fullmatch(text):
        first, second = match[1], match[3]
        if match[2] == "." or day_order == "dmy" or int(first) > 12:
            return _day(match[4], second, first)
        if day_order == "mdy" or int(second) > 12:
            return _day(match[4], first, second)
    if SERIAL.match(text):
        return FIRST_DAY + timedelta(days=int(text[:5]))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
