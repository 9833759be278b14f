"""The project page's answers: where are we, what blocks us, what is next, who must act, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from app.clock import today
from app.database import read
from app.facts.drift import drift_of
from app.facts.forecast import courses_of
from app.facts.gates import deliverable_title, objections_of
from app.facts.links import blocker_url
from app.facts.people import members_of
from app.facts.warnings import limits_for, warned
from app.history import Event, events_of
from app.identity import Viewer
from app.language import day, say
from app.models import Project
from app.permissions import Access
from app.projects.range import RangeShown, drift_told, range_shown
from app.projects.readiness import Ready, ready_of
from app.projects.statements import NEXT_DELIVERABLES, NEXT_ITEMS, PROPOSED
from app.projects.timeline import draw_plan
from app.projects.waiting import Actor, actors_of
from app.roles import role_title
from app.words import _
from phases import phase as phase_called
from phases.edition import Edition
from phases.forecast import Course, end_range, forecast
from phases.warnings import kind_of
from phases.workdays import length

FEW = 6


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: an item or a deliverable, when it is due and whose it is."""

    icon: str
    kind: str
    title: str
    url: str
    due: str
    late: bool
    who: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A blocker as the page shows it."""

    sentence: str
    url: str
    waived: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An early warning as the page shows it: its kind with what that means, its sentence, and where to look."""

    key: str
    title: str
    meaning: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the project page shows beside its heading."""

    where: str
    purpose: str
    day: str
    blockers: Sequence[Hindrance]
    blockers_left: int
    waived: int
    proposed: bool
    gate_url: str
    next: Sequence[Step]
    actors: Sequence[Actor]
    changes: Sequence[Event]
    warnings: Sequence[Alert]
    plan: Markup
    late: int
    forecast_end: date | None
    range: RangeShown | None
    drift: tuple[str, ...]
    ready: Ready


def overview(access: Access, viewer: Viewer, edition: Edition) -> Overview:
    """Ask all of it in a constant number of queries."""
    project, on = access.project, today(access.project.time_zone)
    courses = courses_of([project])[project.id]
    forecasts = forecast(courses, on, project.country)
    running = [course.phase for course in courses if course.state == "running"]
    blockers, left, waived = _blockers(project)
    word = project.phase
    return Overview(
        where=_where(project),
        purpose=say(phase_called(word).purpose) if word != "evaluation" else "",
        day=_day_of(courses, word, on, project.country),
        blockers=blockers,
        blockers_left=left,
        waived=waived,
        proposed=bool(read(PROPOSED, {"project": project.id, "phase": word})),
        gate_url=f"/projects/{project.key}/phases/{word}/gate" if word != "evaluation" else "",
        next=_next(access, viewer, edition, running, on),
        actors=actors_of(project, members_of(project.id), running, edition.deadlines["review_days"]),
        changes=events_of(project.id, project.key, edition, limit=FEW),
        warnings=_warnings(project, on),
        plan=draw_plan(courses, forecasts, on),
        late=forecasts[-1].slip,
        forecast_end=forecasts[-1].window.end,
        range=range_shown(end_range(courses, forecasts, on, project.country)),
        drift=drift_told(drift_of(project, courses, forecasts, on)),
        ready=ready_of(project),
    )


def _where(project: Project) -> str:
    if project.phase == "evaluation":
        return _("All six gates have been passed: the evaluation rounds go on.")
    phase = phase_called(project.phase)
    return _("Phase %(number)s of 6: %(title)s", number=phase.number, title=say(phase.title))


def _day_of(courses: Sequence[Course], word: str, on: date, country: str) -> str:
    for course in courses:
        if course.phase == word:
            planned = course.planned.working_days(country)
            so_far = max(length(course.started or course.planned.start, on, country), 0)
            if so_far > planned:
                return _("working day %(day)s (%(planned)s planned)", day=so_far, planned=planned)
            return _("working day %(day)s of %(planned)s", day=so_far, planned=planned)
    return ""


def _blockers(project: Project) -> tuple[list[Hindrance], int, int]:
    found = objections_of([project]).get(project.id)
    if found is None:
        return [], 0, 0
    shown = [Hindrance(say(one.sentence), blocker_url(project.key, one.about)) for one in found.blockers[:FEW]]
    return shown, len(found.blockers), len(found.waived)


def _next(access: Access, viewer: Viewer, edition: Edition, running: list[str], on: date) -> list[Step]:
    """The items and deliverables of running phases that are due next, one's own first."""
    parameters = {"project": access.project.id, "running": running, "me": viewer.id, "parts": sorted(access.parts)}
    rows: list[Any] = []
    for statement in (NEXT_ITEMS, NEXT_DELIVERABLES):
        rows += read(statement, parameters)
    rows.sort(key=lambda row: (-row.mine, row.due or date.max, row.kind, row.position))
    base = f"/projects/{access.project.key}"
    return [_step(row, base, edition, on) for row in rows[:FEW]]


def _step(row: Any, base: str, edition: Edition, on: date) -> Step:
    if row.kind == "item":
        known = edition.phases[row.phase].items.get(row.id)
        title, url, icon = (
            say(known.question) if known else row.title,
            f"{base}/phases/{row.phase}/items/{row.key}",
            "open",
        )
    else:
        title, icon = say(deliverable_title(edition, row.phase, row.id, row.title)), "file"
        url = f"{base}/deliverables/{row.key}"
    who = row.who or (role_title(row.owner_role) if row.owner_role else "")
    late = row.due is not None and row.due < on
    return Step(icon, row.kind, title, url, day(row.due), late, who, bool(row.mine))


def _warnings(project: Project, on: date) -> Sequence[Alert]:
    found, limits = warned([project], as_of=on)[project.id], limits_for(project)
    return [
        Alert(
            one.key,
            say(kind_of(one.key).title),
            say(kind_of(one.key).definition(limits)),
            say(one.sentence),
            blocker_url(project.key, one.about),
        )
        for one in found.standing
    ]
