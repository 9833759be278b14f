"""Bars with bands: each indicator on its own scale, the bands behind it, its value as a mark and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.charts.drawing import Drawing, Grid, Line, Mark, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width, wrap
from app.charts.shapes import band_mark, diamond
from app.charts.voice import ENGLISH, Voice

Band = Literal["red", "yellow", "green"]
BANDS: tuple[Band, ...] = ("red", "yellow", "green")
WIDTH, TRACK, GAP = 640.0, 16.0, 16.0
BESIDE = 8.0
"""From the end of a scale to what lies outside of it."""
TOGETHER = 3
"""Rows that paper does not part; fewer never stand at the end."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of the scale: it ends at `upto`, where it begins is where the one before it ended."""

    upto: float
    band: Band


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator: its value as a number and as shown, and the band that the method gives it.

    `zones` rise from `low`; `ticks` are the borders between them as shown, `start` is `low` as shown where the scale
    does not begin at nothing; `before` is the value of the time before.
    """

    name: str
    value: float | None
    shown: str
    band: Band | None
    zones: tuple[Zone, ...]
    low: float = 0
    before: float | None = None
    ticks: tuple[str, ...] = ()
    start: str = ""

    def __post_init__(self) -> None:
        """Refuses a scale that does not rise."""
        ends = [self.low, *(zone.upto for zone in self.zones)]
        if not self.zones or any(end <= start for start, end in pairwise(ends)):
            raise ValueError(f"The zones of “{self.name}” do not rise.")
        if (self.value is None) != (self.band is None):
            raise ValueError(f"“{self.name}” needs both a value and a band, or neither.")


def band_word(band: Band | None, voice: Voice) -> str:
    """The word of a band."""
    _ = voice.gettext
    return {"red": _("weak"), "yellow": _("watch"), "green": _("good"), None: _("not measured")}[band]


def bars(
    entries: Sequence[Bar],
    *,
    key: str,
    title: str,
    about: str,
    before: str = "",
    wide: float = WIDTH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """One row for each entry: name, scale with bands, value and band in words; `before` names the time before."""
    names = min(max((width(bar.name, SIZES["label"]) for bar in entries), default=0), 0.34 * wide)
    ends = max(
        [width(bar.shown, SIZES["strong"]) for bar in entries]
        + [width(band_word(bar.band, voice), SIZES["small"]) for bar in entries],
        default=0,
    )
    start, end = round(names + GAP, 1), round(wide - ends - GAP, 1)
    marks: list[Mark] = []
    cuts: list[float] = []
    y = 4.0
    for number, bar in enumerate(entries):
        if number and number % TOGETHER == 0 and len(entries) - number >= TOGETHER:
            cuts.append(round(y - GAP / 2, 1))
        lines = wrap(bar.name, SIZES["label"], names + 1)
        high = max(15.0 * len(lines), TRACK + 14)
        marks += _row(bar, lines, start, end, y, voice)
        y += high + GAP
    marks += legend(_signs(entries, before, voice), x=start, y=y + 6, limit=wide)
    return drawing(key, title, about, marks, _grid(entries, voice), width=wide, height=y + 18, cuts=tuple(cuts))


def _signs(entries: Sequence[Bar], before: str, voice: Voice) -> Iterator[tuple[str, Sign]]:
    """What the zones and marks mean, as far as the drawing shows them."""
    seen = {zone.band for bar in entries for zone in bar.zones}
    for band in BANDS:
        if band in seen:
            yield band_word(band, voice), _band_sign(band)
    if before and any(bar.before is not None for bar in entries):
        yield before, lambda x, y: (diamond("before", x, y, 4.5),)


def _band_sign(band: Band) -> Sign:
    return lambda x, y: (Rect(f"zone-{band}", x - SIGN / 2, y - 6, SIGN, 12), band_mark(band, x, y))


def _row(bar: Bar, lines: Sequence[str], start: float, end: float, y: float, voice: Voice) -> Iterator[Mark]:
    for number, line in enumerate(lines):
        yield Words("label", 0, y + 12 + 15 * number, line)
    if bar.value is None or bar.band is None:
        yield Rect("unmeasured", start, y, round(end - start, 1), TRACK)
        yield Words("small", end + GAP, y + 12, band_word(None, voice))
        return
    yield from _scale(bar, start, end, y)
    x = place(bar, bar.value, start, end)
    yield Rect("reach", start, y + 6, round(x - start, 1), 4)
    if bar.before is not None:
        yield diamond("before", _before(bar, bar.before, start, end), y + 8, 4.5)
    yield band_mark(bar.band, x, y + 8)
    yield Words("strong", end + GAP, y + 12, bar.shown)
    yield Words(f"word-{bar.band}", end + GAP, y + 27, band_word(bar.band, voice))


def place(bar: Bar, value: float, start: float, end: float) -> float:
    """Where a value lies between the ends of the track; what lies outside the scale stands at its end."""
    share = (value - bar.low) / (bar.zones[-1].upto - bar.low)
    return round(start + (end - start) * min(max(share, 0), 1), 1)


def _before(bar: Bar, value: float, start: float, end: float) -> float:
    """Where the value of the time before lies; what lies outside the scale stands outside of it."""
    outside = -1 if value < bar.low else 1 if value > bar.zones[-1].upto else 0
    return round(place(bar, value, start, end) + outside * BESIDE, 1)


def _scale(bar: Bar, start: float, end: float, y: float) -> Iterator[Mark]:
    """The zones and the figures where one ends and the next begins."""
    if bar.start:
        yield Words("tick", start, y + TRACK + 12, bar.start)
    left = start
    for number, zone in enumerate(bar.zones):
        right = place(bar, zone.upto, start, end)
        yield Rect(f"zone-{zone.band}", left, y, round(right - left, 1), TRACK)
        if number < len(bar.zones) - 1:
            yield Line("axis", right, y, right, y + TRACK + 3)
            if number < len(bar.ticks):
                yield Words("tick", right, y + TRACK + 12, bar.ticks[number], "middle")
        left = right


def _grid(entries: Sequence[Bar], voice: Voice) -> Grid:
    _ = voice.gettext
    rows = tuple(
        (bar.name, bar.shown if bar.value is not None else "–", band_word(bar.band, voice), _limits(bar, voice))
        for bar in entries
    )
    return Grid((_("Indicator"), _("Value"), _("Band"), _("Limits of the bands")), rows, (False, True, False, False))


def _limits(bar: Bar, voice: Voice) -> str:
    """The zones in words: weak < 50 % ≤ watch < 80 % ≤ good."""
    words = [band_word(zone.band, voice) for zone in bar.zones]
    ticks = bar.ticks or tuple(voice.number(zone.upto) for zone in bar.zones[:-1])
    return words[0] + "".join(f" | {tick} | {word}" for tick, word in zip(ticks, words[1:], strict=False))
