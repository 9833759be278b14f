"""Dot plot: a few groups, each with the marks of several views on one scale, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.charts.drawing import Drawing, Grid, Line, Mark, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.lettering import width, wrap
from app.charts.shapes import dot
from app.charts.voice import ENGLISH, Voice

WIDTH, ROW, GAP, TOP, LOW, HIGH = 640.0, 20.0, 18.0, 6.0, 0, 100


@dataclass(frozen=True, slots=True)
class Spot:
    """The score (0–100) of one view and what stands beside it; None is not measured."""

    view: str
    score: float | None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The views of one thing; `apart` is said in words when they lie further apart than they should."""

    name: str
    spots: tuple[Spot, ...]
    apart: str = ""


def dots(
    groups: Sequence[Group], *, key: str, title: str, about: str, wide: float = WIDTH, voice: Voice = ENGLISH
) -> Drawing:
    """One line a view below its group's name; a frame spans the scores of a group whose views disagree."""
    names = max((width(spot.view, SIZES["small"]) for group in groups for spot in group.spots), default=0) + 16
    names = min(max(names, *(width(group.name, SIZES["strong"]) for group in groups), 0), 0.4 * wide)
    start, end = round(names + 14, 1), wide - 34
    marks: list[Mark] = []
    y = TOP
    for group in groups:
        marks += _group(group, start, end, y, voice)
        y += ROW * (1 + len(group.spots)) + GAP
    marks += _axis(start, end, y)
    return drawing(key, title, about, marks, _grid(groups, voice), width=wide, height=y + 14)


def place(score: float, start: float, end: float) -> float:
    """Where a score lies on the scale."""
    return round(start + (end - start) * (min(max(score, LOW), HIGH) - LOW) / (HIGH - LOW), 1)


def _group(group: Group, start: float, end: float, y: float, voice: Voice) -> Iterator[Mark]:
    yield Words("strong", 0, y + 13, group.name)
    top, bottom = y + ROW, y + ROW * (1 + len(group.spots))
    for tick in (0, 25, 50, 75, 100):
        x = place(tick, start, end)
        yield Line("grid", x, top, x, bottom)
    known = [place(spot.score, start, end) for spot in group.spots if spot.score is not None]
    if group.apart:
        left, right = min(known), max(known)
        yield Rect("late", left, top, round(right - left, 1), round(bottom - top, 1))
        lines = wrap(group.apart, SIZES["word-red"], end - start)
        yield Words("word-red", start, y + 13, lines[0])
    for number, spot in enumerate(group.spots):
        yield from _spot(spot, number + 1, start, end, top + ROW * number + ROW / 2, voice)


def _spot(spot: Spot, series: int, start: float, end: float, y: float, voice: Voice) -> Iterator[Mark]:
    yield dot(series, 5, y)
    yield Words("small", 16, y + 3.6, spot.view)
    if spot.score is None:
        yield Words("small", start + 4, y + 3.6, voice.gettext("not measured"))
        return
    x = place(spot.score, start, end)
    yield Line("grid", start, y, x, y)
    yield dot(series, x, y)
    yield Words("label", x + 9, y + 4, voice.number(round(spot.score)))


def _axis(start: float, end: float, y: float) -> Iterator[Mark]:
    yield Line("axis", start, y - GAP + 4, end, y - GAP + 4)
    for tick in (0, 25, 50, 75, 100):
        yield Words("tick", place(tick, start, end), y - GAP + 16, str(tick), "middle")


def _grid(groups: Sequence[Group], voice: Voice) -> Grid:
    _ = voice.gettext
    rows = tuple(
        (
            group.name,
            spot.view,
            _("not measured") if spot.score is None else voice.number(round(spot.score, 1)),
            spot.about,
        )
        for group in groups
        for spot in group.spots
    )
    return Grid((_("Dimension"), _("View"), _("Score"), _("Coverage")), rows, (False, False, True, False))
