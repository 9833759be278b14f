"""Radar: three to eight scores on one scale, as an outline round a centre; a second outline to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from app.charts.drawing import Anchor, Drawing, Grid, Line, Mark, Path, Words, drawing, leftmost
from app.charts.ink import SIZES
from app.charts.legend import course_sign, legend
from app.charts.lettering import wrap
from app.charts.shapes import dot
from app.charts.voice import ENGLISH, Voice

WIDTH, ABOVE = 560.0, 40.0
REACH, ON_PAPER = 120.0, 72.0
"""From the centre to the end of an axis: on the screen, and on paper, where it shall fit what is left of a page."""
RINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One series: its name and a value for every axis; None where nothing was measured."""

    name: str
    values: Sequence[float | None]


def radar(
    axes: Sequence[str],
    outlines: Sequence[Outline],
    *,
    key: str,
    title: str,
    about: str,
    most: float = 100,
    axis: str = "",
    reach: float = REACH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """A radar of 3–8 axes from 0 to `most` with one or two outlines; `axis` is what an axis is called in the table,
    `reach` how long it is.

    Raises ValueError for another number of axes, outlines or values.
    """
    if not 3 <= len(axes) <= 8 or not 1 <= len(outlines) <= 2:
        raise ValueError("A radar has three to eight axes and one or two outlines.")
    if any(len(outline.values) != len(axes) for outline in outlines):
        raise ValueError("Every outline of a radar needs one value for each axis.")
    web = _Web(len(axes), reach)
    marks = [*_web(web, outlines, most, voice), *_outlines(web, outlines, most), *_labels(web, axes, outlines, voice)]
    signs = [(outline.name, course_sign(number)) for number, outline in enumerate(outlines, 1)]
    lowest = max(mark.y for mark in marks if isinstance(mark, Words))
    if len(outlines) > 1:
        marks += legend(signs, x=max(20, round(leftmost(marks))), y=lowest + 26, limit=WIDTH)
        lowest += 26
    return drawing(key, title, about, marks, _grid(axes, outlines, axis, voice), width=WIDTH, height=lowest + 10)


@dataclass(frozen=True, slots=True)
class _Web:
    """Where the axes lie: the first one points up, the others follow clockwise."""

    axes: int
    reach: float

    @property
    def centre(self) -> Point:
        """The point that all axes share."""
        return WIDTH / 2, ABOVE + self.reach

    def point(self, axis: int, share: float) -> Point:
        """Where a share of the reach lies on an axis."""
        angle = 2 * pi * axis / self.axes - pi / 2
        x, y = self.centre
        return round(x + self.reach * share * cos(angle), 1), round(y + self.reach * share * sin(angle), 1)


def _web(web: _Web, outlines: Sequence[Outline], most: float, voice: Voice) -> Iterator[Mark]:
    """Rings, axes and the scale along the first axis; an axis without any value is dotted."""
    x, y = web.centre
    for ring in RINGS:
        yield Path("grid", tuple(web.point(axis, ring) for axis in range(web.axes)), closed=True)
    for axis in range(web.axes):
        measured = any(outline.values[axis] is not None for outline in outlines)
        yield Line("axis" if measured else "axis-unmeasured", x, y, *web.point(axis, 1))
    for ring in RINGS:
        yield Words("tick", x - 8, y - web.reach * ring + 3.5, voice.number(most * ring), "end")


def _outlines(web: _Web, outlines: Sequence[Outline], most: float) -> Iterator[Mark]:
    """The outlines, the second below the first, with a marker at every measured value."""
    for number, outline in reversed(list(enumerate(outlines, 1))):
        points = [
            None if value is None else web.point(axis, min(max(value / most, 0), 1))
            for axis, value in enumerate(outline.values)
        ]
        yield from _edges(points, number)
        yield from (dot(number, *point) for point in points if point)


def _edges(points: Sequence[Point | None], number: int) -> Iterator[Mark]:
    """A closed outline, or only the edges between neighbours that were both measured."""
    whole = tuple(point for point in points if point)
    if len(whole) == len(points):
        if number == 1:
            yield Path("area-1", whole, closed=True)
        yield Path(f"series-{number}", whole, closed=True)
        return
    for point, following in zip(points, [*points[1:], points[0]], strict=True):
        if point and following:
            yield Path(f"series-{number}", (point, following))


def _labels(web: _Web, axes: Sequence[str], outlines: Sequence[Outline], voice: Voice) -> Iterator[Mark]:
    """The name of every axis with its values, outside the web."""
    for axis, name in enumerate(axes):
        x, y = web.point(axis, 1 + 16 / web.reach)
        side = round((x - web.centre[0]) / web.reach, 3)
        anchor: Anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
        lines = wrap(name, SIZES["label"], 150)
        deep = 15 * len(lines) + 1
        above = y < web.centre[1] - web.reach * 0.9
        top = y - deep if above else y - deep / 2 + 3 if abs(side) >= 0.2 else y + 4
        for number, line in enumerate(lines):
            yield Words("label", x, round(top + 15 * number + 4, 1), line, anchor)
        yield Words("small", x, round(top + 15 * len(lines) + 4, 1), _values(axis, outlines, voice), anchor)


def _values(axis: int, outlines: Sequence[Outline], voice: Voice) -> str:
    return " / ".join(_shown(outline.values[axis], voice) for outline in outlines)


def _shown(value: float | None, voice: Voice) -> str:
    _ = voice.gettext
    return _("not measured") if value is None else voice.number(round(value))


def _grid(axes: Sequence[str], outlines: Sequence[Outline], axis: str, voice: Voice) -> Grid:
    _ = voice.gettext
    rows = tuple((name, *(_shown(o.values[at], voice) for o in outlines)) for at, name in enumerate(axes))
    return Grid(
        (axis or _("Indicator"), *(outline.name for outline in outlines)), rows, (False, *(True for _o in outlines))
    )
