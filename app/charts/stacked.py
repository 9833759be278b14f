"""Stacked progress: how much of each group is done, under way, open or not applicable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.charts.drawing import Drawing, Grid, Mark, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.legend import SIGN, Sign, legend
from app.charts.lettering import width, wrap
from app.charts.voice import ENGLISH, Voice

WIDTH, THICK, GAP = 640.0, 18.0, 12.0
STATES = ("done", "doing", "open", "na")


@dataclass(frozen=True, slots=True)
class Stack:
    """One row: its name and how many items are in each state."""

    name: str
    done: int = 0
    doing: int = 0
    open: int = 0
    na: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The counts in the order of STATES."""
        return self.done, self.doing, self.open, self.na

    @property
    def applicable(self) -> int:
        """What counts: everything but the items that do not apply."""
        return self.done + self.doing + self.open


def stacked(
    rows: Sequence[Stack], *, key: str, title: str, about: str, wide: float = WIDTH, voice: Voice = ENGLISH
) -> Drawing:
    """A bar of equal length for each row, cut in proportion to its counts."""
    names = min(max((width(row.name, SIZES["label"]) for row in rows), default=0), 0.4 * wide)
    ends = max((width(_ratio(row), SIZES["strong"]) for row in rows), default=0)
    start, end = round(names + 16, 1), round(wide - ends - 12, 1)
    marks: list[Mark] = []
    y = 2.0
    for row in rows:
        lines = wrap(row.name, SIZES["label"], names + 1)
        marks += [Words("label", 0, y + 13 + 15 * number, line) for number, line in enumerate(lines)]
        marks += _bar(row, start, end, y)
        marks.append(Words("strong", wide, y + 13, _ratio(row), "end"))
        y += max(15.0 * len(lines), THICK) + GAP
    marks += legend(_signs(rows, voice), x=start, y=y + 8, limit=wide)
    return drawing(key, title, about, marks, _grid(rows, voice), width=wide, height=y + 18)


def _ratio(row: Stack) -> str:
    return f"{row.done}/{row.applicable}"


def _bar(row: Stack, start: float, end: float, y: float) -> Iterator[Mark]:
    """The pieces from left to right; a piece carries its count where there is room."""
    total, left = sum(row.counts), start
    if not total:
        yield Rect("unmeasured", start, y, round(end - start, 1), THICK)
    for state, count in zip(STATES, row.counts, strict=True):
        if not count:
            continue
        long = (end - start) * count / total
        yield Rect(state, round(left, 1), y, round(long, 1), THICK)
        if long > width(str(count), SIZES["small"]) + 6:
            yield Words(f"in-{state}", round(left + long / 2, 1), y + 12.8, str(count), "middle")
        left += long


def state_word(state: str, voice: Voice) -> str:
    """The word of an item's state."""
    _ = voice.gettext
    return {"done": _("done"), "doing": _("in progress"), "open": _("open"), "na": _("not applicable")}[state]


def _signs(rows: Sequence[Stack], voice: Voice) -> Iterator[tuple[str, Sign]]:
    for state in STATES:
        if any(getattr(row, state) for row in rows):
            yield state_word(state, voice), _sign(state)


def _sign(state: str) -> Sign:
    return lambda x, y: (Rect(state, x - SIGN / 2, y - 6, SIGN, 12),)


def _grid(rows: Sequence[Stack], voice: Voice) -> Grid:
    _ = voice.gettext
    body = tuple((row.name, *(str(count) for count in row.counts), _ratio(row)) for row in rows)
    head = (_("Group"), *(state_word(state, voice) for state in STATES), _("Done of applicable"))
    return Grid(head, body, (False, True, True, True, True, True))
