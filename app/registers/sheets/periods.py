"""Months, quarters and other spans of days as people write them instead of a day: 2025年12月, Q2 2026, KW 12/2026."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from app.registers.sheets.everyday_values import month_called

Period = tuple[date, date]
"""The first and the last day."""
_YEAR = r"(?P<year>20\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*月?份?",
        rf"(?P<month>\d{{1,2}})\s*[-/.]\s*{_YEAR}",
        rf"(?P<name>[a-zä]{{3,9}})\.?,?[\s/-]*{_YEAR}",
        rf"{_YEAR}\s*[-/ ]?\s*(?P<name>[a-zä]{{3,9}})\.?",
        rf"(?:q|quarter\s*|quartal\s*)(?P<quarter>[1-4])\s*[-/ ]?\s*{_YEAR}",
        rf"(?P<quarter>[1-4])\.\s*quartal\s*{_YEAR}",
        rf"{_YEAR}\s*[-/ 年]?\s*q(?P<quarter>[1-4])",
        rf"{_YEAR}\s*年\s*第?(?P<quarter>[1-4一二三四])\s*季度",
        rf"(?:h|hj\s*)(?P<half>[12])\s*[-/ ]?\s*{_YEAR}",
        rf"{_YEAR}\s*[-/ ]?\s*h(?P<half>[12])",
        rf"{_YEAR}\s*年\s*(?P<half>[上下])半年",
        rf"(?:kw|cw|w|week)\s*(?P<week>\d{{1,2}})\s*[-/ ,]?\s*{_YEAR}",
        rf"{_YEAR}\s*(?:-w|\s+kw|\s+cw|年第?)\s*(?P<week>\d{{1,2}})\s*(?:周)?",
        rf"{_YEAR}\s*年?",
    )
)
_END = re.compile(r"^(?:by\s+)?(?:the\s+)?end\s+(?:of\s+)?|^eo|^ende\s+|\s*(?:底|末|月底|年底)(?:前)?$", re.IGNORECASE)
_SIGNS = {"上": 1, "下": 2, "一": 1, "二": 2, "三": 3, "四": 4}


def period_in(text: str) -> Period | None:
    """The first and last day of the span that a text says; None when it says none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for form in _FORMS:
        if found := form.fullmatch(plain):
            told = {name: part for name, part in found.groupdict().items() if part}
            return next(_periods(told), None)
    return None


def end_in(text: str) -> date | None:
    """The last day of a span that a text says the end of: “end of March 2026”, 2026年底."""
    plain = unicodedata.normalize("NFKC", text).strip()
    rest = _END.sub("", plain).strip()
    period = period_in(rest) if rest != plain else None
    return period[1] if period else None


def _periods(told: dict[str, str]) -> Iterator[Period]:
    year = int(told["year"])
    if week := told.get("week"):
        if 1 <= int(week) <= date(year, 12, 28).isocalendar().week:
            monday = date.fromisocalendar(year, int(week), 1)
            yield monday, monday + timedelta(days=6)
    elif number := _number(told, "month") or month_called(told.get("name", "")):
        yield from _months(year, number, 1)
    elif number := _number(told, "quarter"):
        yield from _months(year, 3 * number - 2, 3)
    elif number := _number(told, "half"):
        yield from _months(year, 6 * number - 5, 6)
    elif told.keys() == {"year"}:
        yield from _months(year, 1, 12)


def _number(told: dict[str, str], name: str) -> int:
    said = told.get(name, "")
    return _SIGNS.get(said) or int(said or 0)


def _months(year: int, first: int, many: int) -> Iterator[Period]:
    """The span of so many months from the first on; none when the calendar has no such month."""
    if 1 <= first <= 12:
        behind = first + many
        next_ = date(year + 1, behind - 12, 1) if behind > 12 else date(year, behind, 1)
        yield date(year, first, 1), next_ - timedelta(days=1)
