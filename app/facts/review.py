"""Rows to the facts of the phase's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.joins import joined
from app.models import AsIsProcess, AsIsStep, Department, Interview, Problem, Stakeholder
from phases.facts.review import AsIsProcessFact, DepartmentFact, ProblemFact, ReviewRecords, StakeholderFact


def gather(project_id: int) -> ReviewRecords:
    """The records of one project as they stand, in seven queries."""
    return ReviewRecords(
        processes=tuple(_processes(project_id)),
        departments=tuple(_departments(project_id)),
        problems=tuple(_problems(project_id)),
        stakeholders=tuple(_stakeholders(project_id)),
    )


def rows(model: Any, project_id: int, *columns: str) -> Sequence[Any]:
    """Some columns of a register's rows in the order of their numbers."""
    table = model.__table__
    chosen = [table.c[name] for name in columns]
    return db.session.execute(select(*chosen).where(table.c.project_id == project_id).order_by(table.c.number)).all()


def _processes(project_id: int) -> Iterator[AsIsProcessFact]:
    counts: dict[int | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for process, control, hand_off, receiver in rows(
        AsIsStep, project_id, "flow_id", "control_point", "hand_off", "hand_off_to"
    ):
        passed_on = bool(hand_off or receiver.strip())
        for place, one in enumerate((1, control, passed_on, passed_on and not receiver.strip())):
            counts[process][place] += bool(one)
    for id, key, number, name, domain, scope, complete, confirmed in rows(
        AsIsProcess, project_id, "id", "key", "number", "name", "domain", "in_scope", "complete", "confirmed_on"
    ):
        of_steps = counts[id]
        yield AsIsProcessFact(key, f"BP-{number}", name, domain, bool(scope), bool(complete), confirmed, *of_steps)


def _departments(project_id: int) -> Iterator[DepartmentFact]:
    held = dict(rows(Interview, project_id, "id", "held_on"))
    heard: dict[int, date] = {}
    for department, interview in joined(project_id, "review/departments", "review/interviews"):
        day = held.get(interview)
        if day is not None:
            heard[department] = min(day, heard.get(department, day))
    for id, key, number, name, scope in rows(Department, project_id, "id", "key", "number", "name", "in_scope"):
        yield DepartmentFact(key, f"DP-{number}", name, bool(scope), heard.get(id))


def _problems(project_id: int) -> Iterator[ProblemFact]:
    for key, number, statement, frequency, severity, cause in rows(
        Problem, project_id, "key", "number", "statement", "frequency", "severity", "root_cause"
    ):
        yield ProblemFact(key, f"P-{number}", statement, priority(frequency, severity), bool(cause.strip()))


def priority(frequency: int | None, severity: int | None) -> int | None:
    """Frequency × severity; None until both are rated."""
    return frequency * severity if frequency and severity else None


def _stakeholders(project_id: int) -> Iterator[StakeholderFact]:
    for key, number, influence, stance, plan, state in rows(
        Stakeholder, project_id, "key", "number", "influence", "stance", "plan", "state"
    ):
        yield StakeholderFact(key, f"S-{number}", influence, stance, bool(plan.strip()), state != "closed")
