"""Rows to what a closing report prints of readiness: the assessment made for this gate, else the last one closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.clock import day_in
from app.database import db
from app.facts.readiness import advised, scored
from app.facts.thresholds import limits_of
from app.models import Assessment, Project, User
from app.reports.sources import Readied
from phases.readiness.words import ADVICE, FACTORS, occasion_title


def readied_of(project: Project, word: str, moment: datetime) -> Readied | None:
    """The assessment that a phase's closing report prints; None before the first was closed."""
    closed = (
        select(Assessment)
        .where(Assessment.project_id == project.id, Assessment.state == "closed", Assessment.closed_at <= moment)
        .order_by(Assessment.closed_at.desc(), Assessment.number.desc())
        .limit(1)
    )
    own = closed.where(Assessment.occasion == "gate", Assessment.about == word)
    row = db.session.scalar(own) or db.session.scalar(closed)
    return _readied(project, row) if row is not None else None


def _readied(project: Project, row: Assessment) -> Readied:
    found = scored(row, project.time_zone)
    limit, given = limits_of(project)["golive"]["readiness"], advised(found, project)
    return Readied(
        title=occasion_title(row.occasion, row.about),
        closed=day_in(row.closed_at, project.time_zone) if row.closed_at else None,
        factors=tuple(
            (
                FACTORS[one.factor],
                one.score,
                one.coverage,
                one.spread,
                None if one.score is None else one.score >= limit,
            )
            for one in found.factors
        ),
        mean=found.mean,
        balance=found.balance,
        ahead=found.ahead,
        advice=ADVICE.get(given.word),
        reasons=given.reasons,
        recommendation=ADVICE.get(row.recommendation),
        reason=row.reason,
        by=db.session.scalar(select(User.name).where(User.id == row.recommended_by_id)) or "",
    )
