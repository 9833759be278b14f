"""Deliverables: named results of a phase, in versions with digest, author, review and acceptance."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Versioned, one_of
from app.models.project import PHASE_WORDS


class Deliverable(Keyed, Versioned, Model):
    """A result that a phase owes; `state` repeats the newest version's, or says that there is none."""

    __tablename__ = "deliverable"
    __table_args__ = (
        UniqueConstraint("project_id", "deliverable"),
        Index("ix_deliverable_phase", "project_id", "phase", "position"),
        one_of("phase", *PHASE_WORDS),
        one_of("state", "missing", "draft", "review", "accepted", "returned"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    deliverable: Mapped[str] = mapped_column(String(80))
    phase: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    own: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(300), default="")
    mandatory: Mapped[bool]
    due: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[str] = mapped_column(String(10), default="missing")
    newest: Mapped[int] = mapped_column(default=0)


class DeliverableVersion(Keyed, Created, Versioned, Model):
    """One version: a file (or a link) with its digest; nobody accepts their own."""

    __tablename__ = "deliverable_version"
    __table_args__ = (
        UniqueConstraint("deliverable_id", "number"),
        one_of("state", "draft", "review", "accepted", "returned"),
        CheckConstraint("accepted_by_id IS NULL OR accepted_by_id <> author_id", name="nobody_accepts_their_own"),
        CheckConstraint("(state = 'accepted') = (accepted_by_id IS NOT NULL)", name="accepted"),
    )

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id", ondelete="CASCADE"))
    number: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(300), default="")
    url: Mapped[str] = mapped_column(String(2000), default="")
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    submitted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str] = mapped_column(default="")
