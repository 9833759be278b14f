"""What an evaluation counts beside the usage log: files of records, counts that people state, norms of use by role."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.evaluation  # noqa: F401 - the tables that these refer to
from app.models.base import Created, Keyed, Model, Numbered


class RecordFile(Keyed, Created, Model):
    """A file of records (customers, orders, cases of one or more systems) as it came; `refusals` are the first ones.

    `held` counts the records taken in by system and object.
    """

    __tablename__ = "record_file"
    __table_args__ = (Index("ix_record_file_project", "project_id", "created_at"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(300))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    accepted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    held: Mapped[list[Any]] = mapped_column(default=list)
    refusals: Mapped[list[Any]] = mapped_column(default=list)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]


class StatedCount(Numbered, Created, Model):
    """So many of so many, as people state it for one indicator of one round, and where they counted it."""

    __tablename__ = "stated_count"
    __table_args__ = (
        UniqueConstraint("round_id", "indicator"),
        CheckConstraint("numerator >= 0 AND numerator <= denominator", name="share"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    indicator: Mapped[str] = mapped_column(String(120))
    numerator: Mapped[int]
    denominator: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class UseNorm(Numbered, Model):
    """How many events a user of this role should cause on a working day, as agreed with the client."""

    __tablename__ = "use_norm"
    __table_args__ = (UniqueConstraint("project_id", "role"), CheckConstraint("events > 0", name="events"))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(200))
    events: Mapped[float]
