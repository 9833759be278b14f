"""Rows to the facts of the phase's records: cutover, rehearsals, roster, readiness, hypercare, old systems, rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.facts.readiness import newest_closed, ratings_of
from app.facts.review import rows
from app.models import (
    CutoverTask,
    HypercareDay,
    HypercareIssue,
    OldSystem,
    Project,
    Rehearsal,
    Round,
    SupportShift,
    User,
)
from phases.facts.golive import (
    DayFact,
    GoLiveRecords,
    HypercareIssueFact,
    OldSystemFact,
    RatingFact,
    RehearsalFact,
    TaskFact,
)

_USER: Any = User.__table__.c


def gather(project_id: int) -> GoLiveRecords:
    """The records of one project as they stand, in thirteen queries."""
    issues = rows(HypercareIssue, project_id, "key", "number", "title", "severity", "opened_on", "resolved_on")
    old = rows(OldSystem, project_id, "key", "number", "name", "read_only_from", "in_use")
    rehearsals = rows(Rehearsal, project_id, "held_on", "window_minutes", "duration_minutes", "result")
    return GoLiveRecords(
        country=db.session.scalar(select(Project.country).where(Project.id == project_id)) or "CN",
        tasks=tuple(_tasks(project_id)),
        rehearsals=tuple(RehearsalFact(*one) for one in rehearsals),
        shifts=len(rows(SupportShift, project_id, "id")),
        issues=tuple(HypercareIssueFact(one.key, f"HI-{one.number}", *one[2:]) for one in issues),
        days=tuple(DayFact(*one) for one in rows(HypercareDay, project_id, "day", "issues", "active", "users")),
        old_systems=tuple(
            OldSystemFact(one.key, f"OS-{one.number}", one.name, one.read_only_from, bool(one.in_use)) for one in old
        ),
        ratings=tuple(_ratings(project_id)),
        rounds=db.session.scalar(select(func.count(Round.id)).where(Round.project_id == project_id)) or 0,
    )


def _tasks(project_id: int) -> Iterator[TaskFact]:
    found = rows(
        CutoverTask, project_id, "key", "number", "title", "owner_id", "planned_end", "finished", "rollback_needed",
        "rollback",
    )  # fmt: skip
    owners = {one.owner_id for one in found if one.owner_id is not None}
    named = db.session.execute(select(_USER.id, _USER.name).where(_USER.id.in_(owners))) if owners else ()
    names: dict[int, str] = {id: name for id, name in named}  # noqa: C416
    for one in found:
        yield TaskFact(
            key=one.key,
            code=f"CT-{one.number}",
            title=one.title,
            owner=names.get(one.owner_id, ""),
            planned_end=one.planned_end,
            finished=one.finished,
            rollback_needed=bool(one.rollback_needed),
            rollback=bool(one.rollback.strip()),
        )


def _ratings(project_id: int) -> Iterator[RatingFact]:
    """Those of the assessment closed last before the rounds, which rate anew; what is being rated is not known yet."""
    closed = newest_closed(project_id, but="round")
    if closed is None:
        return
    zone = db.session.scalar(select(Project.time_zone).where(Project.id == project_id)) or "UTC"
    for one in ratings_of(closed, zone):
        yield RatingFact(one.factor, one.statement, one.rater, one.side, one.points, one.on)
