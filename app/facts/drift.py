"""Rows to what moved the forecast of the end within a week: the plan's course as it stood seven days ago, and today's.

The audit trail tells what the answers were; phases tell when they began and ended. Nothing is kept for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, or_, select

from app.clock import day_in
from app.database import UtcDateTime, read
from app.models import AuditEvent, ChecklistItem, Project
from phases.drift import Drift, drift
from phases.forecast import Course, Forecast, forecast

AGO = timedelta(days=7)
_EVENT: Any = AuditEvent.__table__.c
_ITEM: Any = ChecklistItem.__table__.c
_EVENTS = (
    select(_EVENT.verb, _EVENT.about, _EVENT.data)
    .where(_EVENT.project_id == bindparam("project"), _EVENT.at >= bindparam("since", type_=UtcDateTime()))
    .where(or_(_EVENT.verb.in_(("item.answered", "item.undone", "item.added")), _EVENT.verb.startswith("plan.")))
    .order_by(_EVENT.at, _EVENT.id)
)
_STATES = select(_ITEM.item, _ITEM.phase, _ITEM.state).where(_ITEM.project_id == bindparam("project"))


def drift_of(project: Project, courses: Sequence[Course], now: Sequence[Forecast], on: date) -> Drift | None:
    """What moved the forecast since seven days before the day `on`; None where it moved by a week at most.

    None as well where the project or its plan was another one then: a plan that was changed tells so itself.
    """
    day, zone = on - AGO, ZoneInfo(project.time_zone)
    running = project.state == "running" and any(course.state != "passed" for course in courses)
    if not running or day_in(project.created_at, project.time_zone) > day:
        return None
    since = datetime.combine(day + timedelta(days=1), time(), zone)
    events = read(_EVENTS, {"project": project.id, "since": since})
    if any(verb.startswith("plan.") for verb, _about, _data in events):
        return None
    shares = _shares(project, events)
    before = tuple(_as_of(course, day, shares.get(course.phase)) for course in courses)
    begun = sum(course.state != "ahead" for course in courses)
    return drift(forecast(before, day, project.country), now, project.country, begun)


def _shares(project: Project, events: Sequence[Any]) -> Mapping[str, float]:
    """By phase the share of its items that were done before these events."""
    first: dict[str, str] = {}
    for verb, about, data in events:
        first.setdefault(about, "" if verb == "item.added" else data["from"]["state"])
    found: dict[str, list[bool]] = {}
    for item, phase, state in read(_STATES, {"project": project.id}):
        was = first.get(item, state)
        if was not in ("", "na"):
            found.setdefault(phase, []).append(was == "done")
    return {phase: sum(done) / len(done) for phase, done in found.items()}


def _as_of(course: Course, day: date, share: float | None) -> Course:
    """A phase as it stood on the evening of a day."""
    if course.state == "ahead" or (course.started is not None and course.started > day):
        return replace(course, state="ahead", share_done=None, started=None, ended=None)
    if course.state == "running" or (course.ended is not None and course.ended > day):
        return replace(course, state="running", share_done=share, ended=None)
    return course
