"""Logs of process cases as they came, which activity is which step, and what the cases of a period showed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Numbered, one_of


class CaseLog(Keyed, Created, Model):
    """A file of cases of one to-be process as it came: digest, rows, period, refused rows."""

    __tablename__ = "case_log"
    __table_args__ = (
        one_of("state", "waiting", "importing", "ready", "failed"),
        Index("ix_case_log_project", "project_id", "process_key", "created_at"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    process_key: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(300))
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    rows: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    cases: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failure: Mapped[str] = mapped_column(default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]


class CaseColumns(Numbered, Model):
    """Which columns of a client's export say case, activity and time: saved for next time."""

    __tablename__ = "case_columns"
    __table_args__ = (UniqueConstraint("project_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    mapping: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class CaseActivity(Numbered, Model):
    """What people decided of an activity: a step of the process, beside the process, an agreed ending, or unknown."""

    __tablename__ = "case_activity"
    __table_args__ = (
        one_of("kind", "step", "beside", "ending", "unknown"),
        UniqueConstraint("project_id", "process_key", "activity"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    process_key: Mapped[str] = mapped_column(String(12))
    activity: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(10))
    step_key: Mapped[str] = mapped_column(String(12), default="")


class OptionalStep(Numbered, Model):
    """A step of a to-be process that not every case owes."""

    __tablename__ = "case_optional_step"
    __table_args__ = (UniqueConstraint("project_id", "process_key", "step_key"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    process_key: Mapped[str] = mapped_column(String(12))
    step_key: Mapped[str] = mapped_column(String(12))


class CaseReading(Numbered, Model):
    """What the cases of a process showed in a period, as last computed; `basis` is the digest of what went in."""

    __tablename__ = "case_reading"
    __table_args__ = (UniqueConstraint("project_id", "process_key", "from_date", "to_date"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    process_key: Mapped[str] = mapped_column(String(12))
    from_date: Mapped[date]
    to_date: Mapped[date]
    basis: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]
    computed_at: Mapped[datetime]
