"""A key of marks and their words, laid out in rows that fit the drawing's width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.charts.drawing import Line, Mark, Words
from app.charts.ink import SIZES
from app.charts.lettering import width
from app.charts.shapes import dot

Sign = Callable[[float, float], Iterable[Mark]]
"""Draws the sign of an entry, 22 units wide, centred on the given point."""

SIGN, GAP, ROW = 22.0, 16.0, 18.0


def course_sign(series: int) -> Sign:
    """The sign of a series: a piece of its line with its marker."""

    def sign(x: float, y: float) -> Iterator[Mark]:
        yield Line(f"series-{series}", x - SIGN / 2, y, x + SIGN / 2, y)
        yield dot(series, x, y)

    return sign


def legend(entries: Iterable[tuple[str, Sign]], *, x: float, y: float, limit: float) -> Iterator[Mark]:
    """The entries from left to right, beginning at (x, y), broken into rows before `limit`."""
    at, row = x, y
    for words, sign in entries:
        long = SIGN + 6 + width(words, SIZES["small"])
        if at > x and at + long > limit:
            at, row = x, row + ROW
        yield from sign(at + SIGN / 2, row)
        yield Words("small", at + SIGN + 6, row + 3.6, words)
        at += long + GAP
