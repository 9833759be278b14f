"""Reports: a frozen snapshot, the PDF drawn from it, and the consultant's own text."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of


class IssuedReport(Keyed, Created, Model):
    """One report as drawn: numbered, reproducible from its snapshot, with the digest of both."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        one_of("language", "en", "zh"),
        one_of("status", "draft", "issued"),
        Index("ix_report_project", "project_id", "created_at"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(30), default="")
    language: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(8), default="draft")
    title: Mapped[str] = mapped_column(String(300))
    snapshot: Mapped[dict[str, Any]]
    snapshot_digest: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    pages: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class ReportText(Numbered, Versioned, Model):
    """The consultant's own text at a marked place of a report, kept for the next time it is drawn."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("project_id", "kind", "subject", "place", "language"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(30), default="")
    place: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[datetime]
