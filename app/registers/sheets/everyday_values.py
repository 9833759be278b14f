"""Days as people write them in their own tables: 31.03.2026, 2 Mar 2026, 3月5日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

Order = Literal["dm", "md", ""]
"""Whether the day or the month stands first where both are numbers before the year; empty where nothing tells."""
YEARS = range(20, 40)
"""Years of two digits that a project can speak of."""
NOTHING = frozenset(("-", "–", "—", "--", "/", "n/a", "n.a.", "tbd", "tbc", "无", "暂无", "待定", "未定"))
"""What stands in a cell that says nothing."""
_MONTHS = (
    ("jan", "january", "januar"), ("feb", "february", "februar"), ("mar", "march", "märz", "maerz", "mrz"),
    ("apr", "april"), ("may", "mai"), ("jun", "june", "juni"), ("jul", "july", "juli"), ("aug", "august"),
    ("sep", "sept", "september"), ("oct", "october", "okt", "oktober"), ("nov", "november"),
    ("dec", "december", "dez", "dezember"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"(?:周|星期)[一二三四五六日天])"
)
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?|(?P<day_>\d{1,2})\.\s?(?P<month_>\d{1,2})\.|"
    r"(?P<named>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]*(?P<name>[a-zä]{3,9})\.?|"
    r"(?P<name_>[a-zä]{3,9})\.?\s+(?P<named_>\d{1,2})(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"^{_WEEKDAY}\.?,?\s+", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:[\sT]*[(]?{_WEEKDAY}[)]?\.?)?"
    r"(?:[\sT]*(?:上午|下午|晚上)?\s*\d{1,2}[:.时点h]?\d{0,2}(?::\d{2})?\s*(?:am|pm|h|uhr)?"
    r"(?:\s*[-–~至]\s*(?:上午|下午|晚上)?\s*\d{1,2}[:.时点h]?\d{0,2}\s*(?:am|pm|h|uhr)?)?)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?|(20\d{2})(\d{2})(\d{2})(?!\d)"
)
_POINTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?!\d)")
_SLASHES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]*([a-zä]{3,9})\.?,?[\s-]*(\d{4})(?!\d)", re.IGNORECASE)
_MONTH_NAMED_FIRST = re.compile(r"([a-zä]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.IGNORECASE)


def days_in(text: str, order: Order = "") -> list[date]:
    """The days that a text can be: one, several where only its column tells which, or none.

    A weekday before or behind and a time of the day behind are passed over. What is no day of the calendar is none.
    """
    plain = _BEFORE.sub("", unicodedata.normalize("NFKC", text).strip())
    for pattern in (_YEAR_FIRST, _POINTS, _SLASHES, _SHORT, _NAMED, _MONTH_NAMED_FIRST):
        found = pattern.match(plain)
        if found and _BEHIND.fullmatch(plain[found.end() :]):
            return [day for parts in _readings(pattern, found, order) if (day := _day(*parts))]
    return []


def month_and_day(text: str) -> tuple[int, int] | None:
    """Month and day of a day that says no year, such as 3月5日 or “5 March”; None for anything else."""
    found = _WITHOUT_YEAR.fullmatch(_BEFORE.sub("", unicodedata.normalize("NFKC", text).strip()))
    if found is None:
        return None
    told = {name.rstrip("_"): part for name, part in found.groupdict().items() if part}
    month = int(told["month"]) if "month" in told else month_called(told["name"])
    number = int(told["day"] if "day" in told else told["named"])
    return (month, number) if _day(2028, month, number) else None  # a leap year has every day


def month_called(name: str) -> int:
    """The number of a month by its name; 0 for one that is none."""
    return _MONTH.get(name.casefold(), 0)


def _readings(pattern: re.Pattern[str], found: re.Match[str], order: Order) -> list[tuple[int, int, int]]:
    """Year, month and day, in each way in which they can be meant."""
    parts = [part for part in found.groups() if part is not None]
    if pattern is _YEAR_FIRST:
        return [(int(parts[0]), int(parts[1]), int(parts[2]))]
    if pattern is _POINTS:
        return [(int(parts[2]), int(parts[1]), int(parts[0]))]
    if pattern is _SLASHES:
        first, second, year = int(parts[0]), int(parts[2]), int(parts[3])
        both: dict[Order, tuple[int, int, int]] = {"dm": (year, second, first), "md": (year, first, second)}
        return [both[order]] if order else list(dict.fromkeys(both.values()))
    if pattern is _SHORT:
        numbers = int(parts[0]), int(parts[2]), int(parts[3])
        return list(dict.fromkeys(_short(*numbers, order if parts[1] == "/" or order == "dm" else False)))
    day, month = (parts[0], parts[1]) if pattern is _NAMED else (parts[1], parts[0])
    return [(int(parts[2]), month_called(month), int(day))]


def _short(first: int, second: int, third: int, order: Order | bool) -> Iterator[tuple[int, int, int]]:
    """The ways in which three numbers of two digits are a day of these years."""
    if third in YEARS and order in ("dm", "", False):
        yield 2000 + third, second, first
    if third in YEARS and order in ("md", ""):
        yield 2000 + third, first, second
    if first in YEARS and not order:
        yield 2000 + first, second, third


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_of(texts: Iterable[str]) -> Order:
    """Which of day and month a column writes first, as its days beyond the twelfth tell; empty where they disagree."""
    told: set[Order] = set()
    for text in texts:
        found = _SLASHES.match(unicodedata.normalize("NFKC", text).strip())
        if found and int(found[1]) > 12 >= int(found[3]):
            told.add("dm")
        elif found and int(found[3]) > 12 >= int(found[1]):
            told.add("md")
    return told.pop() if len(told) == 1 else ""
