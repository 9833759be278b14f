"""The judgement of a round: a sheet for each grader, and what was graded on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.evaluation  # noqa: F401 - the tables that these refer to
from app.clock import now
from app.models.base import Created, Keyed, Model, Numbered, one_of


class JudgementSheet(Keyed, Created, Model):
    """The grades of one consultant in one round; counted, and seen by others, once handed in, and fixed from then."""

    __tablename__ = "judgement_sheet"
    __table_args__ = (UniqueConstraint("round_id", "grader_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    grader_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[datetime | None]


class JudgementGrade(Numbered, Model):
    """What a grader gives one statement: 0 to 4 or `unknown`, empty while only its evidence was written."""

    __tablename__ = "judgement_grade"
    __table_args__ = (
        UniqueConstraint("sheet_id", "statement"),
        one_of("grade", "", "0", "1", "2", "3", "4", "unknown"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("judgement_sheet.id", ondelete="CASCADE"))
    statement: Mapped[str] = mapped_column(String(60))
    grade: Mapped[str] = mapped_column(String(10), default="")
    evidence: Mapped[str] = mapped_column(default="")
    graded_at: Mapped[datetime] = mapped_column(default=now)
