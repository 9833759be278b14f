"""Swim lanes: the steps of a process from left to right, each in the lane of the one who does it.

Each step has a column of its own; where the columns of a page end, the process goes on in a further row of lanes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from app.charts.drawing import Circle, Drawing, Grid, Line, Mark, Path, Rect, Words, drawing
from app.charts.ink import SIZES
from app.charts.lane_notes import NOTE, LaneNote, draw_notes, note_lines
from app.charts.lane_signs import carrier_sign, control_sign, lane_legend
from app.charts.lettering import fitted, width
from app.charts.voice import ENGLISH, Voice
from phases.model import listed

NAMES, BOX, GAP, PAD, TURN = 126.0, 124.0, 30.0, 8.0, 26.0
COLUMN = BOX + GAP
LINE, BADGE = 13.5, 14.0
BETWEEN = 22.0
"""Between two rows of lanes."""


@dataclass(frozen=True, slots=True)
class LaneStep:
    """One step: `lane` is who does it, `carrier` one of system, sheet, paper, talk or nothing.

    `change` is a short word against the as-is (may be empty); `new` and `dropped` change the outline. `lost` marks a
    key control point that the new process no longer has. `unreceived` is a hand-off that names nobody.
    """

    code: str
    name: str
    lane: str
    carrier: str = ""
    means: str = ""
    control: bool = False
    lost: bool = False
    problems: tuple[str, ...] = ()
    receiver: str = ""
    unreceived: bool = False
    change: str = ""
    new: bool = False
    dropped: bool = False
    url: str = ""
    notes: tuple[LaneNote, ...] = ()


@dataclass(frozen=True, slots=True)
class LaneLink:
    """Where a box leads: its address, what it is called, and the box itself."""

    url: str
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """A drawing with the places in it that lead further."""

    drawing: Drawing
    links: tuple[LaneLink, ...]


def lanes(
    steps: Sequence[LaneStep], *, key: str, title: str, about: str, columns: int = 6, voice: Voice = ENGLISH
) -> Lanes:
    """The steps in their order, at most `columns` in rows of like length; ValueError when there are none.

    The lanes of a row are as deep as the notes under its boxes need.
    """
    if not steps:
        raise ValueError("A process needs at least one step to be drawn.")
    columns = ceil(len(steps) / ceil(len(steps) / columns))
    high = _height(steps)
    wide = min(columns, len(steps))
    total = NAMES + GAP + wide * COLUMN + TURN
    marks: list[Mark] = []
    links: list[LaneLink] = []
    cuts: list[float] = []
    top = 0.0
    rows = [steps[start : start + columns] for start in range(0, len(steps), columns)]
    for number, row in enumerate(rows):
        most = max(len(note_lines(step.notes, BOX)) for step in row)
        deep = high + 2 * PAD + (NOTE * most + 2 if most else 0)
        names = list(dict.fromkeys(step.lane for step in steps if step.lane in {one.lane for one in row}))
        marks += _lanes(names, top, total, deep)
        places = [_place(step, names, column, top, deep) for column, step in enumerate(row)]
        marks += _flows(row, places, _turn(number), _turn(number + 1) if number + 1 < len(rows) else "", total, high)
        for step, (x, y) in zip(row, places, strict=True):
            marks += _box(step, x, y, high)
            marks += draw_notes(step.notes, x, y + high + 3, BOX)
            links.append(LaneLink(step.url, f"{step.code} · {step.name}", x, y, BOX, high))
        top += deep * len(names) + BETWEEN
        cuts.append(round(top - BETWEEN / 2, 1))
    marks += lane_legend(steps, voice, top, total)
    whole = drawing(
        key, title, about, marks, _grid(steps, voice), width=total, height=top + 12, cuts=tuple(cuts[:-1])
    )  # fmt: skip
    return Lanes(whole, tuple(link for link in links if link.url))


def _height(steps: Sequence[LaneStep]) -> float:
    """How high the boxes are: as their longest name needs, and with room for badges where a step has a problem."""
    badges = BADGE if any(step.problems for step in steps) else 0
    return 26 + LINE * max(2, *(len(_name(step)) for step in steps)) + badges


def _name(step: LaneStep) -> tuple[str, ...]:
    return fitted(step.name, SIZES["in-box"], BOX - 16, 3)


def _turn(number: int) -> str:
    """The letter at which row `number` begins: A for the second row; nothing for the first."""
    return "" if number == 0 else chr(ord("A") + (number - 1) % 26)


def _place(step: LaneStep, names: Sequence[str], column: int, top: float, deep: float) -> tuple[float, float]:
    return NAMES + GAP + column * COLUMN, top + names.index(step.lane) * deep + PAD


def _lanes(names: Sequence[str], top: float, total: float, deep: float) -> Iterator[Mark]:
    for number, name in enumerate(names):
        y = top + number * deep
        yield Rect("lane", 0, y, total, deep)
        yield Rect("lane-name", 0, y, NAMES, deep)
        lines = fitted(name, SIZES["label"], NAMES - 14, 4)
        first = y + deep / 2 + 4 - 7.5 * (len(lines) - 1)
        for place, line in enumerate(lines):
            yield Words("strong", 7, first + 15 * place, line)


Places = Sequence[tuple[float, float]]


def _flows(
    row: Sequence[LaneStep], places: Places, entered: str, left: str, total: float, high: float
) -> Iterator[Mark]:
    """The arrows between the boxes of one row, and where it is entered from and left to another row."""
    middle = high / 2
    if entered:
        x, y = places[0]
        yield from _sign_of_turn(entered, NAMES + 13, y + middle)
        yield from _arrow(((NAMES + 22, y + middle), (x, y + middle)), "flow")
    for (step, (x, y)), (_following, (to_x, to_y)) in pairwise(zip(row, places, strict=True)):
        bend = x + BOX + GAP / 2 - 3
        straight = y == to_y
        points = [(x + BOX, y + middle), (to_x, to_y + middle)]
        if not straight:
            points[1:1] = [(bend, y + middle), (bend, to_y + middle)]
        yield from _arrow(tuple(points), "flow-lost" if step.unreceived else "flow")
    if left:
        x, y = places[-1]
        end = total - TURN + 12
        role = "flow-lost" if row[-1].unreceived else "flow"
        yield Line(role, x + BOX, y + middle, end - 10, y + middle)
        yield from _sign_of_turn(left, end, y + middle)


def _arrow(points: tuple[tuple[float, float], ...], role: str) -> Iterator[Mark]:
    x, y = points[-1]
    yield Path(role, (*points[:-1], (x - 6, y)))
    yield Path(f"{role}-tip", ((x - 7, y - 4), (x, y), (x - 7, y + 4)), closed=True)


def _sign_of_turn(letter: str, x: float, y: float) -> Iterator[Mark]:
    yield Circle("turn", x, y, 9)
    yield Words("tick", x, y + 3.4, letter, "middle")


def _box(step: LaneStep, x: float, y: float, high: float) -> Iterator[Mark]:
    yield _outline(step, x, y, high)
    head = x + 9
    if step.control or step.lost:
        yield from control_sign(head + 3, y + 11, lost=step.lost)
        head += 14
    words = step.code + (f" · {step.change}" if step.change else "")
    yield Words("tick", head, y + 14.5, fitted(words, SIZES["tick"], x + BOX - 26 - head, 1)[0])
    yield from carrier_sign(step.carrier, x + BOX - 15, y + 11)
    for place, line in enumerate(_name(step)):
        yield Words("in-box", x + 9, y + 29 + LINE * place, line)
    yield from _badges(step.problems, x, y + high)


def _outline(step: LaneStep, x: float, y: float, high: float) -> Mark:
    """A key control point has its corners cut off, so that it is told by its shape."""
    right, bottom, cut = x + BOX, y + high, 9
    if step.control:
        role = "box-new" if step.new else "box-control"
        corners = (
            (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut),
            (right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut),
        )  # fmt: skip
        return Path(role, corners, closed=True)
    return Rect("box-drop" if step.dropped else "box-new" if step.new else "box", x, y, BOX, high)


def _badges(codes: Sequence[str], x: float, bottom: float) -> Iterator[Mark]:
    """The codes of the problems on the lower edge, as many as fit; the rest as a number."""
    at, size = x + 7, SIZES["in-badge"]
    for place, code in enumerate(codes):
        rest = len(codes) - place
        long = width(code, size) + 8
        more = width(f"+{rest}", size) + 8
        if at + long + (more + 4 if rest > 1 else 0) > x + BOX - 4:
            code, long, rest = f"+{rest}", more, 0
        yield Rect("badge", round(at, 1), bottom - 18, round(long, 1), 14)
        yield Words("in-badge", round(at + long / 2, 1), bottom - 7.4, code, "middle")
        at += long + 4
        if not rest:
            return


def _grid(steps: Sequence[LaneStep], voice: Voice) -> Grid:
    _ = voice.gettext
    head: tuple[str, ...] = (
        _("Step"),
        _("Who"),
        _("By means of"),
        _("Handed on to"),
        _("Control point"),
        _("Problems"),
    )
    if any(step.change for step in steps):
        head = (*head, _("Against the as-is"))
    body = tuple(_cells(step, voice)[: len(head)] for step in steps)
    return Grid(head, body, (False,) * len(head))


def _cells(step: LaneStep, voice: Voice) -> tuple[str, ...]:
    _ = voice.gettext
    receiver = step.receiver or (_("nobody named") if step.unreceived else "–")
    control = _("yes") if step.control else _("lost") if step.lost else "–"
    problems = listed(step.problems).in_(voice.language) or "–"
    return f"{step.code} {step.name}", step.lane, step.means or "–", receiver, control, problems, step.change or "–"
