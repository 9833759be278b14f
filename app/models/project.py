"""Engagements: the project, its phases in time, its people, its RAID log."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of
from app.models.client import Client
from app.models.registers import Registered
from app.models.user import ROLE_WORDS, User

PHASE_WORDS = ("concept", "review", "solidification", "deployment", "training", "golive")
PROJECT_STATES = ("running", "paused", "closed", "cancelled")
PHASE_STATES = ("ahead", "running", "passed")


class Project(Keyed, Created, Versioned, Model):
    """One rollout of a CRM system for one client, by one edition of the method.

    `slip` is the forecast's end against the plan in working days, late is positive; between `likely_from` and
    `likely_to` the project ends with a chance of 50 %, in the `wide` range with 80 %. app.facts.forecast keeps them.
    """

    __tablename__ = "project"
    __table_args__ = (
        one_of("state", *PROJECT_STATES),
        one_of("phase", *PHASE_WORDS, "evaluation"),
        Index("ix_project_state_name", "state", "name"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(String(200), default="")
    edition: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))
    time_zone: Mapped[str] = mapped_column(String(64))
    start: Mapped[date]
    go_live: Mapped[date | None]
    forecast_end: Mapped[date | None]
    slip: Mapped[int] = mapped_column(default=0)
    likely_from: Mapped[date | None]
    likely_to: Mapped[date | None]
    wide_from: Mapped[date | None]
    wide_to: Mapped[date | None]
    planned_end: Mapped[date]
    phase: Mapped[str] = mapped_column(String(20), default="concept")
    state: Mapped[str] = mapped_column(String(10), default="running")
    changed_at: Mapped[datetime]

    client: Mapped[Client] = relationship(lazy="raise")


class ProjectPhase(Numbered, Versioned, Model):
    """A phase of one project in time: plan in working days, actual start and end."""

    __tablename__ = "project_phase"
    __table_args__ = (
        UniqueConstraint("project_id", "phase"),
        one_of("phase", *PHASE_WORDS),
        one_of("state", *PHASE_STATES),
        CheckConstraint("working_days BETWEEN 1 AND 1000", name="working_days"),
        CheckConstraint("planned_end >= planned_start", name="planned_order"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    phase: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="ahead")
    working_days: Mapped[int]
    planned_start: Mapped[date]
    planned_end: Mapped[date]
    actual_start: Mapped[date | None]
    actual_end: Mapped[date | None]


class Membership(Keyed, Created, Model):
    """A person's role in one project."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("project_id", "user_id"), one_of("role", *ROLE_WORDS[2:]))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))

    user: Mapped[User] = relationship(lazy="raise")


def _next_number(context: Any) -> int:
    """The number after the highest of the project: entries are closed and never deleted, so none is given twice."""
    of_project = text("SELECT coalesce(max(number), 0) + 1 FROM raid_entry WHERE project_id = :project")
    number: int = context.connection.scalar(of_project, {"project": context.get_current_parameters()["project_id"]})
    return number


class RaidEntry(Registered, Model):
    """A risk, assumption, issue or decision, with owner, due date and severity; `number` as in R-3."""

    __tablename__ = "raid_entry"
    __table_args__ = (
        one_of("kind", "risk", "assumption", "issue", "decision"),
        one_of("severity", "critical", "high", "medium", "low"),
        Index("ix_raid_entry_open", "project_id", "closed_at", "kind", "severity"),
    )

    number: Mapped[int] = mapped_column(default=_next_number, server_default="0")
    kind: Mapped[str] = mapped_column(String(12))
    severity: Mapped[str] = mapped_column(String(10), default="medium")
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(default="")
    response: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    due: Mapped[date | None]
    phase: Mapped[str | None] = mapped_column(String(20))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    closing_note: Mapped[str] = mapped_column(default="")
