"""Readiness in a few words for the project's page: the assessment that counts, the consultants' word, what is open."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.language import day, number, say
from app.models import Assessment, Project
from phases.readiness.words import ADVICE, occasion_title


@dataclass(frozen=True, slots=True)
class Ready:
    """Figures of the assessment closed last, empty before the first; `open` is the number of the one being rated."""

    title: str = ""
    url: str = ""
    closed: str = ""
    mean: str = ""
    balance: str = ""
    advice: str = ""
    recommendation: str = ""
    reason: str = ""
    open: int = 0


def ready_of(project: Project) -> Ready:
    """The newest closed assessment and the one that is open, in one query."""
    rows = db.session.scalars(
        select(Assessment).where(Assessment.project_id == project.id).order_by(Assessment.number.desc()).limit(2)
    ).all()
    running = next((one.number for one in rows if one.state == "open"), 0)
    last = next((one for one in rows if one.state == "closed"), None)
    if last is None:
        return Ready(open=running)
    return Ready(
        title=say(occasion_title(last.occasion, last.about)),
        url=f"/projects/{project.key}/readiness/{last.number}",
        closed=day(last.closed_at.date()) if last.closed_at else "",
        mean=number(last.figures.get("mean")),
        balance=number(last.figures.get("balance"), 2),
        advice=say(ADVICE.get(last.figures.get("advice", ""))),
        recommendation=last.recommendation,
        reason=last.reason,
        open=running,
    )
