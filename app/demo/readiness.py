"""How the demonstration's companies were assessed: at the start, at every gate passed, and with every round."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sqlalchemy import insert, select

from app.assessments import ask, open_assessment
from app.clock import now, today
from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.facts.people import members_of
from app.facts.readiness import find_open
from app.models import Assessment, Project, Rater, RaterAnswer
from app.readiness.actions import close, recommend
from phases.order import ORDER
from phases.readiness.statements import load
from phases.readiness.words import UNKNOWN

NOTES = {
    "en": ("Two examples seen on site.", "Minutes of the last steering meeting.", "Only the northern branch so far."),
    "zh": ("现场看到两个实例。", "见最近一次指导会纪要。", "目前仅华北分公司做到。"),
}
STAGES = ("growth", "mature", "renewal")
CONDITIONS = {
    "en": "Order book full until the autumn; no other large project this year.",
    "zh": "订单排至秋季；本年度无其他大型项目。",
}
WHY = {
    "conditions": {
        "en": "The weakest factors have owners and dates; we go on and look again at the next gate.",
        "zh": "薄弱要素已明确责任人和日期；继续推进，并在下一关口复评。",
    },
    "go": {
        "en": "People and management have caught up with the technology; both sides see it alike.",
        "zh": "人员与管理已跟上技术，双方看法一致。",
    },
    "not-now": {
        "en": "The merger takes all managers until the end of the quarter. Going on now would only install software.",
        "zh": "并购事务占用全部管理层至季度末，此时推进只会装上软件而无法用起来。",
    },
}
BEHIND = {
    "people": 0.0,
    "strategy": 0.35,
    "products": 0.2,
    "organisation": -0.1,
    "management": -0.05,
    "technology": 0.5,
}
"""How far each factor is ahead of people, in points of the scale."""


def assess(project: Project, told: Engagement, cast: Cast, occasion: str, about: str, day: date) -> Assessment:
    """One assessment from its opening to the consultants' recommendation, four days later."""
    with at(day, told.zone, 9):
        row = _opened(project, cast, occasion, about)
        row.stage, row.conditions = STAGES[len(told.word) % 3], CONDITIONS[told.language]
        _rate(row, told, _level(occasion, about), 1.0)
    with at(day + timedelta(days=4), told.zone, 15):
        close(project=project, assessment=row, by=cast.lead.id)
        word = (
            "not-now"
            if told.state == "paused" and occasion == "gate"
            else "go"
            if _level(occasion, about) >= 2.7
            else "conditions"
        )
        recommend(
            project=project, assessment=row, word=word, reason=WHY[word][told.language], version=row.version,
            by=cast.lead.id,
        )  # fmt: skip
    return row


def begin_assessing(project: Project, told: Engagement, cast: Cast, about: str) -> None:
    """Leave an assessment for the present gate half rated, so that it waits on people."""
    with at(today(told.zone) - timedelta(days=2), told.zone, 9):
        row = _opened(project, cast, "gate", about)
        row.due = today(told.zone) + timedelta(days=5)
        _rate(row, told, _level("gate", about), 0.5)


def _opened(project: Project, cast: Cast, occasion: str, about: str) -> Assessment:
    row = find_open(project.id)
    if row is None:
        row = open_assessment(project=project, occasion=occasion, about=about, by=cast.lead.id)
    ask(row, members_of(project.id))
    return row


def _level(occasion: str, about: str) -> float:
    """What the people factor is rated about then: from 1.4 at the start to 2.9 before the switch and after it."""
    passed = {"start": 0.0, "round": 6.0}.get(occasion, float(ORDER.index(about) + 1) if about in ORDER else 3.0)
    return 1.4 + 0.25 * passed


def _rate(row: Assessment, told: Engagement, level: float, share: float) -> None:
    """Everybody rates (or the first of them, by `share`), consultants a little lower than the client."""
    raters = db.session.execute(
        select(Rater.id, Rater.side).where(Rater.assessment_id == row.id).order_by(Rater.id)
    ).all()
    dice = Random(f"{told.word}{row.number}")  # noqa: S311 (believable variety, no secret)
    lean = {"firm": -0.2, "sponsor": 0.3, "client": 0.0}
    answers = [
        {
            "assessment_id": row.id, "rater_id": rater, "factor": factor, "statement": one.id,
            "rating": _word(dice, level + BEHIND[factor] + lean[side]), "rated_at": now(),
            "note": dice.choice(NOTES[told.language]) if dice.random() < 0.08 else "",
        }
        for rater, side in raters[: max(1, round(share * len(raters)))]
        for factor, statements in load().items()
        for one in statements
    ]  # fmt: skip
    db.session.execute(insert(RaterAnswer), answers)


def _word(dice: Random, level: float) -> str:
    return UNKNOWN if dice.random() < 0.06 else str(min(4, max(0, round(dice.gauss(level, 0.6)))))
