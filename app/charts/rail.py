"""The rail of phases: where a project stands on its way, each stop with its state as shape and word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.charts.drawing import Circle, Drawing, Grid, Line, Mark, Path, Words, drawing
from app.charts.ink import SIZES
from app.charts.lettering import wrap
from app.charts.voice import ENGLISH, Voice

WIDTH, Y, R = 680.0, 16.0, 10.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase: its name, its state, and a few words such as the day of its gate."""

    name: str
    state: Literal["ahead", "running", "passed"]
    note: str = ""


def rail(
    stops: Sequence[Stop], *, key: str, title: str, about: str, wide: float = WIDTH, voice: Voice = ENGLISH
) -> Drawing:
    """The stops from left to right on one line."""
    room = wide / len(stops)
    marks: list[Mark] = [*_way(stops, room)]
    deepest = 0.0
    for number, stop in enumerate(stops):
        x = round(room * (number + 0.5), 1)
        marks += _sign(stop, x)
        lines = _lines(stop, room, voice)
        marks += [Words(role, x, Y + 29 + 15 * at, line, "middle") for at, (role, line) in enumerate(lines)]
        deepest = max(deepest, 15.0 * len(lines))
    return drawing(key, title, about, marks, _grid(stops, voice), width=wide, height=Y + 22 + deepest)


def _way(stops: Sequence[Stop], room: float) -> Iterator[Mark]:
    """The line between stops: whole up to the running one, broken after it."""
    for number, (stop, following) in enumerate(pairwise(stops)):
        role = "way-passed" if stop.state == "passed" and following.state != "ahead" else "way-ahead"
        yield Line(role, round(room * (number + 0.5) + R + 4, 1), Y, round(room * (number + 1.5) - R - 4, 1), Y)


def _sign(stop: Stop, x: float) -> Iterator[Mark]:
    """A disc with a tick for passed, a ring with a core for running, a broken ring for ahead."""
    yield Circle(f"stop-{stop.state}", x, Y, R)
    if stop.state == "passed":
        yield Path("tick-mark", ((x - 4.5, Y + 0.5), (x - 1.2, Y + 3.8), (x + 4.8, Y - 3.4)))
    if stop.state == "running":
        yield Circle("stop-core", x, Y, 4.2)


def _lines(stop: Stop, room: float, voice: Voice) -> list[tuple[str, str]]:
    name = "strong" if stop.state == "running" else "label"
    state = state_word(stop.state, voice)
    return [(name, line) for line in wrap(stop.name, SIZES[name], room - 8)] + [
        ("small", line) for words in (state, stop.note) if words for line in wrap(words, SIZES["small"], room - 8)
    ]


def state_word(state: str, voice: Voice) -> str:
    """The word of a phase's state."""
    _ = voice.gettext
    return {"passed": _("passed"), "running": _("running"), "ahead": _("ahead")}[state]


def _grid(stops: Sequence[Stop], voice: Voice) -> Grid:
    _ = voice.gettext
    rows = tuple((stop.name, state_word(stop.state, voice), stop.note or "–") for stop in stops)
    return Grid((_("Phase"), _("State"), _("Note")), rows, (False, False, False))
