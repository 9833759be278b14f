"""The switch as rows: its tasks with owners and dependencies, the local time, and what keeps it from beginning."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.gates import objections_of
from app.facts.joins import ends_of, joined
from app.models import CutoverTask, Project, User
from phases.cutover import Task
from phases.model import Blocker

TASKS = "golive/tasks"
_START = ("golive.start-", "golive.earlier-gate:", "golive.condition-overdue:")


def local_now(project: Project) -> str:
    """The present moment as the clocks of the project's place show it: 2026-05-02 18:00."""
    return now().astimezone(ZoneInfo(project.time_zone)).strftime("%Y-%m-%d %H:%M")


def tasks_of(project: Project) -> list[Task]:
    """All tasks of the switch, in two queries."""
    table: Any = CutoverTask.__table__.c
    user: Any = User.__table__.c
    found = db.session.execute(
        select(*CutoverTask.__table__.c, user.name.label("owner"))
        .select_from(CutoverTask)
        .outerjoin(User, user.id == table.owner_id)
        .where(table.project_id == project.id)
        .order_by(table.number)
    ).all()
    keys = {row.id: row.key for row in found}
    before = ends_of(joined(project.id, TASKS, TASKS))
    return [
        Task(
            key=row.key,
            code=f"CT-{row.number}",
            title=row.title,
            planned_start=row.planned_start,
            planned_end=row.planned_end,
            started=row.started,
            finished=row.finished,
            depends=tuple(keys[id] for id in before.get(row.id, ()) if id in keys),
            no_return=row.no_return,
            rollback_needed=row.rollback_needed,
            rollback=row.rollback,
            owner=row.owner or "",
        )
        for row in found
    ]


def blockers_to_start(project: Project) -> list[Blocker]:
    """What stands before the switch and is not waived; what only closing the phase asks for is left out."""
    found = objections_of([project], {project.id: "golive"})
    standing = found[project.id].blockers if project.id in found else ()
    return [one for one in standing if one.key.startswith(_START)]
