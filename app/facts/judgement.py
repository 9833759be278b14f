"""The judgement of a round as rows to grades: those handed in, and how far each grader is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import JudgementGrade, JudgementSheet, User
from phases.evaluation.judgement import GRADES, Grade

_S: Any = JudgementSheet.__table__.c
_G: Any = JudgementGrade.__table__.c
_HANDED_IN: Any = (
    select(_G.statement, _S.key, User.name, _G.grade, _G.evidence)
    .join_from(JudgementGrade.__table__, JudgementSheet.__table__, _S.id == _G.sheet_id)
    .join(User, User.id == _S.grader_id)
    .where(_S.submitted_at.is_not(None), _G.grade != "")
    .order_by(_S.submitted_at, _S.id, _G.id)
)


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """A grade that was handed in: the word (0 to 4, unknown), who gave it, and the evidence."""

    statement: str
    grader: str
    name: str
    word: str
    evidence: str

    def for_method(self) -> Grade:
        """The grade as the rules read it."""
        return Grade(self.statement, self.grader, GRADES[self.word])


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A grader of a round: how many statements are graded, and when the sheet was handed in."""

    grader_id: int
    name: str
    graded: int
    submitted_at: datetime | None


def handed_in(round_id: int) -> tuple[GivenGrade, ...]:
    """What has been graded and handed in, in the order in which the sheets came; drafts are nobody's business."""
    return tuple(GivenGrade(*row) for row in db.session.execute(_HANDED_IN.where(_S.round_id == round_id)))


def sheets_of(round_id: int) -> list[SheetFact]:
    """Everybody who has begun to grade, in the order of their names."""
    graded = select(_G.sheet_id, func.count().label("graded")).where(_G.grade != "").group_by(_G.sheet_id).subquery()
    rows = db.session.execute(
        select(_S.grader_id, User.name, graded.c.graded, _S.submitted_at)
        .join_from(JudgementSheet.__table__, User, User.id == _S.grader_id)
        .outerjoin(graded, graded.c.sheet_id == _S.id)
        .where(_S.round_id == round_id)
        .order_by(User.name, _S.id)
    )
    return [SheetFact(id, name, count or 0, moment) for id, name, count, moment in rows]
