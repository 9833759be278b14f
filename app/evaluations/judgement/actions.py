"""What consultants do with their grades: keep a draft, hand it in; neither once the round is closed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused
from app.evaluations.limits import must_be_open
from app.models import JudgementGrade, JudgementSheet, Project, Round
from app.words import _
from phases.evaluation.judgement import GRADES, by_id

LONGEST = 4000
"""Characters of evidence."""
Given = Mapping[str, tuple[str, str]]
"""By statement the grade (0 to 4, unknown, or nothing) and its evidence."""


def grade(*, round_: Round, grades: Given, by: int) -> JudgementSheet:
    """Keep a draft of somebody's own grades; nothing is kept when one of them is refused.

    It is the grader's own business until it is handed in: nothing is told in the project's history.
    """
    must_be_open(round_)
    for statement, (word, evidence) in grades.items():
        if statement not in by_id() or (word and word not in GRADES):
            raise Refused(_("Choose a grade from 0 to 4, or “don't know”."))
        if len(evidence) > LONGEST:
            raise Refused(_("Evidence may have %(most)s characters at most.", most=LONGEST))
    sheet = _sheet(round_, by)
    rows = db.session.scalars(select(JudgementGrade).where(JudgementGrade.sheet_id == sheet.id))
    known = {row.statement: row for row in rows}
    for statement, (word, evidence) in grades.items():
        _keep(sheet, known.get(statement), statement, word, evidence.replace("\r\n", "\n").strip())
    db.session.flush()
    return sheet


def hand_in(*, project: Project, round_: Round, grades: Given, by: int) -> None:
    """Keep these grades and hand the sheet in for good: from then it counts, and the grader sees what others gave.

    Refused while a statement has no grade, or a grade other than “don't know” has no evidence.
    """
    sheet = grade(round_=round_, grades=grades, by=by)
    rows = db.session.scalars(select(JudgementGrade).where(JudgementGrade.sheet_id == sheet.id)).all()
    given = {row.statement: row for row in rows if row.grade}
    missing = [one for one in by_id() if one not in given]
    if missing:
        raise Refused(_("Without a grade: %(count)s. “Don't know” is a grade too.", count=len(missing)))
    bare = [row for row in given.values() if GRADES[row.grade] is not None and not row.evidence]
    if bare:
        raise Refused(_("Without evidence: %(count)s. Say what you saw, where and when.", count=len(bare)))
    sheet.submitted_at = now()
    db.session.flush()
    audit.touch(project.id)
    audit.record("judgement.handed-in", by=by, project=project.id, about=round_.key, number=round_.number)


def _sheet(round_: Round, by: int) -> JudgementSheet:
    sheet = db.session.scalar(
        select(JudgementSheet).where(JudgementSheet.round_id == round_.id, JudgementSheet.grader_id == by)
    )
    if sheet is None:
        sheet = JudgementSheet(round_id=round_.id, grader_id=by)
        db.session.add(sheet)
        db.session.flush()
    elif sheet.submitted_at is not None:
        raise Refused(_("You have handed in your grades; they no longer change."))
    return sheet


def _keep(sheet: JudgementSheet, row: JudgementGrade | None, statement: str, word: str, evidence: str) -> None:
    if row is None:
        if not (word or evidence):
            return
        row = JudgementGrade(sheet_id=sheet.id, statement=statement)
        db.session.add(row)
    if (row.grade, row.evidence) != (word, evidence):
        row.grade, row.evidence, row.graded_at = word, evidence, now()
