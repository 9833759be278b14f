"""Evidence that supports an answer or a rectification."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

import app.models.checklist
import app.models.evaluation  # noqa: F401 - the tables that evidence refers to
from app.models.base import Created, Keyed, Model, one_of


class Evidence(Keyed, Created, Model):
    """A file, link or note that supports an answer; carries the date it speaks of, apart from the upload date."""

    __tablename__ = "evidence"
    __table_args__ = (
        one_of("kind", "file", "link", "note"),
        CheckConstraint("(kind = 'file') = (file_id IS NOT NULL)", name="file"),
        Index("ix_evidence_item", "item_id", "removed_at"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_item.id", ondelete="CASCADE"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(2000), default="")
    text: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(300), default="")
    speaks_of: Mapped[date]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]
