"""Rows to the forecast of the plan, and the forecast kept beside the project so that lists can sort by it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Integer, and_, bindparam, case, cast, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.clock import today
from app.database import db, read
from app.models import ChecklistItem, Project, ProjectPhase
from phases.forecast import Course, Forecast, end_range, forecast
from phases.schedule import Window


class PlannedProject(Protocol):
    """What is asked of a project: a Project will do, or any row with these names."""

    @property
    def id(self) -> int:
        """The project's number."""

    @property
    def country(self) -> str:
        """Whose working days its plan counts."""

    @property
    def time_zone(self) -> str:
        """Where its days begin and end."""


_PHASE: Any = ProjectPhase.__table__
_ITEM: Any = ChecklistItem.__table__
_IDS: Any = bindparam("ids", expanding=True)
_OF_RUNNING = and_(
    _PHASE.c.project_id == _ITEM.c.project_id, _PHASE.c.phase == _ITEM.c.phase, _PHASE.c.state == "running"
)
_COURSES = (
    select(
        _PHASE.c.project_id,
        _PHASE.c.phase,
        _PHASE.c.planned_start,
        _PHASE.c.planned_end,
        _PHASE.c.state,
        _PHASE.c.actual_start,
        _PHASE.c.actual_end,
        func.sum(cast(case((_ITEM.c.state == "done", 1), else_=0), Integer)),
        func.sum(cast(case((_ITEM.c.state != "na", 1), else_=0), Integer)),
    )
    .outerjoin_from(_PHASE, _ITEM, _OF_RUNNING)
    .where(_PHASE.c.project_id.in_(_IDS))
    .group_by(_PHASE.c.id)
    .order_by(_PHASE.c.project_id, _PHASE.c.number)
)


def courses_of(projects: Iterable[PlannedProject]) -> dict[int, tuple[Course, ...]]:
    """What a forecast knows of each project's phases, in order, by project id; one query for any number."""
    db.session.flush()  # statements on tables do not wait for what an action has changed but not written yet
    found: dict[int, list[Course]] = defaultdict(list)
    row: Any
    for row in read(_COURSES, {"ids": [project.id for project in projects]}):
        id, phase, start, end, state, began, ended, done, applicable = row
        share = done / applicable if applicable else None
        found[id].append(Course(phase, Window(start, end), state, share, began, ended))
    return {id: tuple(courses) for id, courses in found.items()}


def forecasts_of(projects: Sequence[PlannedProject], *, as_of: date | None = None) -> dict[int, tuple[Forecast, ...]]:
    """When the phases of each project are expected to run, by project id; one query for any number."""
    courses = courses_of(projects)
    return {
        project.id: forecast(courses[project.id], as_of or today(project.time_zone), project.country)
        for project in projects
        if project.id in courses
    }


def refresh_forecast(project: Project) -> None:
    """Keep the forecast's end and slip with the project, after answers, phases or the plan have changed."""
    refresh_forecasts([project])


def refresh_forecasts(projects: Sequence[Project]) -> int:
    """The same for many projects in two statements; returns how many forecasts moved."""
    courses = courses_of(projects)
    moved: list[dict[str, object]] = []
    for project in projects:
        kept = _kept_of(courses[project.id], today(project.time_zone), project.country)
        if any(getattr(project, name) != value for name, value in kept.items()):
            moved.append({"of": project.id} | {f"new_{name}": value for name, value in kept.items()})
            # The row's version stays: a forecast is nobody's edit, and must not make one stale.
            for name, value in kept.items():
                set_committed_value(project, name, value)
    if moved:
        db.session.connection().execute(_KEEP, moved)
    return len(moved)


def _kept_of(courses: tuple[Course, ...], on: date, country: str) -> dict[str, date | int | None]:
    """The end, the slip and the days between which the project ends, by the names of the project's columns."""
    forecasts = forecast(courses, on, country)
    last, range_ = forecasts[-1], end_range(courses, forecasts, on, country)
    return {
        "forecast_end": last.window.end,
        "slip": last.slip,
        "likely_from": range_.likely.start if range_ else None,
        "likely_to": range_.likely.end if range_ else None,
        "wide_from": range_.wide.start if range_ else None,
        "wide_to": range_.wide.end if range_ else None,
    }


_TABLE: Any = Project.__table__
_NAMES = ("forecast_end", "slip", "likely_from", "likely_to", "wide_from", "wide_to")
_KEEP = update(_TABLE).where(_TABLE.c.id == bindparam("of")).values({name: bindparam(f"new_{name}") for name in _NAMES})
