"""Trend: several courses over time on one scale; where nothing was measured the line has a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil, floor, log10

from app.charts.drawing import Anchor, Drawing, Grid, Line, Mark, Path, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import course_sign, legend
from app.charts.lettering import width
from app.charts.shapes import dot
from app.charts.timescale import Timescale
from app.charts.voice import ENGLISH, Voice

WIDTH, HIGH, TOP = 640.0, 190.0, 12.0
LINE = 12.0
"""From one figure to the next below it."""
Shown = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Course:
    """One line: its name and its values at days, None where nothing was measured."""

    name: str
    points: Sequence[tuple[date, float | None]]


def trend(
    courses: Sequence[Course],
    *,
    key: str,
    title: str,
    about: str,
    low: float | None = None,
    high: float | None = None,
    target: tuple[float, str] | None = None,
    shown: Shown | None = None,
    wide: float = WIDTH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """One to four courses over the days that they share; `target` is a level and its words.

    Raises ValueError for another number of courses or when nothing at all was measured.
    """
    values = [value for course in courses for _day, value in course.points if value is not None]
    if not 1 <= len(courses) <= 4 or not values:
        raise ValueError("A trend has one to four courses and at least one measured value.")
    shown = shown or voice.number
    levels = steps(
        min(values + ([target[0]] if target else [])) if low is None else low,
        max(values + ([target[0]] if target else [])) if high is None else high,
    )
    start = max(width(shown(level), SIZES["tick"]) for level in levels) + 8
    days = [day for course in courses for day, _value in course.points]
    scale = Timescale(min(days), max(days), round(start + 6, 1), wide - 30)

    def y(value: float) -> float:
        share = (value - levels[0]) / (levels[-1] - levels[0])
        return round(TOP + HIGH * (1 - min(max(share, 0), 1)), 1)

    marks = [*_field(levels, scale, start, wide, y, shown, voice)]
    if target:
        marks += _target(target, start, wide, y)
    for number, course in reversed(list(enumerate(courses, 1))):
        marks += _course(course, number, scale, y)
    marks += _last(courses, scale, y, shown)
    signs = [(course.name, course_sign(number)) for number, course in enumerate(courses, 1)]
    marks += legend(signs, x=start, y=TOP + HIGH + 44, limit=wide)
    return drawing(key, title, about, marks, _grid(courses, shown, voice), width=wide, height=TOP + HIGH + 58)


def steps(low: float, high: float) -> tuple[float, ...]:
    """Round levels from at or below `low` to at or above `high`, four to eight of them."""
    span = (high - low) or abs(high) or 1.0
    raw = span / 5
    power = 10.0 ** floor(log10(raw))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(step * count, 10) for count in range(first, max(last, first + 1) + 1))


def _field(
    levels: Sequence[float],
    scale: Timescale,
    start: float,
    wide: float,
    y: Callable[[float], float],
    shown: Shown,
    voice: Voice,
) -> Iterator[Mark]:
    for level in levels:
        yield Line("axis" if level == levels[0] else "grid", round(start, 1), y(level), wide, y(level))
        yield Words("tick", round(start - 6, 1), y(level) + 3.5, shown(level), "end")
    for x, words, anchor in _ticks(scale, voice):
        yield Line("axis", x, TOP + HIGH, x, TOP + HIGH + 4)
        yield Words("tick", x, TOP + HIGH + 16, words, anchor)


def _ticks(scale: Timescale, voice: Voice) -> list[tuple[float, str, Anchor]]:
    """Where the time axis is named: at months, or by its first and last day where it shows fewer than two of them."""
    months: list[tuple[float, str, Anchor]] = [(x, month, "middle") for x, month in scale.months(voice)]
    if len(months) > 1:
        return months
    first, last = scale.x(scale.first), scale.x(scale.last)
    if scale.first == scale.last:
        return [(first, voice.day(scale.first), "middle")]
    return [(first, voice.day(scale.first), "start"), (last, voice.day(scale.last), "end")]


def _target(target: tuple[float, str], start: float, wide: float, y: Callable[[float], float]) -> Iterator[Mark]:
    level, words = target
    yield Line("target", round(start, 1), y(level), wide, y(level))
    yield Words("tick", wide, y(level) - 4, words, "end")


def _course(course: Course, number: int, scale: Timescale, y: Callable[[float], float]) -> Iterator[Mark]:
    """The pieces between gaps, and a marker at every measured day."""
    points = sorted(course.points, key=lambda point: point[0])
    for measured, piece in groupby(points, key=lambda point: point[1] is not None):
        places = tuple((scale.x(day), y(value)) for day, value in piece if value is not None)
        if measured and len(places) > 1:
            yield Path(f"series-{number}", places)
        if len(points) <= 26:
            yield from (dot(number, *place) for place in places)


def _last(courses: Sequence[Course], scale: Timescale, y: Callable[[float], float], shown: Shown) -> Iterator[Mark]:
    """The last value of each course in figures, moved apart where two would lie on each other."""
    measured = [[(day, value) for day, value in course.points if value is not None] for course in courses]
    ends = sorted((max(found) for found in measured if found), key=lambda end: y(end[1]))
    below = 0.0
    for number, (day, value) in enumerate(ends):
        left = len(ends) - 1 - number
        place = min(max(y(value) + 3.6, below), TOP + HIGH + 3.6 - left * LINE)
        yield Words("small", scale.x(day) + 7, round(place, 1), shown(value))
        below = place + LINE


def _grid(courses: Sequence[Course], shown: Shown, voice: Voice) -> Grid:
    """A row for each day, a column for each course."""
    _ = voice.gettext
    by_course = [dict(course.points) for course in courses]
    days = sorted({day for course in by_course for day in course})
    rows = tuple(
        (voice.day(day), *("–" if (v := values.get(day)) is None else shown(v) for values in by_course)) for day in days
    )
    return Grid((_("Date"), *(course.name for course in courses)), rows, (False, *(True for _course in courses)))
