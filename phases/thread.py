"""The golden thread: from a problem to the effect of what was done about it, and what hangs loose on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from phases.model import Text


@dataclass(frozen=True, slots=True)
class Station:
    """A kind of record on the thread; its kind is the path of the register, or the word of what is no register."""

    kind: str
    title: Text


STATIONS: tuple[Station, ...] = (
    Station("diagnosis/problems", Text("Problems", "症结")),
    Station("review/steps", Text("As-is steps", "现状步骤")),
    Station("solidification/steps", Text("To-be steps", "目标步骤")),
    Station("deployment/configuration", Text("Configuration items", "配置项")),
    Station("deployment/data-sets", Text("Data sets", "数据集")),
    Station("training/modules", Text("Training modules", "培训模块")),
    Station("function", Text("Functions in use", "使用功能")),
    Station("indicator", Text("Indicators", "评价指标")),
    Station("criterion", Text("Success criteria", "成功标准")),
)
"""The stations in the order of the thread (methodology, golden thread)."""

PLACES: Mapping[str, int] = {station.kind: place for place, station in enumerate(STATIONS)}


def earlier_kind(one: str, other: str) -> str:
    """Which of two kinds comes first in a join: the earlier station, and of others the first by name."""
    if one in PLACES and other in PLACES:
        return one if PLACES[one] <= PLACES[other] else other
    return min(one, other)


@dataclass(frozen=True, slots=True)
class Bead:
    """A record on the thread: its kind, its number in the database, what it is called."""

    kind: str
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A record without a join to an earlier (`back`) or later station, where the thread goes on."""

    bead: Bead
    back: bool


Joint = tuple[tuple[str, int], tuple[str, int]]


def loose_ends(beads: Iterable[Bead], joints: Iterable[Joint]) -> Iterator[Loose]:
    """Records that lead to nothing later (all but the last station), or come from nothing (all but the first)."""
    onward, backward = set(), set()
    for start, end in joints:
        onward.add(start)
        backward.add(end)
    last = len(STATIONS) - 1
    for bead in beads:
        place, end = PLACES[bead.kind], (bead.kind, bead.id)
        if place > 0 and end not in backward:
            yield Loose(bead, back=True)
        if place < last and end not in onward:
            yield Loose(bead, back=False)


def reached(start: tuple[str, int], joints: Iterable[Joint]) -> dict[str, set[int]]:
    """All records on the thread that passes through one, by kind: everything before it and everything after it.

    It never turns round on the way: what else a later record serves is another thread.
    """
    joints = tuple(joints)
    after: dict[tuple[str, int], list[tuple[str, int]]] = {}
    before: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for one, other in joints:
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    found: dict[str, set[int]] = {start[0]: {start[1]}}
    for ways in (after, before):
        waiting, seen = [start], {start}
        while waiting:
            for end in ways.get(waiting.pop(), ()):
                if end not in seen:
                    seen.add(end)
                    waiting.append(end)
                    found.setdefault(end[0], set()).add(end[1])
    return found
