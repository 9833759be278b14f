"""The live run as its page shows it: tasks in order with state, slip and what may be done; the way back; the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.links import blocker_url
from app.golive.switch import blockers_to_start, local_now, tasks_of
from app.language import clock, day, listed, say
from app.models import GoNoGoMeeting, Project, SwitchEntry
from app.registers.golive import DECISIONS
from app.words import _
from phases.cutover import Task, crossed, is_late, next_tasks, ordered, slip, waiting_for, way_back

LOG = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A task on the page; `state` is waiting, next, running or done; `act` what its button does, empty for none."""

    key: str
    code: str
    title: str
    owner: str
    state: str
    late: bool
    planned: str
    actual: str
    slip: str
    behind: bool
    no_return: bool
    waits: str
    rollback: str
    act: str
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class Run:
    """The page: `instant` is the server's present instant for the page's clock."""

    zone: str
    now: str
    instant: str
    lines: tuple[Line, ...]
    done: int
    upcoming: tuple[Line, ...]
    late: int
    slip: str
    crossed: str
    back: tuple[Line, ...]
    log: tuple[tuple[str, str, str], ...]
    blockers: tuple[tuple[str, str], ...]
    meeting: str


def live_run(project: Project) -> Run:
    """Everything of the page, in a number of queries that does not grow with the tasks."""
    tasks, moment = tasks_of(project), local_now(project)
    upcoming = {one.key for one in next_tasks(tasks)}
    lines = {one.key: _line(one, tasks, upcoming, moment) for one in ordered(tasks)}
    delays = [found for one in tasks if (found := slip(one, moment)) is not None]
    point = crossed(tasks)
    return Run(
        zone=project.time_zone,
        now=clock(moment),
        instant=now().isoformat(),
        lines=tuple(lines.values()),
        done=sum(bool(one.finished) for one in tasks),
        upcoming=tuple(line for line in lines.values() if line.state == "next"),
        late=sum(line.late for line in lines.values()),
        slip=minutes(max(delays)) if delays else "–",
        crossed=""
        if point is None
        else _("%(who)s, %(when)s", who=f"{point.code} {point.title}", when=clock(point.started)),
        back=tuple(lines[one.key] for one in way_back(tasks)),
        log=tuple(_log(project)),
        blockers=tuple((say(one.sentence), blocker_url(project.key, one.about)) for one in blockers_to_start(project)),
        meeting=_meeting(project),
    )


def minutes(count: int) -> str:
    """A slip in words: +1:05 h late, −0:15 h early."""
    sign = "+" if count > 0 else "−" if count < 0 else "±"
    return _("%(n)s h", n=f"{sign}{abs(count) // 60}:{abs(count) % 60:02}")


def _line(task: Task, tasks: list[Task], upcoming: set[str], moment: str) -> Line:
    state = "done" if task.finished else "running" if task.started else "next" if task.key in upcoming else "waiting"
    behind = slip(task, moment)
    return Line(
        key=task.key,
        code=task.code,
        title=task.title,
        owner=task.owner,
        state=state,
        late=is_late(task, moment),
        planned=_span(task.planned_start, task.planned_end),
        actual=_span(task.started, task.finished),
        slip="" if behind is None else minutes(behind),
        behind=(behind or 0) > 0,
        no_return=task.no_return,
        waits=listed(one.code for one in waiting_for(task, tasks)),
        rollback=task.rollback,
        act={"running": "finish", "next": "start"}.get(state, ""),
        can_take_back=bool(task.started) and not any(task.key in one.depends and one.started for one in tasks),
    )


def _span(start: str, end: str) -> str:
    """From when to when; the day is said once when both lie on it."""
    if not start and not end:
        return ""
    if start and end and start[:10] == end[:10]:
        return f"{clock(start)}–{end[11:]}"
    return f"{clock(start) or '…'} – {clock(end) or '…'}"


def _log(project: Project) -> list[tuple[str, str, str]]:
    table: Any = SwitchEntry.__table__.c
    found = db.session.execute(
        select(table.at, table.entry, table.said_by)
        .where(table.project_id == project.id)
        .order_by(table.number.desc())
        .limit(LOG)
    )
    return [(clock(at), entry, who) for at, entry, who in found]


def _meeting(project: Project) -> str:
    """The newest decision of a go/no-go meeting in a line."""
    table: Any = GoNoGoMeeting.__table__.c
    found = db.session.execute(
        select(table.title, table.held_on, table.decision)
        .where(table.project_id == project.id, table.decision != "")
        .order_by(table.held_on.desc().nulls_last(), table.number.desc())
        .limit(1)
    ).first()
    if found is None:
        return ""
    decision = say(DECISIONS.get(found.decision)) or _("no decision")
    held = _("%(who)s, %(when)s", who=found.title, when=day(found.held_on)) if found.held_on else found.title
    return _("%(title)s: %(text)s", title=held, text=decision)
