"""How far a phase is from its gate, in one number for the checklist's heading."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from app.clock import today
from app.database import db
from app.facts.gates import objections_of
from app.models import Project, ProjectPhase

_stage: Any = ProjectPhase.__table__.c
_PHASE = select(_stage.state, _stage.planned_end, _stage.actual_end).where(
    _stage.project_id == bindparam("project"), _stage.phase == bindparam("phase")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A phase's state, its dates, and how many blockers are left before its gate; `url` is the gate's page."""

    state: str
    planned_end: date | None
    ended: date | None
    blockers: int
    url: str
    late: bool


def standing(project: Project, phase: str) -> Standing:
    """Where the phase stands; a passed gate is not asked again."""
    row = db.session.execute(_PHASE, {"project": project.id, "phase": phase}).first()
    state, planned_end, ended = row if row is not None else ("ahead", None, None)
    blockers = () if state == "passed" else objections_of([project], {project.id: phase})[project.id].blockers
    late = state != "passed" and planned_end is not None and planned_end < today(project.time_zone)
    return Standing(state, planned_end, ended, len(blockers), f"/projects/{project.key}/phases/{phase}/gate", late)
