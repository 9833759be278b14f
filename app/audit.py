"""The audit trail: each action writes one event in the same transaction as its change."""

from typing import Any

from app.clock import now
from app.database import db
from app.models import AuditEvent


def record(verb: str, *, by: int | None, project: int | None = None, about: str = "", **data: Any) -> None:
    """Write down one act. `data` are plain values; never secrets."""
    db.session.add(AuditEvent(at=now(), by_id=by, project_id=project, verb=verb, about=about, data=data))
