"""Finding an assessment and those who are asked in it; what stands at the head of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from app.database import db
from app.language import moment, say
from app.models import Assessment, Project, Rater
from phases.readiness.words import ADVICE, STAGES, occasion_title


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of an assessment says of it."""

    occasion: str
    opened: str
    closed: str
    stage: str
    recommendation: str


def assessment_at(project: Project, number: int) -> Assessment:
    """The assessment with this number; 404 if the project has none such."""
    found = db.session.scalar(
        select(Assessment).where(Assessment.project_id == project.id, Assessment.number == number)
    )
    if found is None:
        abort(404)
    return found


def rater_at(assessment: Assessment, key: str) -> Rater:
    """Somebody who is asked, by key; 404 for anybody else."""
    found = db.session.scalar(select(Rater).where(Rater.assessment_id == assessment.id, Rater.key == key))
    if found is None:
        abort(404)
    return found


def head_of(row: Assessment) -> Head:
    """The assessment in words."""
    return Head(
        occasion=say(occasion_title(row.occasion, row.about)),
        opened=moment(row.created_at),
        closed=moment(row.closed_at),
        stage=say(STAGES.get(row.stage)),
        recommendation=say(ADVICE.get(row.recommendation)),
    )
