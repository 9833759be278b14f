"""The audit trail: each action writes one event in the same transaction as its change."""

from typing import Any

from sqlalchemy import insert, update

from app.clock import now
from app.database import db
from app.models import AuditEvent, Project

_EVENT: Any = insert(AuditEvent.__table__)  # type: ignore[arg-type]


def touch(project: int) -> None:
    """Note that something happened in a project. Its version stays: this is no edit of it and makes none stale."""
    db.session.execute(update(Project).where(Project.id == project).values(changed_at=now()))


def record(verb: str, *, by: int | None, project: int | None = None, about: str = "", **data: Any) -> None:
    """Write down one act. `data` are plain values; never secrets."""
    event = {"at": now(), "by_id": by, "project_id": project, "verb": verb, "about": about, "data": data}
    db.session.execute(_EVENT, event)
