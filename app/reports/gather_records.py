"""Rows to what a closing report prints of the phase's own records: measures, registers, loose ends of the thread."""

from __future__ import annotations

from typing import Any

from flask_babel import force_locale

from app.language import say
from app.models import Project
from app.registers.catalogue import registers_of
from app.registers.measured import figures_of
from app.registers.model import Derived, Register
from app.registers.rows import rows_of
from app.registers.sheet import NUMBER
from app.registers.thread import beads_of, joints_of
from app.reports.sources import LooseEnd, Measured, Shelf
from phases.thread import PLACES, STATIONS, loose_ends

PRINTED = 30
"""Rows of a register in print; each costs the layout some milliseconds, and the register itself is a click away."""
COLUMNS = 6
ROOMS = {"concept": ("diagnosis", "concept")}
"""The closing report of the first phase prints what stood before it too."""


def records_of(project: Project, word: str, language: str) -> dict[str, Any]:
    """The parts `measured`, `shelves` and `loose` of a closing report; private registers are never printed."""
    with force_locale(language):
        measured = [Measured(one.title, one.value, one.parts, one.limit, one.good) for one in figures_of(project, word)]
        kept = [one for room in ROOMS.get(word, (word,)) for one in registers_of(room) if not one.private]
        shelves = [shelf for one in kept if (shelf := _shelf(one, project.id)).total]
        return {"measured": tuple(measured), "shelves": tuple(shelves), "loose": _loose(project)}


def _shelf(register: Register, project_id: int) -> Shelf:
    rows = rows_of(register, project_id)
    listed = [one for one in register.fields if one.listed]
    columns = [*listed[: COLUMNS - 1 - len(register.derived)], *register.derived]
    numeric = (False, *(isinstance(one, Derived) or one.kind in ("whole", "number") for one in columns))
    return Shelf(
        title=say(register.title),
        columns=(say(NUMBER), *(say(one.label) for one in columns)),
        numeric=numeric,
        rows=tuple((row.code, *(row.words[one.name] for one in columns)) for row in rows[:PRINTED]),
        total=len(rows),
    )


def _loose(project: Project) -> tuple[LooseEnd, ...]:
    return tuple(
        LooseEnd(say(STATIONS[PLACES[one.bead.kind]].title), one.bead.title, say(one.sentence))
        for one in loose_ends(beads_of(project), joints_of(project.id))
    )
