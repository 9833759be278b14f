"""Words and figures of an evaluation as people read them, and the links between its pages."""

from __future__ import annotations

from datetime import date

from app.charts import Voice
from app.charts.evaluation import shown
from app.language import day, language, number, percent
from app.words import _
from phases.evaluation.model import Indicator

BAND_TONES = {"green": "good", "yellow": "fair", "red": "poor"}
"""The tone of the look for each band."""


def voice() -> Voice:
    """The reader's language, for drawings."""
    return Voice(language(), _)


def period(first: date, last: date) -> str:
    """A span of days."""
    return f"{day(first)} – {day(last)}"


def band_words() -> dict[str | None, str]:
    """The words of the bands."""
    return {"green": _("good"), "yellow": _("watch"), "red": _("weak"), None: _("not measured")}


def severity_words() -> dict[str, str]:
    """The words of severities."""
    return {"critical": _("Critical"), "high": _("High"), "medium": _("Medium"), "low": _("Low")}


def points(value: float | None) -> str:
    """A score as a whole number; – for none."""
    return number(value, 0)


def signed(value: float, digits: int = 0) -> str:
    """A difference with its sign: +4, −3, ±0."""
    rounded = round(value, digits)
    if rounded == 0:
        return "±0"
    return f"{'+' if rounded > 0 else '−'}{number(abs(rounded), digits)}"


def changed(now: float | None, was: float | None) -> str:
    """By how many points a score differs from another, both as they are shown: +15; nothing where one is not known."""
    return "" if now is None or was is None else signed(round(now) - round(was))


def value_of(one: Indicator | None, speaker: Voice) -> str:
    """An indicator's value in its unit; – when it is not measured."""
    return "–" if one is None else shown(one.value, one.unit, speaker)


def difference(value: float, unit: str) -> str:
    """A difference between two values: percentage points of a share, hundredths of an index."""
    if unit == "index":
        return signed(value, 2)
    return _("%(points)s percentage points", points=signed(value * 100, 1))


def fraction(one: Indicator) -> str:
    """Numerator over denominator; nothing where the value is no quotient."""
    if one.numerator is None or one.denominator is None:
        return ""
    return f"{number(one.numerator, 2)} / {number(one.denominator, 2)}"


def interval(between: tuple[float, float] | None) -> str:
    """The 95 % interval of a share of few cases; nothing where there is none."""
    if between is None:
        return ""
    low, high = between
    return _("95%% confidence interval %(low)s to %(high)s", low=percent(low), high=percent(high))
