"""The thread of one record, and the loose ends of a project, as pages and export show them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from app.language import say
from app.models import Project
from app.registers.thread import beads_of, joints_of
from phases.thread import BY_WORD, PLACES, STATIONS, Bead, End, Joint, loose_ends, reached


@dataclass(frozen=True, slots=True)
class Knot:
    """A record as a page shows it: its own page (may be nothing), its thread, and whether it is joined directly."""

    key: str
    title: str
    url: str
    thread_url: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One station: its records on this thread, and those that could be joined."""

    word: str
    title: str
    knots: tuple[Knot, ...]
    offered: tuple[tuple[str, str], ...]
    here: bool


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A record that hangs loose: its station, title, the sentence, and the address of its thread."""

    station: str
    title: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class StationCount:
    """A station with how many records it has, how many hang loose, and them all."""

    word: str
    title: str
    count: int
    loose: int
    knots: tuple[Knot, ...]


def overview(project: Project) -> tuple[list[StationCount], list[LooseEnd]]:
    """The stations with their records, and the loose ends in the order of the thread."""
    beads, joints = beads_of(project), joints_of(project.id)
    loose = list(loose_ends(beads, joints))
    ends = [
        LooseEnd(_title(one.bead), one.bead.title, say(one.sentence), _thread_url(project, one.bead)) for one in loose
    ]
    counts = []
    for station in STATIONS:
        of_it = [bead for bead in beads if bead.kind == station.kind]
        hanging = len({one.bead.end for one in loose if one.bead.kind == station.kind})
        knots = tuple(_knot(project, bead, joined=False) for bead in of_it)
        counts.append(StationCount(station.word, say(station.title), len(of_it), hanging, knots))
    return counts, ends


def find_bead(project: Project, word: str, key: str) -> Bead:
    """A record by its station's word and its key; 404 when the project has none such."""
    station = BY_WORD.get(word)
    for bead in beads_of(project):
        if station is not None and bead.kind == station.kind and bead.key == key:
            return bead
    abort(404)


def thread_of(project: Project, bead: Bead) -> list[Stretch]:
    """The stations with what of them is on the thread of this record."""
    beads, joints = beads_of(project), joints_of(project.id)
    on_it = reached(bead.end, joints)
    near = _neighbours(bead.end, joints)
    found = []
    for station in STATIONS:
        of_it = [one for one in beads if one.kind == station.kind]
        ids = on_it.get(station.kind, set())
        knots = tuple(_knot(project, one, joined=one.end in near) for one in of_it if one.id in ids)
        here = station.kind == bead.kind
        offered = () if here else tuple((one.key, one.title) for one in of_it if one.end not in near)
        found.append(Stretch(station.word, say(station.title), knots, offered, here))
    return found


def _neighbours(end: End, joints: tuple[Joint, ...]) -> set[End]:
    return {other for one, other in joints if one == end} | {one for one, other in joints if other == end}


def _knot(project: Project, bead: Bead, *, joined: bool) -> Knot:
    return Knot(bead.key, bead.title, _own_url(project, bead), _thread_url(project, bead), joined)


def _title(bead: Bead) -> str:
    return say(STATIONS[PLACES[bead.kind]].title)


def _thread_url(project: Project, bead: Bead) -> str:
    return f"/projects/{project.key}/thread/{STATIONS[PLACES[bead.kind]].word}/{bead.key}"


def _own_url(project: Project, bead: Bead) -> str:
    base = f"/projects/{project.key}"
    if bead.kind == "criterion":
        return f"{base}/criteria"
    if bead.kind in ("function", "indicator"):
        return ""
    return f"{base}/records/{bead.kind}/{bead.key}"
