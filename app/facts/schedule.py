"""Which rounds are planned: the interval that holds for a project, and what is due, for one or many projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from app.database import db
from app.facts.thresholds import Pinned, limits_in_force
from app.models import CutoverTask, Round
from phases.evaluation.plan import AHEAD, Planned, planned
from phases.model import Limits

_HELD: Any = (
    select(Round.project_id, Round.from_date, Round.to_date, Round.number)
    .where(Round.project_id.in_(bindparam("ids", expanding=True)))
    .order_by(Round.to_date, Round.from_date, Round.number)
)
_TASK: Any = CutoverTask.__table__.c
_SWITCHED: Any = (
    select(_TASK.project_id, func.max(_TASK.finished))
    .where(_TASK.project_id.in_(bindparam("ids", expanding=True)))
    .group_by(_TASK.project_id)
    .having(func.min(_TASK.finished) != "")
)


def live_days(planned: Mapping[int, date]) -> dict[int, date]:
    """The day each project went live: when the last task of its switch was finished, until then the day planned."""
    if not planned:
        return {}
    ended = db.session.execute(_SWITCHED, {"ids": list(planned)})
    return {**planned, **{id: datetime.fromisoformat(last).date() for id, last in ended}}


def planned_of(projects: Sequence[tuple[Pinned, date]], count: int = AHEAD) -> dict[int, tuple[Planned, ...]]:
    """The next rounds of each project by its id, counted from its go-live as planned or as it was; three queries."""
    limits = limits_in_force([project for project, _day in projects])
    held: dict[int, list[tuple[date, date, int]]] = {project.id: [] for project, _day in projects}
    for id, first, last, number in db.session.execute(_HELD, {"ids": list(held)}):
        held[id].append((first, last, number))
    live = live_days({project.id: day for project, day in projects})
    return {
        project.id: ahead(live[project.id], held[project.id], limits[project.id]["evaluation"], count)
        for project, _day in projects
    }


def ahead(
    go_live: date, held: Iterable[tuple[date, date, int]], limits: Limits, count: int = AHEAD
) -> tuple[Planned, ...]:
    """The next rounds after those held, each (first day, last day, number), in the order of time."""
    rows = list(held)
    newest = max((number for _first, _last, number in rows), default=0)
    return planned(go_live, [(first, last) for first, last, _number in rows], limits, newest=newest, count=count)
