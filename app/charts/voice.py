"""The language that a chart speaks: its fixed words, its numbers and its dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from phases.shares import in_percent


@dataclass(frozen=True, slots=True)
class Voice:
    """A language tag and the function that translates an English msgid into it."""

    language: str
    gettext: Callable[[str], str]

    @property
    def chinese(self) -> bool:
        """Whether the words are Chinese."""
        return self.language.startswith("zh")

    @property
    def locale(self) -> str:
        """The locale that writes numbers and dates."""
        return "zh_Hans_CN" if self.chinese else "en_GB"

    def number(self, value: float) -> str:
        """A number with at most two decimals: 0.4, 1,200, 62.5."""
        return _number(float(value), self.locale)

    @property
    def gap(self) -> str:
        """What stands between two sentences: a space, in Chinese nothing."""
        return "" if self.chinese else " "

    def percent(self, share: float) -> str:
        """A share of 1 in whole per cent: 64%; one that is nearly all keeps the digits that tell: 99.98%."""
        return f"{self.number(in_percent(share))}%"

    def day(self, day: date) -> str:
        """A date as one reads it in a table: 3 Mar 2025, 2025年3月3日; no instant (TypeError)."""
        if isinstance(day, datetime):
            raise TypeError("The day of an instant depends on a zone: day_in() of app.clock knows it.")
        return format_date(day, "y年M月d日" if self.chinese else "d MMM y", locale=self.locale)

    def month(self, day: date, *, year: bool) -> str:
        """The month as a tick of an axis, with its year or without: Mar, 3月, Jan 2026, 2026年1月."""
        if year:
            return format_date(day, "y年M月" if self.chinese else "MMM y", locale=self.locale)
        return format_date(day, "M月" if self.chinese else "MMM", locale=self.locale)


@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> str:
    """The same few numbers come on every drawing, and Babel takes 50 µs for each."""
    return str(format_decimal(value, format="#,##0.##", locale=locale)).replace("-", "−")


ENGLISH = Voice("en", str)
