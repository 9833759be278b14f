"""Gates: proposals, decisions that are never updated, their conditions, and waivers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Versioned, one_of
from app.models.project import PHASE_WORDS

OUTCOMES = ("go", "conditions", "no-go")


class GateProposal(Keyed, Created, Model):
    """The lead consultant's proposal to open a gate; open until decided or withdrawn."""

    __tablename__ = "gate_proposal"
    __table_args__ = (
        one_of("phase", *PHASE_WORDS),
        one_of("outcome", *OUTCOMES),
        Index(
            "uq_gate_proposal_one_open",
            "project_id",
            "phase",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    phase: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(default="")
    conditions: Mapped[list[Any]] = mapped_column(default=list)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str] = mapped_column(String(12), default="")


class GateDecision(Keyed, Model):
    """What was decided, on which facts, in which words, by whom; a trigger refuses any change."""

    __tablename__ = "gate_decision"
    __table_args__ = (
        UniqueConstraint("project_id", "phase", "number"),
        one_of("phase", *PHASE_WORDS),
        one_of("outcome", *OUTCOMES),
        CheckConstraint("proposed_by_id <> signed_by_id", name="two_people"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("gate_proposal.id"), unique=True)
    phase: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(default="")
    wording: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    blockers: Mapped[list[Any]]
    waivers: Mapped[list[Any]]
    conditions: Mapped[list[Any]]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signed_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))


class Condition(Keyed, Versioned, Model):
    """What "go with conditions" owes; overdue turns the gate red again."""

    __tablename__ = "gate_condition"
    __table_args__ = (Index("ix_gate_condition_open", "project_id", "done_at", "due"), one_of("phase", *PHASE_WORDS))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("gate_decision.id"))
    phase: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    due: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    done_note: Mapped[str] = mapped_column(default="")


class Waiver(Keyed, Created, Model):
    """A blocker set aside by a named person, with a reason and an expiry date."""

    __tablename__ = "waiver"
    __table_args__ = (
        one_of("phase", *PHASE_WORDS),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_waiver_phase", "project_id", "phase"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    phase: Mapped[str] = mapped_column(String(20))
    blocker: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[dict[str, Any]]
    reason: Mapped[str]
    expires: Mapped[date]
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    revoked_at: Mapped[datetime | None]
