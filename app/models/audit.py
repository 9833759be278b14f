"""The audit trail: who did what to which record, when; a trigger refuses any change."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Model, Numbered


class AuditEvent(Numbered, Model):
    """One act. `data` holds plain values only: no secrets, no text of evidence."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_project_at", "project_id", "at"),
        Index("ix_audit_event_project_about", "project_id", "about"),
        Index("ix_audit_event_at", "at"),
    )

    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    verb: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(120), default="")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
