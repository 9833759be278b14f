"""Checklist items of a project with their answers, and the files that people put beside them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Model, Numbered, Versioned, one_of
from app.models.project import PHASE_WORDS
from app.models.user import ROLE_WORDS

ITEM_STATES = ("open", "doing", "done", "na")


class ChecklistItem(Numbered, Versioned, Model):
    """One question of the method in one project, with its answer.

    Wording comes from the project's edition by `item`; only a project's own items carry their words here.
    """

    __tablename__ = "checklist_item"
    __table_args__ = (
        UniqueConstraint("project_id", "item"),
        Index("ix_checklist_item_phase", "project_id", "phase", "position"),
        Index("ix_checklist_item_open", "project_id", "phase", "mandatory", "state"),
        Index("ix_checklist_item_assignee", "assignee_id", "state"),
        one_of("phase", *PHASE_WORDS),
        one_of("state", *ITEM_STATES),
        one_of("owner_role", *ROLE_WORDS),
        CheckConstraint("state <> 'na' OR reason <> ''", name="na_wants_reason"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(80))
    phase: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    own: Mapped[bool] = mapped_column(default=False)
    question: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    owner_role: Mapped[str] = mapped_column(String(20))
    mandatory: Mapped[bool]
    evidence_required: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="open")
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]


class StoredFile(Numbered, Created, Model):
    """A file kept under its SHA-256 outside the web root; never rewritten."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(120))
