"""The audit trail: each action writes one event in the same transaction as its change."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session

from app.clock import now
from app.database import db
from app.models import AuditEvent, Project

_MOVED = "moved projects"
_EVENT: Any = insert(AuditEvent.__table__)  # type: ignore[arg-type]


def touch(project: int) -> None:
    """Note that something happened in a project. Its version stays: this is no edit of it and makes none stale."""
    db.session.execute(update(Project).where(Project.id == project).values(changed_at=now()))


def record(verb: str, *, by: int | None, project: int | None = None, about: str = "", **data: Any) -> None:
    """Write down one act. `data` are plain values; never secrets."""
    event = {"at": now(), "by_id": by, "project_id": project, "verb": verb, "about": about, "data": data}
    db.session.execute(_EVENT, event)
    if project is not None:
        db.session().info.setdefault(_MOVED, {}).setdefault(project, set()).add(verb)


def moves(projects: Iterable[int]) -> None:
    """Note that an act of the whole firm moves these projects too: what is kept of them has to be looked at anew."""
    moved = db.session().info.setdefault(_MOVED, {})
    for project in projects:
        moved.setdefault(project, set())


def moved_projects(session: Session) -> dict[int, set[str]]:
    """The projects that acts of this transaction were about, with the verbs; asked once, then forgotten."""
    found: dict[int, set[str]] = session.info.pop(_MOVED, {})
    return found


@listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_MOVED, None)
