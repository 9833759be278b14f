"""Changing the plan: a handful of statements, however many items and deliverables move along."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, update

from app import audit
from app.clock import now
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.forecast import refresh_forecast
from app.language import day, say
from app.models import ChecklistItem, Deliverable, Project, ProjectPhase
from app.projects.plan import PlanChange, last_move, plan_of, preview_durations, preview_move
from app.words import _
from phases.order import ORDER, TITLES
from phases.workdays import add_working_days, working_days_between


def move_phase(*, project: Project, phase: str, start: date, version: int, by: int | None) -> PlanChange:
    """Start a phase on another day: it, all later phases and everything due in them move by the same working days.

    Refused for a passed phase; Conflict when the plan has changed since it was shown (`version` is the project's).
    """
    return _move(project, phase, start, version, by, "plan.moved")


def undo_move(*, project: Project, version: int, by: int | None) -> PlanChange:
    """Move back what was moved last; refused when nothing was, or the plan has changed in another way since."""
    move = last_move(project)
    if move is None:
        raise Refused(_("There is no move to take back: the plan has changed in another way since."))
    return _move(project, move.phase, move.before, version, by, "plan.move-undone")


def _move(project: Project, phase: str, start: date, version: int, by: int | None, verb: str) -> PlanChange:
    _at_version(project, version, phase, start)
    change = preview_move(project, phase, start)
    _apply(project, change)
    before, after = change.before[phase].planned.start.isoformat(), change.after[phase].start.isoformat()
    audit.record(verb, by=by, project=project.id, about=phase, start=after, before=before)
    return change


def set_durations(*, project: Project, durations: Mapping[str, int], version: int, by: int | None) -> PlanChange:
    """Give the phases other lengths in working days; Refused and Conflict as for a move."""
    _at_version(project, version)
    change = preview_durations(project, durations)
    _apply(project, change, durations)
    audit.record(
        "plan.durations-set",
        by=by,
        project=project.id,
        durations=dict(durations),
        before={word: one.working_days for word, one in change.before.items()},
    )
    return change


def _at_version(project: Project, version: int, phase: str = ORDER[0], start: date | None = None) -> None:
    if project.state in ("closed", "cancelled"):
        raise Refused(_("The engagement is closed. Open it again before changing its plan."))
    if project.version != version:
        planned = plan_of(project)[phase].planned.start
        label = _("Start of “%(phase)s”", phase=say(TITLES[phase]))
        raise Conflict([Difference(label, day(planned), day(start or planned))], version=project.version)


def _apply(project: Project, change: PlanChange, durations: Mapping[str, int] | None = None) -> None:
    """Four updates, whatever the number of rows; then the forecast."""
    after = change.after
    values: dict[str, Any] = {
        "planned_start": _by_phase({word: after[word].start for word in change.moved}),
        "planned_end": _by_phase({word: after[word].end for word in change.moved}),
        "version": ProjectPhase.version + 1,
    }
    if durations is not None:
        values["working_days"] = _by_phase({word: durations[word] for word in change.moved})
    if change.moved:
        own = (ProjectPhase.project_id == project.id, ProjectPhase.phase.in_(change.moved))
        _update(ProjectPhase, update(ProjectPhase).where(*own).values(values))
    if change.dues:
        for table in (ChecklistItem, Deliverable):
            _move_dues(project, table, change.dues)
    _move_project(project, change)
    db.session.flush()
    refresh_forecast(project)


def _by_phase(values: Mapping[str, Any]) -> Any:
    return case(values, value=ProjectPhase.phase)


def _move_dues(project: Project, table: Any, dues: Mapping[tuple[str, date], date]) -> None:
    by_day = [(and_(table.phase == word, table.due == old), new) for (word, old), new in dues.items()]
    days = {old for _word, old in dues}
    own = (table.project_id == project.id, table.phase.in_({word for word, _old in dues}), table.due.in_(days))
    _update(table, update(table).where(*own).values(due=case(*by_day, else_=table.due), version=table.version + 1))


def _update(table: Any, statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
    for row in db.session.identity_map.values():
        if isinstance(row, table):
            db.session.expire(row)


def _move_project(project: Project, change: PlanChange) -> None:
    first, last = ORDER[0], ORDER[-1]
    before, after = change.before, change.after
    if after[first].start != before[first].planned.start:
        project.start = after[first].start
    if project.go_live is not None and after[last].end != before[last].planned.end:
        days = working_days_between(before[last].planned.end, after[last].end, project.country)
        project.go_live = add_working_days(project.go_live, days, project.country)
    project.planned_end = after[last].end
    project.changed_at = now()
