"""The golden thread: from a problem to the effect of what was done about it, and what hangs loose on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from phases.model import Text


@dataclass(frozen=True, slots=True)
class Station:
    """A kind of record on the thread; its kind is the path of the register, or the word of what is no register.

    `word` stands in addresses. Where a record must come from something earlier, `comes_from` says what is asked of a
    loose one; where it must lead to something later, `leads_to` does.
    """

    kind: str
    word: str
    title: Text
    comes_from: Text | None = None
    leads_to: Text | None = None


STATIONS: tuple[Station, ...] = (
    Station(
        "diagnosis/problems", "problems", Text("Problems", "症结"),
        leads_to=Text("No step answers this problem.", "尚无步骤回应该症结。"),
    ),
    Station(
        "review/steps", "as-is-steps", Text("As-is steps", "现状步骤"),
        leads_to=Text("No to-be step says what becomes of this step.", "尚无目标步骤说明该现状步骤的去向。"),
    ),
    Station(
        "solidification/steps", "to-be-steps", Text("To-be steps", "目标步骤"),
        comes_from=Text("It replaces no step and answers no problem.", "既未替代任何现状步骤，也未回应任何症结。"),
        leads_to=Text("Nothing is configured or taught for this step.", "该步骤尚无对应的配置或培训。"),
    ),
    Station(
        "deployment/configuration", "configuration", Text("Configuration items", "配置项"),
        comes_from=Text("No to-be step asks for this setting.", "没有目标步骤需要该配置。"),
    ),
    Station(
        "deployment/data-sets", "data-sets", Text("Data sets", "数据集"),
        comes_from=Text("No setting and no step needs these data.", "没有配置或步骤需要该数据。"),
    ),
    Station(
        "training/modules", "modules", Text("Training modules", "培训模块"),
        comes_from=Text("It teaches no to-be step.", "未讲授任何目标步骤。"),
    ),
    Station(
        "function", "functions", Text("Functions in use", "使用功能"),
        comes_from=Text("Nothing earlier says what this function is for.", "前序记录均未说明该功能的用途。"),
    ),
    Station("indicator", "indicators", Text("Indicators", "评价指标")),
    Station(
        "criterion", "criteria", Text("Success criteria", "成功标准"),
        comes_from=Text("Nothing on the thread brings this success about.", "主线上没有任何环节支撑该成功标准。"),
    ),
)  # fmt: skip
"""The stations in the order of the thread; indicators are the method's own and hang loose nowhere."""

PLACES: Mapping[str, int] = {station.kind: place for place, station in enumerate(STATIONS)}
BY_WORD: Mapping[str, Station] = {station.word: station for station in STATIONS}


def earlier_kind(one: str, other: str) -> str:
    """Which of two kinds comes first in a join: the earlier station, and of others the first by name."""
    if one in PLACES and other in PLACES:
        return one if PLACES[one] <= PLACES[other] else other
    return min(one, other)


End = tuple[str, int]
Joint = tuple[End, End]


@dataclass(frozen=True, slots=True)
class Bead:
    """A record on the thread: its kind, its number, the key and the words by which people find it.

    `settled` records need no answer: a problem that the project leaves unsolved with a reason, a step that falls away.
    """

    kind: str
    id: int
    key: str
    title: str
    settled: bool = False

    @property
    def end(self) -> End:
        """How joints name it."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Loose:
    """A record that hangs loose, and the sentence that says at which side."""

    bead: Bead
    sentence: Text


def loose_ends(beads: Collection[Bead], joints: Iterable[Joint]) -> Iterator[Loose]:
    """Records without the join that their station asks for, in the order of the thread.

    Nobody is asked what a record leads to before the project has any record of a later station.
    """
    joints = tuple(joints)
    starts, ends = {start for start, _end in joints}, {end for _start, end in joints}
    furthest = max((PLACES[bead.kind] for bead in beads if bead.kind != "indicator"), default=0)
    for bead in sorted(beads, key=lambda one: PLACES[one.kind]):
        station = STATIONS[PLACES[bead.kind]]
        if station.comes_from and bead.end not in ends:
            yield Loose(bead, station.comes_from)
        has_later = furthest > PLACES[bead.kind]
        if station.leads_to and has_later and not bead.settled and bead.end not in starts:
            yield Loose(bead, station.leads_to)


def reached(start: End, joints: Iterable[Joint]) -> dict[str, set[int]]:
    """All records on the thread that passes through one, by kind: everything before it and everything after it.

    It never turns round on the way: what else a later record serves is another thread.
    """
    after: dict[End, list[End]] = {}
    before: dict[End, list[End]] = {}
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
