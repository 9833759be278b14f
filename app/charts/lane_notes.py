"""The figures under the boxes of swim lanes, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.charts.drawing import Mark, Words
from app.charts.ink import SIZES
from app.charts.lettering import fitted, width
from app.charts.shapes import band_mark

NOTE = 13.0
"""How deep a line is."""


@dataclass(frozen=True, slots=True)
class LaneNote:
    """A line of figures under a box; `band` is green, yellow, red or nothing, told by shape and colour."""

    words: str
    band: str = ""


def note_lines(notes: Sequence[LaneNote], wide: float) -> list[tuple[LaneNote, ...]]:
    """Plain notes that are short stand in pairs, above those that need a line of their own."""
    short = [one for one in notes if not one.band and width(one.words, SIZES["small"]) <= wide / 2 - 3]
    pairs = [tuple(short[place : place + 2]) for place in range(0, len(short), 2)]
    return [*pairs, *((one,) for one in notes if one not in short)]


def draw_notes(notes: Sequence[LaneNote], x: float, y: float, wide: float) -> Iterator[Mark]:
    """Figures line by line in a width of `wide`; a coloured one has the shape of its band before it."""
    for place, line in enumerate(note_lines(notes, wide)):
        base = y + NOTE * (place + 1) - 3
        for at, note in zip((x, x + wide / 2), line, strict=False):
            if note.band:
                yield band_mark(note.band, at + 7, base - 3.6)
            left = at + (17 if note.band else 3)
            words = fitted(note.words, SIZES["small"], x + wide - left, 1)[0]
            yield Words(f"word-{note.band}" if note.band else "small", left, base, words)
