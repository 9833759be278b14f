"""Assessments of readiness: which there are, and their rows as figures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.clock import day_in
from app.database import db
from app.facts.thresholds import limits_of
from app.models import Assessment, Project, Rater, RaterAnswer
from phases.readiness.advice import Advice, advice
from phases.readiness.scores import Rating, Readiness, readiness
from phases.readiness.statements import load

_R: Any = Rater.__table__.c
_A: Any = RaterAnswer.__table__.c


def find_open(project_id: int) -> Assessment | None:
    """The assessment in which people rate now."""
    return db.session.scalar(select(Assessment).where(Assessment.project_id == project_id, Assessment.state == "open"))


def find_made(project_id: int, occasion: str, about: str) -> Assessment | None:
    """The newest assessment for an occasion, open or closed."""
    wanted = (Assessment.project_id == project_id, Assessment.occasion == occasion, Assessment.about == about)
    return db.session.scalar(select(Assessment).where(*wanted).order_by(Assessment.number.desc()).limit(1))


def newest(project_id: int) -> Assessment | None:
    """The last assessment that was opened."""
    mine = select(Assessment).where(Assessment.project_id == project_id)
    return db.session.scalar(mine.order_by(Assessment.number.desc()).limit(1))


def newest_closed(project_id: int, *, but: str = "") -> Assessment | None:
    """The assessment that counts: the one closed last, those of the occasion `but` left aside."""
    closed = select(Assessment).where(
        Assessment.project_id == project_id, Assessment.state == "closed", Assessment.occasion != but
    )
    return db.session.scalar(closed.order_by(Assessment.closed_at.desc(), Assessment.number.desc()).limit(1))


def closed_before(assessment: Assessment) -> Assessment | None:
    """The closed assessment before this one."""
    closed = select(Assessment).where(
        Assessment.project_id == assessment.project_id, Assessment.state == "closed",
        Assessment.number < assessment.number,
    )  # fmt: skip
    return db.session.scalar(closed.order_by(Assessment.number.desc()).limit(1))


def ratings_of(assessment: Assessment, zone: str) -> list[Rating]:
    """What was rated, raters by key; dated by the day of closing, for before that it is nobody's business."""
    on = day_in(assessment.closed_at, zone) if assessment.closed_at else None
    rows = db.session.execute(
        select(_A.factor, _A.statement, _R.key, _R.side, _A.rating)
        .join_from(RaterAnswer.__table__, Rater.__table__, _R.id == _A.rater_id)
        .where(_A.assessment_id == assessment.id, _A.rating != "")
        .order_by(_A.id)
    )
    return [
        Rating(factor, statement, rater, side, int(word) if word.isdigit() else None, on)
        for factor, statement, rater, side, word in rows
    ]


def asked_of(assessment: Assessment) -> dict[str, int]:
    """How many ratings each factor wants: people asked × statements; of people without a sign-in, what they gave."""
    people = db.session.scalar(
        select(func.count()).select_from(Rater).where(Rater.assessment_id == assessment.id, Rater.user_id.is_not(None))
    )
    given = db.session.execute(
        select(_A.factor, func.count())
        .join_from(RaterAnswer.__table__, Rater.__table__, _R.id == _A.rater_id)
        .where(_A.assessment_id == assessment.id, _R.user_id.is_(None), _A.rating != "")
        .group_by(_A.factor)
    )
    found = {factor: (people or 0) * len(statements) for factor, statements in load().items()}
    for factor, count in given:
        found[factor] = found.get(factor, 0) + count
    return found


def scored(assessment: Assessment, zone: str) -> Readiness:
    """The figures of an assessment, computed from its ratings."""
    return readiness(ratings_of(assessment, zone), asked=asked_of(assessment))


def advised(found: Readiness, project: Project) -> Advice:
    """What the figures recommend by the project's edition."""
    limits = limits_of(project)
    return advice(found, limits["golive"], limits["readiness"])
