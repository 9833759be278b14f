"""Cumulated cash: what came in less what went out, month by month, and the month from which the money is back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from app.charts.drawing import Drawing, Grid, Line, Mark, Path, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width
from app.charts.shapes import diamond
from app.charts.timescale import Timescale
from app.charts.trend import steps
from app.charts.voice import ENGLISH, Voice

WIDTH, HIGH, TOP = 640.0, 190.0, 18.0


@dataclass(frozen=True, slots=True)
class CashMonth:
    """One month by its first day: money that was measured, money that is expected, and money that went out."""

    first: date
    measured: float
    expected: float
    cost: float

    @property
    def net(self) -> float:
        """What the month adds."""
        return self.measured + self.expected - self.cost


def cash(
    months: Sequence[CashMonth],
    *,
    key: str,
    title: str,
    about: str,
    until: date | None,
    payback: date | None,
    wide: float = WIDTH,
    voice: Voice = ENGLISH,
) -> Drawing:
    """The course of the cumulated cash; up to `until` it rests on measured figures, later the line is broken.

    Raises ValueError when there are fewer than two months.
    """
    if len(months) < 2:
        raise ValueError("A course of cash needs two months at least.")
    _ = voice.gettext
    course = list(accumulate(one.net for one in months))
    levels = steps(min(0.0, *course), max(0.0, *course))
    start = max(width(voice.number(level), SIZES["tick"]) for level in levels) + 8
    scale = Timescale(months[0].first, months[-1].first, round(start + 6, 1), wide - 40)

    def y(value: float) -> float:
        return round(TOP + HIGH * (1 - (value - levels[0]) / (levels[-1] - levels[0])), 1)

    marks: list[Mark] = []
    for level in levels:
        marks.append(Line("axis" if level == 0 else "grid", round(start, 1), y(level), wide, y(level)))
        marks.append(Words("tick", round(start - 6, 1), y(level) + 3.5, voice.number(level), "end"))
    for x, month in scale.months(voice):
        marks.append(Line("axis", x, TOP + HIGH, x, TOP + HIGH + 4))
        marks.append(Words("tick", x, TOP + HIGH + 16, month, "middle"))
    places = [(scale.x(one.first), y(sum_)) for one, sum_ in zip(months, course, strict=True)]
    seen = sum(1 for one in months if until and one.first <= until)
    if seen > 1:
        marks.append(Path("series-1", tuple(places[:seen])))
    if seen < len(places):
        marks.append(Path("later", tuple(places[max(seen - 1, 0) :])))
    if payback:
        marks += _payback(scale.x(payback), y(0), wide, _("paid back: %(month)s") % {"month": _month(payback, voice)})
    marks.append(Words("small", places[-1][0] + 4, places[-1][1] - 6, voice.number(round(course[-1])), "middle"))
    marks += legend(_signs(voice, payback is not None), x=start, y=TOP + HIGH + 40, limit=wide)
    return drawing(key, title, about, marks, _grid(months, voice), width=wide, height=TOP + HIGH + 54)


def _month(day: date, voice: Voice) -> str:
    return voice.month(day, year=True)


def _payback(x: float, zero: float, wide: float, words: str) -> Iterator[Mark]:
    yield Line("target", x, TOP, x, TOP + HIGH)
    yield diamond("mile-done", x, zero, 5)
    half = width(words, SIZES["small"]) / 2
    yield Words("small", round(min(max(x, half), wide - half), 1), TOP - 5, words, "middle")


def _signs(voice: Voice, back: bool) -> Iterator[tuple[str, Sign]]:
    _ = voice.gettext
    yield _("measured so far"), lambda x, y: (Line("series-1", x - SIGN / 2, y, x + SIGN / 2, y),)
    yield _("last change carried on"), lambda x, y: (Line("later", x - SIGN / 2, y, x + SIGN / 2, y),)
    if back:
        yield _("paid back"), lambda x, y: (diamond("mile-done", x, y, 5),)


def _grid(months: Sequence[CashMonth], voice: Voice) -> Grid:
    """A row for each calendar year, with what had gathered at its end."""
    _ = voice.gettext
    rows, gathered = [], 0.0
    for year, group in groupby(months, key=lambda one: one.first.year):
        own = list(group)
        gathered += sum(one.net for one in own)
        sums = (
            sum(one.measured for one in own),
            sum(one.expected for one in own),
            sum(one.cost for one in own),
            sum(one.net for one in own),
            gathered,
        )
        rows.append((str(year), *(voice.number(round(one)) for one in sums)))
    head = (
        _("Year"), _("Benefit measured"), _("Benefit carried on"), _("Cost"), _("Balance of the year"), _("Cumulated"),
    )  # fmt: skip
    return Grid(head, tuple(rows), (False, True, True, True, True, True))
