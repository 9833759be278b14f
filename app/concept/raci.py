"""The RACI matrix: who does, answers for, is asked about and is told of each activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from app.database import db
from app.language import say
from app.models import Duty, Join, TeamPerson
from app.registers.concept import DUTIES_REGISTER
from phases.concept.words import TEAM_ROLES

_DUTY: Any = Duty.__table__.c
_TEAM: Any = TeamPerson.__table__.c
_JOIN: Any = Join.__table__.c
LETTERS = {f"{DUTIES_REGISTER.path}#{part}": part.upper() for part in ("r", "c", "i")}


@dataclass(frozen=True, slots=True)
class Column:
    """A person over a column."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Activity:
    """A row: `cells` are letters such as A/R, empty where a person has no part."""

    title: str
    key: str
    cells: tuple[str, ...]
    lacks: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix; columns are those marked for it and those who have a part."""

    columns: tuple[Column, ...]
    rows: tuple[Activity, ...]


def matrix_of(project_id: int) -> Matrix:
    """The matrix of a project in three queries; an activity that nobody does, or answers for, `lacks`."""
    duties = db.session.execute(
        select(_DUTY.id, _DUTY.key, _DUTY.activity, _DUTY.accountable_id)
        .where(_DUTY.project_id == project_id)
        .order_by(_DUTY.number)
    ).all()
    letters = _letters(project_id)
    for id, _key, _activity, accountable in duties:
        if accountable is not None:
            letters[id][accountable].insert(0, "A")
    people = _people(project_id, {person for parts in letters.values() for person in parts})
    rows = tuple(
        Activity(
            activity, key, tuple("/".join(letters[id].get(person, ())) for person in people),
            accountable is None or not any("R" in part for part in letters[id].values()),
        )
        for id, key, activity, accountable in duties
    )  # fmt: skip
    return Matrix(tuple(people.values()), rows)


def _letters(project_id: int) -> dict[int, dict[int, list[str]]]:
    """By duty and person the letters of what is kept as joins, R before C before I."""
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    joins = db.session.execute(
        select(_JOIN.from_kind, _JOIN.from_id, _JOIN.to_id).where(
            _JOIN.project_id == project_id, _JOIN.from_kind.in_(LETTERS)
        )
    ).all()
    for kind, duty, person in sorted(joins, key=lambda join: "RCI".index(LETTERS[join[0]])):
        found[duty][person].append(LETTERS[kind])
    return found


def _people(project_id: int, named: set[int]) -> dict[int, Column]:
    rows = db.session.execute(
        select(_TEAM.id, _TEAM.name, _TEAM.role)
        .where(_TEAM.project_id == project_id, or_(_TEAM.in_raci, _TEAM.id.in_(named)))
        .order_by(_TEAM.number)
    )
    return {id: Column(name, say(TEAM_ROLES.get(role))) for id, name, role in rows}
