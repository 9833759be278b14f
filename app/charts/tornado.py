"""Tornado: how far a result moves when each input goes to its low and to its high end, the most decisive on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.charts.drawing import Drawing, Grid, Line, Mark, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width, wrap
from app.charts.voice import ENGLISH, Voice

WIDTH, THICK, GAP, TOP = 640.0, 16.0, 12.0, 34.0


@dataclass(frozen=True, slots=True)
class Gust:
    """One input: what it is called, what of it is varied and between which ends, and how each end moves the result."""

    name: str
    about: str
    ends: str
    at_low: float
    at_high: float


def tornado(
    entries: Sequence[Gust],
    result: float,
    *,
    key: str,
    title: str,
    about: str,
    wide: float = WIDTH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """One row for each input around the present `result`; where the result would be zero, a line says so.

    Raises ValueError without an entry, or when none of them moves anything.
    """
    if not entries or not any(one.at_low or one.at_high for one in entries):
        raise ValueError("A tornado needs an input that moves the result.")
    _ = voice.gettext
    figures = [_signed(end, voice) for one in entries for end in (one.at_low, one.at_high)]
    room = max(width(figure, SIZES["small"]) for figure in figures) + 6
    names = min(max(width(one.name, SIZES["label"]) for one in entries), 0.34 * wide)
    names = max(names, min(max(width(one.about, SIZES["tick"]) for one in entries), 0.3 * wide))
    start, end = round(names + GAP + room, 1), round(wide - room, 1)
    ends = [0.0, *(change for one in entries for change in (one.at_low, one.at_high))]
    low, high = min(ends), max(ends)

    def x(change: float) -> float:
        return round(start + (end - start) * (change - low) / (high - low), 1)

    marks: list[Mark] = []
    y = TOP
    for one in entries:
        lines = wrap(one.name, SIZES["label"], names + 1)
        small = wrap(one.about, SIZES["tick"], names + 1)
        marks += [Words("label", 0, y + 11 + 14 * number, line) for number, line in enumerate(lines)]
        below = y + 11 + 14 * len(lines) - 2
        marks += [Words("tick", 0, below + 12 * number, line) for number, line in enumerate(small)]
        marks += _bar(one, y, x, voice)
        y += max(14.0 * len(lines) + 12 * len(small), THICK + 4) + GAP
    marks += _upright(x(0), y, _("now %(result)s") % {"result": voice.number(round(result))}, "axis", wide, TOP - 8)
    if low < -result < high and abs(x(-result) - x(0)) > 4:
        marks += _upright(x(-result), y, _("here it would be 0"), "today", wide, TOP - 20)
    marks += legend(_signs(voice), x=start, y=y + 8, limit=wide)
    return drawing(key, title, about, marks, _grid(entries, result, voice), width=wide, height=y + 20)


def _signed(change: float, voice: Voice) -> str:
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{voice.number(abs(round(change)))}"


def _bar(one: Gust, y: float, x: Callable[[float], float], voice: Voice) -> Iterator[Mark]:
    """From the present result to either end; the figure of an end stands beyond it."""
    both = sorted((("low", one.at_low), ("high", one.at_high)), key=lambda pair: pair[1])
    for word, change in both:
        left, right = sorted((x(0), x(change)))
        if right > left:
            yield Rect("doing" if word == "low" else "done", left, y, round(right - left, 1), THICK)
    left_end, right_end = both[0][1], both[1][1]
    if left_end < 0:
        yield Words("small", x(left_end) - 4, y + 12, _signed(left_end, voice), "end")
    if right_end > 0:
        yield Words("small", x(right_end) + 4, y + 12, _signed(right_end, voice))


def _upright(x: float, bottom: float, words: str, role: str, wide: float, top: float) -> Iterator[Mark]:
    yield Line(role, x, top + 3, x, bottom - GAP + 4)
    half = width(words, SIZES["tick"]) / 2
    yield Words("tick", round(min(max(x, half), wide - half), 1), top, words, "middle")


def _signs(voice: Voice) -> Iterator[tuple[str, Sign]]:
    _ = voice.gettext
    for role, words in (("doing", _("input at its low end")), ("done", _("input at its high end"))):
        yield words, _sign(role)


def _sign(role: str) -> Sign:
    return lambda x, y: (Rect(role, x - SIGN / 2, y - 6, SIGN, 12),)


def _grid(entries: Sequence[Gust], result: float, voice: Voice) -> Grid:
    _ = voice.gettext
    rows = tuple(
        (one.name, one.about, one.ends, *(voice.number(round(result + change)) for change in (one.at_low, one.at_high)))
        for one in entries
    )
    head = (_("Input"), _("Varied"), _("Ends"), _("Result at the low end"), _("Result at the high end"))
    return Grid(head, rows, (False, False, True, True, True))
