"""Gantt: planned, actual and forecast time of the phases, their milestones, and where today stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.charts.drawing import Drawing, Grid, Line, Mark, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width, wrap
from app.charts.shapes import diamond
from app.charts.timescale import Timescale
from app.charts.voice import ENGLISH, Voice

WIDTH, TOP, ROW, PLAN, REAL = 680.0, 40.0, 36.0, 5.0, 11.0
ROOM = 6.0
"""Half a milestone and its outline, which may stand on the last day."""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a stretch of time; both belong to it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuses a span that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"A span cannot end on {self.last} when it begins on {self.first}.")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters, such as a gate: planned, expected (`due`) or reached (`done`)."""

    name: str
    day: date
    state: Literal["plan", "due", "done"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row: planned time, actual time up to now, forecast of the rest."""

    name: str
    plan: Span | None = None
    actual: Span | None = None
    forecast: Span | None = None
    milestones: tuple[Milestone, ...] = ()

    @property
    def late(self) -> bool:
        """Whether the forecast ends after the plan."""
        return bool(self.plan and self.forecast and self.forecast.last > self.plan.last)


def gantt(
    rows: Sequence[Stretch],
    *,
    key: str,
    title: str,
    about: str,
    today: date | None = None,
    wide: float = WIDTH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """A row for each stretch on a common time scale; raises ValueError when no row has a date."""
    days = [*_days(rows), *([today] if today else [])]
    if not days:
        raise ValueError("A Gantt chart needs at least one date.")
    names = min(max((width(row.name, SIZES["label"]) for row in rows), default=0), 0.3 * wide)
    start = round(names + 16, 1)
    scale = Timescale(min(days).replace(day=1), max(days) + timedelta(days=1), start, wide - ROOM)
    bottom = TOP + ROW * len(rows)
    marks = [*_months(scale, bottom, voice)]
    for number, row in enumerate(rows):
        marks += _row(row, TOP + ROW * number, names, scale, wide)
    if today:
        marks += _today(today, scale, bottom, voice)
    marks += legend(_signs(rows, voice), x=start, y=bottom + 20, limit=wide)
    return drawing(key, title, about, marks, _grid(rows, voice), width=wide, height=bottom + 34)


def _days(rows: Sequence[Stretch]) -> Iterator[date]:
    for row in rows:
        for span in (row.plan, row.actual, row.forecast):
            if span:
                yield from (span.first, span.last)
        yield from (milestone.day for milestone in row.milestones)


def _months(scale: Timescale, bottom: float, voice: Voice) -> Iterator[Mark]:
    for x, month in scale.months(voice):
        yield Line("grid", x, TOP - 6, x, bottom)
        yield Words("tick", x, TOP - 12, month, "middle")
    yield Line("axis", scale.start, bottom, scale.end, bottom)


def _row(row: Stretch, y: float, names: float, scale: Timescale, wide: float) -> Iterator[Mark]:
    yield Line("grid", 0, y, wide, y)
    lines = wrap(row.name, SIZES["label"], names + 1)
    first = y + ROW / 2 + 4 - 7 * (len(lines) - 1)
    for number, line in enumerate(lines):
        yield Words("label", 0, first + 14 * number, line)
    if row.plan:
        yield _bar("plan", row.plan, y + 7, PLAN, scale)
    if row.forecast:
        yield _bar("late" if row.late else "forecast", row.forecast, y + 15, REAL, scale)
    if row.actual:
        yield _bar("actual", row.actual, y + 15, REAL, scale)
    for milestone in row.milestones:
        yield diamond(
            f"mile-{milestone.state}", scale.x(milestone.day), y + (9.5 if milestone.state == "plan" else 20.5)
        )


def _bar(role: str, span: Span, y: float, high: float, scale: Timescale) -> Rect:
    """From the morning of the first day to the evening of the last."""
    left, right = scale.x(span.first), scale.x(span.last + timedelta(days=1))
    return Rect(role, left, y, max(round(right - left, 1), 2), high)


def _today(today: date, scale: Timescale, bottom: float, voice: Voice) -> Iterator[Mark]:
    _ = voice.gettext
    words, x = _("today"), scale.x(today)
    half = width(words, SIZES["tick"]) / 2
    yield Line("today", x, TOP - 24, x, bottom)
    yield Words("tick", min(max(x, scale.start + half), scale.end - half), TOP - 28, words, "middle")


def _sign(role: str, high: float) -> Sign:
    return lambda x, y: (Rect(role, x - SIGN / 2, y - high / 2, SIGN, high),)


def _mile_sign(state: str) -> Sign:
    return lambda x, y: (diamond(f"mile-{state}", x, y),)


def _signs(rows: Sequence[Stretch], voice: Voice) -> Iterator[tuple[str, Sign]]:
    """Only what the drawing shows is explained."""
    _ = voice.gettext
    states = {milestone.state for row in rows for milestone in row.milestones}
    if any(row.plan for row in rows):
        yield _("plan"), _sign("plan", PLAN)
    if any(row.actual for row in rows):
        yield _("actual"), _sign("actual", REAL)
    if any(row.forecast and not row.late for row in rows):
        yield _("forecast"), _sign("forecast", REAL)
    if any(row.late for row in rows):
        yield _("forecast, later than planned"), _sign("late", REAL)
    words = {"plan": _("gate planned"), "due": _("gate expected"), "done": _("gate decided")}
    for state in ("plan", "due", "done"):
        if state in states:
            yield words[state], _mile_sign(state)


def _grid(rows: Sequence[Stretch], voice: Voice) -> Grid:
    _ = voice.gettext

    def dates(span: Span | None) -> str:
        return f"{voice.day(span.first)} – {voice.day(span.last)}" if span else "–"

    def actual(row: Stretch) -> str:
        """What is still forecast has begun and not ended."""
        running = row.actual and row.forecast
        return (
            _("since %(day)s") % {"day": voice.day(row.actual.first)} if row.actual and running else dates(row.actual)
        )

    body = tuple((row.name, dates(row.plan), actual(row), dates(row.forecast)) for row in rows)
    return Grid((_("Phase"), _("Plan"), _("Actual"), _("Forecast")), body, (False, False, False, False))
