"""Readiness: assessments, who is asked in them, and what each of these people answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of


class Assessment(Keyed, Created, Versioned, Model):
    """One assessment of readiness: open while people rate, closed for ever after that.

    `about` is the phase of a gate or the number of a round. `figures` are the scores as they were at closing, for
    pages that show many; the ratings themselves stay the truth. The recommendation is the consultant's own.
    """

    __tablename__ = "readiness_assessment"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        one_of("occasion", "start", "gate", "round", "other"),
        one_of("state", "open", "closed"),
        one_of("recommendation", "", "go", "conditions", "not-now"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    due: Mapped[date | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    industry: Mapped[str] = mapped_column(String(200), default="")
    stage: Mapped[str] = mapped_column(String(20), default="")
    conditions: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recommendation: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(default="")
    recommended_at: Mapped[datetime | None]
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class Rater(Keyed, Model):
    """Somebody who is asked in an assessment, on the side where they stood then.

    Without `user_id` it is a person of whom only the name was written down.
    """

    __tablename__ = "readiness_rater"
    __table_args__ = (
        UniqueConstraint("assessment_id", "user_id"),
        one_of("side", "firm", "sponsor", "client"),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("readiness_assessment.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    side: Mapped[str] = mapped_column(String(10))


class RaterAnswer(Numbered, Model):
    """What a rater thinks of one statement: 0 to 4 or `unknown`, empty while only a note was written.

    `statement` is its id in the method, or the words of one that is not of the method.
    """

    __tablename__ = "readiness_answer"
    __table_args__ = (
        UniqueConstraint("rater_id", "statement"),
        one_of("rating", "", "0", "1", "2", "3", "4", "unknown"),
        Index("ix_readiness_answer_assessment", "assessment_id"),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("readiness_assessment.id", ondelete="CASCADE"))
    rater_id: Mapped[int] = mapped_column(ForeignKey("readiness_rater.id", ondelete="CASCADE"))
    factor: Mapped[str] = mapped_column(String(30))
    statement: Mapped[str] = mapped_column(String(300))
    rating: Mapped[str] = mapped_column(String(10), default="")
    note: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime] = mapped_column(default=now)
