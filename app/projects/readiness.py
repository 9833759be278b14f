"""Readiness in a few words for the project's page: the assessment that counts, the consultants' word, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from app.clock import day_in
from app.database import read
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


_ROWS: Any = Assessment.__table__.c
_NEWEST = (
    select(
        _ROWS.number, _ROWS.state, _ROWS.occasion, _ROWS.about, _ROWS.closed_at, _ROWS.figures, _ROWS.recommendation,
        _ROWS.reason,
    )
    .where(_ROWS.project_id == bindparam("project"))
    .order_by(_ROWS.number.desc())
    .limit(2)
)  # fmt: skip


def ready_of(project: Project) -> Ready:
    """The newest closed assessment and the one that is open, in one query."""
    rows = read(_NEWEST, {"project": project.id})
    running = next((one.number for one in rows if one.state == "open"), 0)
    last = next((one for one in rows if one.state == "closed"), None)
    if last is None:
        return Ready(open=running)
    return Ready(
        title=say(occasion_title(last.occasion, last.about)),
        url=f"/projects/{project.key}/readiness/{last.number}",
        closed=day(day_in(last.closed_at, project.time_zone)) if last.closed_at else "",
        mean=number(last.figures.get("mean")),
        balance=number(last.figures.get("balance"), 2),
        advice=say(ADVICE.get(last.figures.get("advice", ""))),
        recommendation=last.recommendation,
        reason=last.reason,
        open=running,
    )
