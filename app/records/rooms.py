"""A room as its page shows it: the registers with their counts, the measures, and what keeps the gate shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import func, literal, select, union_all

from app.database import db
from app.facts.diagnosis import motive_of
from app.facts.gates import objections_of
from app.facts.links import blocker_url
from app.facts.thresholds import limits_of
from app.identity import Viewer
from app.language import say
from app.models import Project
from app.permissions import the_access
from app.registers.catalogue import ROOMS, registers_of
from app.registers.measured import Figure, figures_of
from app.registers.model import Register
from app.registers.pages import PAGES
from app.rights import Right
from app.sections import sections
from phases import phase as phase_called
from phases.model import Text
from phases.order import ORDER, TITLES

TITLES_OF_ROOMS = {"diagnosis": Text("Diagnosis and selection", "诊断与选型"), **TITLES}
HOMES = {"benefits": "benefits", "raid": "raid"}
"""Rooms whose overview is a page of another feature, by the end of its address."""
ABOUT_DIAGNOSIS = Text(
    "What stands before the phases: why the company wants a CRM, what hurts, which system fits, what success will be.",
    "六个阶段之前的工作：企业为什么要上 CRM、症结在哪里、选哪套系统、以什么衡量成功。",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A register with how many rows it holds."""

    title: str
    about: str
    url: str
    rows: int
    private: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What a room's page shows. Blockers are those about records, as sentence and address."""

    word: str
    title: str
    purpose: str
    figures: tuple[Figure, ...]
    blockers: tuple[tuple[str, str], ...]
    shelves: tuple[Shelf, ...]
    pages: tuple[tuple[str, str, str], ...]
    gate_url: str
    warnings: tuple[str, ...] = ()


def is_open_to(register: Register, viewer: Viewer) -> bool:
    """Whether a person who has a part in the project may see this register."""
    return (viewer.of_firm or not register.private) and (not register.money or the_access().may(Right.SEE_MONEY))


def present_room(project: Project) -> str:
    """The room of the phase that a project is in."""
    return "golive" if project.phase == "evaluation" else project.phase


def rooms_for(project: Project, here: str) -> list[tuple[str, str, bool, str]]:
    """The rooms as tabs; for the registers of benefits the pages of the evaluation, where they belong."""
    if here == "benefits":
        return sections(project.key, "benefits")
    return [
        (say(title), f"/projects/{project.key}/records/{word}", word == here, "")
        for word, title in TITLES_OF_ROOMS.items()
    ]


def open_room(project: Project, word: str, viewer: Viewer) -> Room:
    """One room; 404 for a word that is none."""
    if word not in ROOMS:
        abort(404)
    base = f"/projects/{project.key}/records/{word}"
    shelves = [one for one in registers_of(word) if is_open_to(one, viewer)]
    counts = _counts(project, shelves)
    is_phase = word in ORDER
    return Room(
        word=word,
        title=say(TITLES_OF_ROOMS[word]),
        purpose=say(phase_called(word).purpose if is_phase else ABOUT_DIAGNOSIS),
        figures=tuple(figures_of(project, word)) if is_phase else (),
        blockers=tuple(_blockers(project, word)) if is_phase else (),
        shelves=tuple(
            Shelf(say(one.title), say(one.about), f"{base}/{one.word}", counts[one.path], one.private)
            for one in shelves
        ),
        pages=tuple(
            (say(title), say(about), f"/projects/{project.key}/{end}") for title, about, end in PAGES.get(word, ())
        ),
        gate_url=f"/projects/{project.key}/phases/{word}/gate" if is_phase else "",
        warnings=tuple(_warnings(project)) if word == "diagnosis" else (),
    )


def _warnings(project: Project) -> Iterator[str]:
    """A follower motive, until enough concrete problems are confirmed."""
    warning = motive_of(project.id, limits_of(project)["warnings"]).warning
    if warning is not None:
        yield say(warning.sentence)


def _counts(project: Project, shelves: list[Register]) -> dict[str, int]:
    if not shelves:
        return {}
    counted: list[Any] = []
    for one in shelves:
        table = one.table
        counted.append(select(literal(one.path), func.count(table.c.id)).where(table.c.project_id == project.id))
    return {path: count for path, count in db.session.execute(union_all(*counted))}  # noqa: C416


def _blockers(project: Project, word: str) -> list[tuple[str, str]]:
    found = objections_of([project], {project.id: word})
    standing = found[project.id].blockers if project.id in found else ()
    return [
        (say(one.sentence), blocker_url(project.key, one.about))
        for one in standing
        if one.about.kind in ("record", "criterion", "rounds")
    ]
