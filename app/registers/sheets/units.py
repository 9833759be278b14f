"""Units as headings and cells name them: minutes and hours, a month and a year; and how one becomes another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from phases.model import Text

Dimension = Literal["time", "period", "scale"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: of time (`size` in minutes, none for days and weeks, whose length depends), of a period, or a scale."""

    key: str
    dimension: Dimension
    title: Text
    size: Fraction | None = None


UNITS: Mapping[str, Unit] = {
    one.key: one
    for one in (
        Unit("min", "time", Text("minutes", "分钟"), Fraction(1)),
        Unit("h", "time", Text("hours", "小时"), Fraction(60)),
        Unit("days", "time", Text("days", "天")),
        Unit("day", "period", Text("a day", "每天")),
        Unit("week", "period", Text("a week", "每周")),
        Unit("month", "period", Text("a month", "每月")),
        Unit("quarter", "period", Text("a quarter", "每季度")),
        Unit("year", "period", Text("a year", "每年")),
        Unit("thousand", "scale", Text("thousands", "千"), Fraction(1_000)),
        Unit("ten-thousand", "scale", Text("ten thousands", "万"), Fraction(10_000)),
        Unit("million", "scale", Text("millions", "百万"), Fraction(1_000_000)),
        Unit("hundred-million", "scale", Text("hundred millions", "亿"), Fraction(100_000_000)),
    )
}
DAYS: tuple[tuple[Text, Fraction], ...] = (
    (Text("working days of 8 hours", "工作日（8小时）"), Fraction(8 * 60)),
    (Text("days of 24 hours", "自然日（24小时）"), Fraction(24 * 60)),
)
"""What a day can mean where time is counted, in minutes."""
TIMES_A_YEAR = {"month": Fraction(12), "quarter": Fraction(4), "week": Fraction(52)}

_WORDS = {
    "min": "min mins min. minute minutes minuten 分 分钟 mn",
    "h": "h hr hrs hour hours std std. stunde stunden 时 小时 钟头 个小时",
    "days": "d day days tag tage 天 日 工作日 工作天 人天 workdays",
    "thousand": "k 千 千元 thousand thousands tsd k€ k$ keur kusd kcny krmb",
    "ten-thousand": "万 万元 w 万人民币",
    "million": "m€ m$ meur musd mcny mrmb mio mio. million millions 百万 百万元",
    "hundred-million": "亿 亿元",
}
_PERIODS = {
    "day": "day daily 天 日",
    "week": "week weekly wk 周 星期",
    "month": "month monthly mth mo 月 个月",
    "quarter": "quarter quarterly 季 季度",
    "year": "year yearly annual annum p.a. pa yr 年 年度",
}
_WEEKS = frozenset(("week", "weeks", "wk", "wks", "woche", "wochen", "周", "星期"))
_BY_WORD = {word: key for key, words in _WORDS.items() for word in words.split()}
_BY_WORD |= {call.casefold(): one.key for one in UNITS.values() for call in (one.title.en, one.title.zh)}
_BY_PERIOD = {word: key for key, words in _PERIODS.items() for word in words.split()}
_WORKDAY_WORDS = {"working days", "work days", "person days", "calendar days"}
_BRACKET = re.compile(r"^(?P<base>.*?)\s*[(\[【](?P<note>[^)\]】]*)[)\]】]$")
_SEPARATED = re.compile(r"^(?P<base>.+?)\s*(?P<mark>[,;:/]|\bin\b|\bper\b|\ban?\b|(?<=.)每)\s*(?P<note>[^,;:/]+)$")
_PERIOD_MARK = re.compile(r"^(?:/|per\s+|an?\s+|each\s+|every\s+|每)\s*")
_PREFIX = re.compile(r"^(?:in\s+|unit\s*:\s*|单位\s*[::]?\s*)")

_NUMBER = r"(\d+(?:[.,]\d+)?|半)"
_PART = re.compile(rf"{_NUMBER}\s*(?:个)?\s*([a-z]+\.?|[小时分钟头]+|工作日|人天|[天日周]|星期)(半)?")


def folded(text: str) -> str:
    """A heading or word without differences of width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("*", " ").split())


def heading_key(text: str) -> str:
    """What tells one heading of a table from another: the heading folded, at most 200 characters."""
    return folded(text)[:200]


def split(heading: str) -> tuple[str, Unit | None]:
    """A folded heading without the unit or note behind it, and the unit if it is one: “duration (h)” is duration, h."""
    if found := _BRACKET.match(heading):
        return found["base"], unit_called(found["note"])
    if found := _SEPARATED.match(heading):
        period = found["mark"] not in (",", ";", ":", "in")
        unit = _period(found["note"]) if period else unit_called(found["note"])
        if unit is not None or (period and (unit := unit_called(found["note"]))):
            return found["base"], unit
    return heading, None


def unit_called(note: str) -> Unit | None:
    """The unit that a note names; None for one that is no unit."""
    text = _PREFIX.sub("", note.strip())
    if _PERIOD_MARK.match(text):
        return _period(_PERIOD_MARK.sub("", text))
    if text in _WORKDAY_WORDS:
        return UNITS["days"]
    key = _BY_WORD.get(text) or _BY_PERIOD.get(text)
    return UNITS[key] if key else None


def _period(word: str) -> Unit | None:
    key = _BY_PERIOD.get(word.strip())
    return UNITS[key] if key else None


def minutes_in(text: str, day: Fraction | None = None) -> Fraction | None:
    """The minutes that a span says, as “2h 30min”, “1.5 h” or “2小时30分”; None when it is no span with units.

    Days and weeks are none unless somebody said how many minutes a `day` has: it may have eight hours or twenty-four.
    """
    plain = folded(text)
    if clock := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?", plain):  # as spreadsheets show a span: 2:30
        return Fraction(int(clock[1]) * 60 + int(clock[2]))
    total, place = Fraction(0), 0
    last = ""
    while place < len(plain):
        part = _PART.match(plain, place)
        if part is None:
            rest = re.fullmatch(r"\s*(\d{1,2})", plain[place:]) if last == "h" else None  # 2h30
            return total + int(rest[1]) if rest and int(rest[1]) < 60 else None
        size = _minutes_of(part[2], day)
        if size is None:
            return None
        amount = Fraction(1, 2) if part[1] == "半" else Fraction(part[1].replace(",", "."))
        total += (amount + (Fraction(1, 2) if part[3] else 0)) * size
        last, place = _BY_WORD.get(part[2], "week"), part.end()
        while place < len(plain) and plain[place] in " ,+和":
            place += 1
    return total if last else None


def _minutes_of(word: str, day: Fraction | None) -> Fraction | None:
    """The minutes of a unit of time by its word; a week has five working days or seven whole ones."""
    if word in _WEEKS:
        return None if day is None else day * (7 if day == DAYS[1][1] else 5)
    unit = UNITS.get(_BY_WORD.get(word, ""))
    if unit is None or unit.dimension != "time":
        return None
    return day if unit.key == "days" else unit.size


def days_in_span(text: str) -> Fraction | None:
    """The days that a span of days or weeks says; months and years have no fixed number of them."""
    found = _PART.fullmatch(folded(text))
    if found is None or found[3] or not (found[2] in _WEEKS or _BY_WORD.get(found[2]) == "days"):
        return None
    amount = Fraction(1, 2) if found[1] == "半" else Fraction(found[1].replace(",", "."))
    return amount * (7 if found[2] in _WEEKS else 1)
