"""The first plan of an engagement: which edition it follows, when its phases would run, what falls in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Refused
from app.words import _
from phases.edition import Edition, current_edition
from phases.model import Text
from phases.order import TITLES
from phases.schedule import Window, fit, plan
from phases.workdays import UnknownCountryError, is_working_day


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A phase before it is planned for good; `holidays` are weekdays off, `made_up` weekend days at work."""

    word: str
    title: Text
    window: Window
    working_days: int
    holidays: int
    made_up: int


def find_edition(key: str | None) -> Edition:
    """The edition with this key, or the current one; refused when there is none."""
    try:
        return current_edition(key or "")
    except LookupError:
        raise Refused(_("There is no edition “%(key)s” of the method.", key=key)) from None


def plan_windows(
    method: Edition, *, start: date, durations: Mapping[str, int] | None, go_live: date | None, country: str
) -> dict[str, Window]:
    """The six phases one after the other in working days of the country; refused when that is not possible."""
    try:
        if durations is None:
            durations = method.durations if go_live is None else fit(start, go_live, method.durations, country)
        return plan(start, {word: durations[word] for word in method.phases}, country)
    except UnknownCountryError:
        raise Refused(_("There is no calendar of working days for the country “%(code)s”.", code=country)) from None
    except (ValueError, OverflowError):
        raise Refused(_("Between start and go-live there are too few working days for six phases.")) from None


def fitted_durations(method: Edition, *, start: date, go_live: date, country: str) -> dict[str, int]:
    """The edition's lengths stretched or squeezed so that the plan ends on `go_live`; refused when there is no room."""
    windows = plan_windows(method, start=start, durations=None, go_live=go_live, country=country)
    return {word: window.working_days(country) for word, window in windows.items()}


def preview(windows: Mapping[str, Window], country: str) -> list[PreviewRow]:
    """The plan row by row, with the public holidays and make-up days that it steps over."""
    return [_row(word, window, country) for word, window in windows.items()]


def _row(word: str, window: Window, country: str) -> PreviewRow:
    span = [window.start + timedelta(days=day) for day in range((window.end - window.start).days + 1)]
    working = {day for day in span if is_working_day(day, country)}
    holidays = sum(day.weekday() < 5 and day not in working for day in span)
    made_up = sum(day.weekday() >= 5 for day in working)
    return PreviewRow(word, TITLES[word], window, len(working), holidays, made_up)
