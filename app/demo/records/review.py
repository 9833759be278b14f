"""How the demonstration's companies work: departments, processes step by step, who was heard, who resists."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.clock import today
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.demo.records.process_words import DEPARTMENTS, PEOPLE, RECOMMENDATIONS
from app.demo.records.trades import trade_of
from app.demo.records.trades.shape import Told
from app.models import Project, ProjectPhase
from app.registers.diagnosis import PROBLEMS
from app.registers.review import DEPARTMENTS as DEPARTMENT_REGISTER
from app.registers.review import INTERVIEWS, STAKEHOLDERS, STEPS
from app.registers.review import PROCESSES as PROCESS_REGISTER
from app.registers.review import RECOMMENDATIONS as ADVICE
from app.registers.titles import titles_of
from phases.model import Text

ADKAR = ("awareness", "desire", "knowledge", "ability", "reinforcement")
TALK = {
    "en": "Told the course from the last three real cases; showed lists and forms.",
    "zh": "以最近三个真实案例讲述流程，并出示所用表格和单据。",
}


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Hear the departments, enter the processes and the resistance; a phase under way has heard and told a part."""
    whole, start = share >= 1, phase.planned_start
    with at(start + timedelta(days=1), told.zone):
        departments = _departments(project, told, cast)
    with at(start + timedelta(days=3), told.zone):
        _hear(project, told, cast, departments, start, whole)
    with at(start + timedelta(days=9), told.zone):
        _processes(project, told, cast, departments, start, whole)
    with at(start + timedelta(days=11), told.zone):
        _people(project, told, cast, departments, whole)
        _advise(project, told, cast, whole)


def words_in(told: Engagement) -> Any:
    """Says a text in the language of the engagement."""

    def said(text: Text) -> str:
        return text.in_(told.language)

    return said


def problem_ids(project: Project, places: tuple[int, ...]) -> tuple[int, ...]:
    """The problems of a project by their place in its register; places that it does not have are left out."""
    known = list(titles_of(PROBLEMS, project.id))
    return tuple(sorted(known[place] for place in places if place < len(known)))


def _departments(project: Project, told: Engagement, cast: Cast) -> list[int]:
    said = words_in(told)
    rows = [{"name": said(name), "head": said(head), "in_scope": True} for name, head in DEPARTMENTS]
    return [*enter(DEPARTMENT_REGISTER, project, rows, cast.consultant.id).values()]


def _hear(project: Project, told: Engagement, cast: Cast, departments: list[int], start: date, whole: bool) -> None:
    said, rows = words_in(told), []
    for place, (id, (_name, head)) in enumerate(zip(departments, DEPARTMENTS, strict=True)):
        if whole or place < 3:
            held = min(start + timedelta(days=2 + place), today(told.zone))
            rows.append(_interview(said(head), "interview", held, (id,), TALK[told.language]))
    title = Text("Workshop: one order through the house", "研讨会：一张订单走完全程")
    rows.append(
        _interview(said(title), "workshop", min(start + timedelta(days=6), today(told.zone)), (*departments[:3],), "")
    )
    enter(INTERVIEWS, project, rows, cast.consultant.id)


def _interview(who: str, kind: str, held_on: date, departments: tuple[int, ...], notes: str) -> dict[str, Any]:
    return {"who": who, "kind": kind, "held_on": held_on, "departments": departments, "notes": notes}


def _processes(
    project: Project, told: Engagement, cast: Cast, departments: list[int], start: date, whole: bool
) -> None:
    processes, confirmed = trade_of(told.word).processes, min(start + timedelta(days=12), today(told.zone))
    rows = [
        {
            "name": one.name, "domain": one.domain, "owner": one.owner, "in_scope": True,
            "complete": whole or place < 2, "confirmed_on": confirmed if whole or place < 1 else None,
        }
        for place, one in enumerate(processes)
    ]  # fmt: skip
    ids = enter(PROCESS_REGISTER, project, rows, cast.consultant.id)
    steps: list[dict[str, Any]] = []
    for place, one in enumerate(processes):
        found = _steps(project, one, ids[one.name], departments)
        steps += found if whole or place < 2 else found[:3]
    enter(STEPS, project, steps, cast.consultant.id)


def _steps(project: Project, told: Told, process: int, departments: list[int]) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name, "flow_id": process, "place": place, "role": one.role,
            "department_id": departments[one.department], "carrier": one.carrier, "system": one.system,
            "minutes_work": float(one.work), "minutes_waiting": float(one.waiting),
            "hand_off": one.receiver is not None, "hand_off_to": one.receiver or "",
            "control_point": one.control, "problems": problem_ids(project, one.problems),
        }
        for place, one in enumerate(told.was, start=1)
    ]  # fmt: skip


def _people(project: Project, told: Engagement, cast: Cast, departments: list[int], whole: bool) -> None:
    said = words_in(told)
    rows = []
    for place, (name, position, department, influence, stance, adkar, reason, plan) in enumerate(PEOPLE):
        planned = whole or place != 1
        rows.append(
            {
                "name": said(name), "position": said(position), "department_id": departments[department],
                "influence": influence, "stance": stance, "reason": said(reason), "state": "open",
                "plan": said(plan) if planned else "", "owner_id": cast.lead.id if planned else None,
                **dict(zip(ADKAR, adkar, strict=True)),
            }
        )  # fmt: skip
    enter(STAKEHOLDERS, project, rows, cast.lead.id)


def _advise(project: Project, told: Engagement, cast: Cast, whole: bool) -> None:
    said = words_in(told)
    rows = [
        {
            "title": said(title), "weight": weight, "addressee": said(addressee), "text": said(text),
            "state": "agreed" if whole else "open", "problems": problem_ids(project, problems),
        }
        for title, weight, addressee, problems, text in RECOMMENDATIONS
    ]  # fmt: skip
    enter(ADVICE, project, rows, cast.consultant.id)
