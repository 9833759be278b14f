"""Working days of a country: weekends, public holidays, and China's make-up working days.

The source is the `holidays` library, which carries the State Council's yearly notices. Years for which a government
has not published its calendar yet have their statutory holidays only, and get exact with the library's next version.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache

from phases.model import MethodError, say


class UnknownCountryError(MethodError):
    """There is no calendar for this country; the sentence says so."""


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on this day in this country (two letters, ISO 3166)."""
    days = _year(country, day.year)
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


def add_working_days(start: date, days: int, country: str) -> date:
    """The working day `days` after `start` (before it, when negative); with 0, the first on or after `start`."""
    year = start.year
    if days > 0:
        place = bisect_right(_year(country, year), start) + days - 1
    else:
        place = bisect_left(_year(country, year), start) + days
    while place < 0:
        year -= 1
        place += len(_year(country, year))
    while place >= len(_year(country, year)):
        place -= len(_year(country, year))
        year += 1
    return _year(country, year)[place]


def working_days_between(start: date, end: date, country: str) -> int:
    """How many working days after `start`, up to and with `end`; negative when `end` is the earlier one.

    So `add_working_days(start, working_days_between(start, end))` is `end` when both are working days.
    """
    if end < start:
        return -working_days_between(end, start, country)
    if start.year == end.year:
        days = _year(country, start.year)
        return bisect_right(days, end) - bisect_right(days, start)
    first = _year(country, start.year)
    between = sum(len(_year(country, year)) for year in range(start.year + 1, end.year))
    return len(first) - bisect_right(first, start) + between + bisect_right(_year(country, end.year), end)


def length(start: date, end: date, country: str) -> int:
    """The working days of a span of time, first and last day included."""
    return working_days_between(start - timedelta(days=1), end, country)


@cache
def _year(country: str, year: int) -> tuple[date, ...]:
    # Imported here because the library takes a third of a second, and only plans need it.
    import holidays

    try:
        # The year after is read too: the notice for a New Year's holiday can make a day of the old year a working day.
        calendar = holidays.country_holidays(country, years=[year, year + 1])
    except NotImplementedError:
        raise UnknownCountryError(
            say(
                "There is no calendar of working days for the country “{country}”.",
                "没有国家或地区“{country}”的工作日历。",
                country=country,
            )
        ) from None
    first = date(year, 1, 1)
    days = (first + timedelta(days=day) for day in range((date(year + 1, 1, 1) - first).days))
    return tuple(day for day in days if calendar.is_working_day(day))
