"""Moments as people write them in a plan: “Fri 16:00”, “周五下午4点”, “T-1 18:00”, “Sat 8:00–9:30”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.language import day as spoken_day
from app.language import listed
from app.registers.sheets.units import folded
from app.words import _


class Unclear(ValueError):
    """A moment that can be several; the message is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Week:
    """What days are told by: the day of the go-live, and the first and last day of what is planned by date already."""

    go_live: date | None = None
    first: date | None = None
    last: date | None = None

    def with_day(self, one: date) -> Week:
        """The same with another day that is planned by date."""
        return Week(self.go_live, min(self.first or one, one), max(self.last or one, one))


@dataclass(frozen=True, slots=True)
class Span:
    """A moment, and the end where one is written behind it."""

    start: datetime
    end: datetime | None = None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"((?:mon|tue|wed|thu|fri|sat|sun|diens|mitt|donner|frei|sams|sonn)[a-z]*|(?:mo|di|mi|do|fr|sa|so)(?![a-z]))\.?|"
    r"(?:周|星期|礼拜)([一二三四五六日天])"
)
_STARTS = ("mo", "tu di", "we mi", "th do", "fr", "sa", "su so")
"""The first two letters of the days of the week, in English and German."""
_OFFSET = re.compile(r"[td](?=[\s+-]|$)\s*([+-]\s*\d{1,2})?|go-?live(?: day)?|上线(?:日|当天)")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CHINESE_DATE = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4})(?!\d)|(?=\s))")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[\s-]*([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.?\s+(\d{1,2})")
_YEAR = re.compile(r"[\s,-]+(\d{4})(?![\d:h点时])")
_CLOCK = re.compile(
    r"(上午|早上|凌晨|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2})\s*(?:(?:[:点时h])\s*(\d{2}|半)?\s*分?)?\s*(am|pm)?"
)
_BETWEEN = re.compile(r"\s*(?:-|~|至|到|to|until)\s*")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚")


def read_when(text: str, week: Week) -> Span | None:
    """The moment that a text says; None for one that is none of these forms; Unclear where its day can be several."""
    plain = folded(text).replace("–", "-").replace("—", "-").replace("−", "-").replace("，", " ")
    for day, rest in _days(plain, text, week):
        clocks = _BETWEEN.split(rest.strip(" ,"))
        times = [_clock(one) for one in clocks]
        if 1 <= len(times) <= 2 and None not in times:
            found = [datetime.combine(day, one) for one in times if one is not None]
            return Span(found[0], after(found[0], found[1].time()) if len(found) > 1 else None)
    return None


def read_clock(text: str) -> time | None:
    """A time of the day by itself."""
    return _clock(folded(text))


def after(start: datetime, end: time) -> datetime:
    """The first moment after `start` at which clocks show this time."""
    found = datetime.combine(start.date(), end)
    return found if found > start else found + timedelta(days=1)


def _days(plain: str, text: str, week: Week) -> Iterator[tuple[date, str]]:
    """The day that a text begins with, and what stands behind it."""
    if found := _WEEKDAY.match(plain):
        yield from _named_days(found, plain[found.end() :].lstrip(" ,"), text, week)
    elif found := _OFFSET.match(plain):
        if week.go_live is None:
            raise Unclear(
                _("“%(text)s” counts from the go-live, and no day is agreed for it: write the day.", text=text)
            )
        yield week.go_live + timedelta(days=int((found[1] or "0").replace(" ", ""))), plain[found.end() :]
    else:
        yield from _dates(plain, week)


def _named_days(found: re.Match[str], rest: str, text: str, week: Week) -> Iterator[tuple[date, str]]:
    """The day that is named by a day of the week; a date behind it has to be one."""
    short, chinese = found.groups()
    weekday = "一二三四五六日".index(chinese.replace("天", "日")) if chinese else _short(short)
    for day, behind in _dates(rest, week):
        if day.weekday() != weekday:
            raise Unclear(_("“%(text)s”: %(day)s is another day of the week.", text=text, day=spoken_day(day)))
        yield day, behind
        return
    if re.search(r"\d", rest):
        yield _on(weekday, text, week), rest


def _short(name: str) -> int:
    return next(number for number, starts in enumerate(_STARTS) if name[:2] in starts.split())


def _dates(plain: str, week: Week) -> Iterator[tuple[date, str]]:
    parts: tuple[int, int, int] | None = None
    if found := _ISO.match(plain):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _CHINESE_DATE.match(plain):
        parts = (0, int(found[1]), int(found[2]))
    elif found := _POINTS.match(plain):
        parts = (int(found[3] or 0), int(found[2]), int(found[1]))
    elif found := _DAY_MONTH.match(plain):
        month, number = (found[2], found[1]) if found[1] else (found[3], found[4])
        parts = (0, _MONTHS.index(month) + 1, int(number)) if month in _MONTHS else None
    behind = plain[found.end() :] if found else ""
    if parts and not parts[0] and (year := _YEAR.match(behind)):
        parts, behind = (int(year[1]), *parts[1:]), behind[year.end() :]
    if parts and (day := _near(parts, week)):
        yield day, re.sub(r"^t(?=\d)", "", behind)


def _near(parts: tuple[int, int, int], week: Week) -> date | None:
    """The date; one without a year is the one nearest to what is planned."""
    year, month, number = parts
    middle = week.first or week.go_live
    years = [year] if year else [middle.year - 1, middle.year, middle.year + 1] if middle else []
    found = []
    for each in years:
        try:
            found.append(date(each, month, number))
        except ValueError:
            continue
    return min(found, key=lambda day: abs((day - middle).days) if middle else 0) if found else None


def _on(weekday: int, text: str, week: Week) -> date:
    """The day of this name: the one among what is planned by date, or else the one next to the go-live."""
    if week.first is not None and week.last is not None:
        window = (week.first - timedelta(days=3), week.last + timedelta(days=3))
    elif week.go_live is not None:
        window = (week.go_live - timedelta(days=5), week.go_live + timedelta(days=3))
    else:
        raise Unclear(_("“%(text)s” names a day of the week, and no day is planned yet: write the day.", text=text))
    days = (window[0] + timedelta(days=number) for number in range((window[1] - window[0]).days + 1))
    found = [day for day in days if day.weekday() == weekday]
    if len(found) == 1:
        return found[0]
    which = listed((spoken_day(day) for day in found), 6)
    raise Unclear(_("“%(text)s” can be several days (%(days)s): write the day of this task in full.", text=text, days=which))  # fmt: skip  # noqa: E501


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if found is None or not (re.search(r"[:点时h]", text) or found[4]):
        return None
    part, hour, minute, half = found[1], int(found[2]), found[3] or "0", found[4]
    if (part in _AFTERNOON or half == "pm") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    minutes = 30 if minute == "半" else int(minute)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None
