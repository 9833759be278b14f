"""The audit trail: each action writes one event in the same transaction as its change.

It also marks which projects an act moved, so that no action has to think of what is kept of them: warnings and gates.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session

from app.clock import now
from app.database import db
from app.models import AuditEvent, Project
from app.queue import enqueue

_MOVED = "moved projects"
_EVENT: Any = insert(AuditEvent.__table__)  # type: ignore[arg-type]

SOON = timedelta(seconds=20)
"""How long acts are collected before their projects are looked at anew; whoever looks earlier has them gathered."""


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


@listens_for(db.session, "before_commit")
def _mark_moved(session: Session) -> None:
    """Mark what is kept of the projects that acts of this transaction were about; a job looks at them anew."""
    moved: dict[int, set[str]] = session.info.pop(_MOVED, {})
    if not moved:
        return
    from app.models import KeptWarnings  # whoever only asks for a page needs none of its tables

    kept: Any = KeptWarnings.__table__
    session.flush()
    for id in (id for id, verbs in moved.items() if "project.created" in verbs):
        session.execute(insert(kept).values(project_id=id, facts="{}", standing="", gathered_at=now(), stale=True))
    fresh = (kept.c.project_id.in_(list(moved)), kept.c.stale.is_(False))
    if session.execute(update(kept).where(*fresh).values(stale=True)).rowcount:  # type: ignore[attr-defined]
        enqueue("warnings", by=None, after=SOON)


@listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_MOVED, None)
