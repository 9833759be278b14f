"""Rows to the golden thread of a project: every record that can be joined, and the joints between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import literal, select, union_all

from app.database import db
from app.facts.joins import word_id
from app.language import say
from app.models import Criterion, CrmFunction, Join, Problem, Project, TargetStep
from app.registers.catalogue import registers
from phases.thread import PLACES, STATIONS, Bead, Joint

_JOIN: Any = Join.__table__.c


def joints_of(project_id: int) -> tuple[Joint, ...]:
    """The joints between stations of the thread, in one query."""
    found = db.session.execute(
        select(_JOIN.from_kind, _JOIN.from_id, _JOIN.to_kind, _JOIN.to_id)
        .where(_JOIN.project_id == project_id)
        .order_by(_JOIN.id)
    )
    return tuple(
        ((from_kind, from_id), (to_kind, to_id))
        for from_kind, from_id, to_kind, to_id in found
        if from_kind in PLACES and to_kind in PLACES
    )


def beads_of(project: Project) -> list[Bead]:
    """Every record of the stations, in the order of the thread."""
    found = [*_of_registers(project.id), *_functions(project.id), *_indicators(project), *_criteria(project.id)]
    return sorted(found, key=lambda bead: PLACES[bead.kind])


def _of_registers(project_id: int) -> list[Bead]:
    settled = {
        *_those("diagnosis/problems", Problem.id, Problem.project_id == project_id, Problem.rejected != ""),
        *_those("solidification/steps", TargetStep.id, TargetStep.project_id == project_id, DROPPED),
    }
    known = [registers()[station.kind] for station in STATIONS if station.kind in registers()]
    if not known:
        return []
    parts = [
        select(literal(one.path), table.c.id, table.c.key, table.c.number, table.c[one.fields[0].column]).where(
            table.c.project_id == project_id
        )
        for one, table in ((one, one.table) for one in known)
    ]
    rows = sorted(db.session.execute(union_all(*parts)).all(), key=lambda row: (PLACES[row[0]], row[3]))
    return [
        Bead(path, id, key, f"{registers()[path].code(number)} {title}", (path, id) in settled)
        for path, id, key, number, title in rows
    ]


DROPPED = TargetStep.change == "drop"


def _those(path: str, id: Any, *conditions: Any) -> Iterator[tuple[str, int]]:
    """The ends of records that need no answer: problems left unsolved with a reason, steps that fall away."""
    return ((path, found) for found in db.session.scalars(select(id).where(*conditions)))


def _functions(project_id: int) -> list[Bead]:
    names = db.session.scalars(
        select(CrmFunction.function).where(CrmFunction.project_id == project_id).order_by(CrmFunction.id)
    )
    return [Bead("function", word_id(name), str(word_id(name)), name) for name in names]


def _indicators(project: Project) -> list[Bead]:
    from app.facts.evaluation import scheme_of  # reads YAML; only the thread's own pages need it here

    declared = scheme_of(project.edition).definitions.values()
    return [
        Bead("indicator", word_id(one.key), str(word_id(one.key)), say(one.title))
        for one in declared
        if one.key != "effect.criterion"
    ]


def _criteria(project_id: int) -> list[Bead]:
    rows = db.session.execute(
        select(Criterion.id, Criterion.key, Criterion.name)
        .where(Criterion.project_id == project_id, Criterion.removed_at.is_(None))
        .order_by(Criterion.id)
    )
    return [Bead("criterion", id, key, name) for id, key, name in rows]
