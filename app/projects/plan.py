"""The plan of an engagement, and what a change of it would move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select, union_all

from app.database import db
from app.errors import Refused
from app.language import say
from app.models import AuditEvent, ChecklistItem, Deliverable, Project, ProjectPhase
from app.words import _
from phases.model import Text
from phases.order import ORDER, TITLES
from phases.schedule import Window, move, shift
from phases.workdays import add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase as it stands in the plan, and how it really ran."""

    word: str
    title: Text
    number: int
    state: str
    working_days: int
    planned: Window
    actual_start: date | None
    actual_end: date | None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan before and after, with the due dates that move along: (phase, old date) to new date."""

    before: Mapping[str, PlannedPhase]
    after: Mapping[str, Window]
    dues: Mapping[tuple[str, date], date]
    items: int
    deliverables: int

    @property
    def moved(self) -> tuple[str, ...]:
        """The words of the phases whose dates change."""
        return tuple(word for word, phase in self.before.items() if phase.planned != self.after[word])

    @property
    def end(self) -> date:
        """The day on which the new plan ends."""
        return self.after[ORDER[-1]].end


def plan_of(project: Project) -> dict[str, PlannedPhase]:
    """The six phases of a project in order, by word."""
    row: Any
    rows = db.session.execute(
        select(
            ProjectPhase.phase,
            ProjectPhase.number,
            ProjectPhase.state,
            ProjectPhase.working_days,
            ProjectPhase.planned_start,
            ProjectPhase.planned_end,
            ProjectPhase.actual_start,
            ProjectPhase.actual_end,
        )
        .where(ProjectPhase.project_id == project.id)
        .order_by(ProjectPhase.number)
    )
    found = {}
    for row in rows:
        word, number, state, days, start, end, began, ended = row
        found[word] = PlannedPhase(word, TITLES[word], number, state, days, Window(start, end), began, ended)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """A phase whose start was moved, and where it stood before."""

    phase: str
    before: date
    start: date


def last_move(project: Project) -> Move | None:
    """The move that changed the plan last; None when nothing did, or something else."""
    row = db.session.execute(
        select(AuditEvent.verb, AuditEvent.about, AuditEvent.data)
        .where(AuditEvent.project_id == project.id, AuditEvent.verb.startswith("plan."))
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    if row is None or row.verb != "plan.moved":
        return None
    return Move(row.about, date.fromisoformat(row.data["before"]), date.fromisoformat(row.data["start"]))


def preview_move(project: Project, phase: str, start: date) -> PlanChange:
    """What moving the start of a phase would change: it and all later phases, and what is due in them."""
    before = plan_of(project)
    _refuse_passed(before, [phase])
    if abs((start - before[phase].planned.start).days) > 3660:
        raise Refused(_("A phase can be moved by ten years at most. Please check the date."))
    windows = {word: one.planned for word, one in before.items()}
    after = move(windows, phase, start, project.country)
    days = working_days_between(windows[phase].start, after[phase].start, project.country)
    moving = [word for word in windows if after[word] != windows[word]]
    dues, items, deliverables = _dues(project, moving)
    moved = {word: shift(dues.get(word, ()), days, project.country) for word in moving}
    return PlanChange(before, after, _flat(moved), items, deliverables)


def preview_durations(project: Project, durations: Mapping[str, int]) -> PlanChange:
    """What other lengths would change: later phases keep their distance; due dates move with their phase.

    What is due on the last day of a phase stays due on its last day; other dates move with its first.
    """
    before = plan_of(project)
    changed = [word for word, one in before.items() if durations[word] != one.working_days]
    _refuse_passed(before, changed)
    after, starts = _relaid(project.country, before, durations)
    dues, items, deliverables = _dues(project, [word for word in before if after[word] != before[word].planned])
    moved = {}
    for word, days in dues.items():
        moved[word] = shift(days, starts[word], project.country)
        moved[word][before[word].planned.end] = after[word].end
    return PlanChange(before, after, _flat(moved), items, deliverables)


def _refuse_passed(before: Mapping[str, PlannedPhase], words: Iterable[str]) -> None:
    for word in words:
        if before[word].state == "passed":
            phase = say(before[word].title)
            raise Refused(_("“%(phase)s” has passed its gate; its plan stays as it was.", phase=phase))


def _relaid(
    country: str, before: Mapping[str, PlannedPhase], durations: Mapping[str, int]
) -> tuple[dict[str, Window], dict[str, int]]:
    """The windows after a change of lengths, and by how many working days each phase starts later."""
    later, after, starts = 0, {}, {}
    for word, one in before.items():
        starts[word] = later
        start = add_working_days(one.planned.start, later, country) if later else one.planned.start
        days = durations[word]
        same = days == one.working_days and not later
        after[word] = one.planned if same else Window(start, add_working_days(start, days - 1, country))
        later += days - one.working_days
    return after, starts


def _dues(project: Project, words: Iterable[str]) -> tuple[dict[str, set[date]], int, int]:
    """The days on which something is due in these phases, and how many items and deliverables that concerns."""
    wanted = list(words)
    parts = [
        select(literal(kind).label("kind"), table.phase, table.due, func.count())
        .where(table.project_id == project.id, table.phase.in_(wanted), table.due.is_not(None))
        .group_by(table.phase, table.due)
        for kind, table in (("item", ChecklistItem), ("deliverable", Deliverable))
    ]
    days: dict[str, set[date]] = {word: set() for word in wanted}
    counts = {"item": 0, "deliverable": 0}
    row: Any
    for row in db.session.execute(union_all(*parts)):
        kind, word, due, count = row
        days[word].add(due)
        counts[kind] += count
    return days, counts["item"], counts["deliverable"]


def _flat(moved: Mapping[str, Mapping[date, date]]) -> dict[tuple[str, date], date]:
    return {(word, old): new for word, days in moved.items() for old, new in days.items() if old != new}
