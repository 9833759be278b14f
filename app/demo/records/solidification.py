"""How the demonstration's companies shall work: processes step by step, functions, decisions, approvals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement
from app.demo.records.entering import enter
from app.demo.records.process_words import DECISIONS, FUNCTIONS
from app.demo.records.review import problem_ids, words_in
from app.demo.records.trades import trade_of
from app.demo.records.trades.shape import Becomes
from app.facts.process_versions import versions_of
from app.models import Project, ProjectPhase, TargetProcess
from app.registers.catalogue import register_at
from app.registers.titles import titles_of
from app.solidification.actions import approve_version
from phases.model import Text

PURPOSE = Text(
    "The customer is answered in time, and everybody sees where the matter stands.",
    "及时答复客户，并让每个人都看到事情的进展。",
)
NOT_NOW = Text(
    "Left to the second year: the data it needs do not exist yet.",
    "留待第二年：所需数据要等本项目先建立起来。",
)


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Design the processes and have them approved; while the phase runs, the last one waits and hands on to nobody."""
    whole, start = share >= 1, phase.planned_start
    with at(start + timedelta(days=2), told.zone):
        functions = _functions(project, told, cast)
    with at(start + timedelta(days=6), told.zone):
        _design(project, told, cast, functions, whole)
    with at(start + timedelta(days=8), told.zone):
        _measure_and_decide(project, told, cast)
    with at(start + timedelta(days=10), told.zone, 15):
        _approve(project, cast, whole)


def _functions(project: Project, told: Engagement, cast: Cast) -> list[int]:
    said = words_in(told)
    rows = [
        {"name": said(name), "area": area, "needed": True, "fit": fit, "problems": problem_ids(project, problems)}
        for name, area, fit, problems in FUNCTIONS
    ]
    return [*enter(register_at("solidification/functions"), project, rows, cast.consultant.id).values()]


def _design(project: Project, told: Engagement, cast: Cast, functions: list[int], whole: bool) -> None:
    said, processes = words_in(told), trade_of(told.word).processes
    as_is = [*titles_of(register_at("review/processes"), project.id)]
    rows = [
        {"name": one.name, "as_is_id": id, "owner_id": cast.client_pm.id, "purpose": said(PURPOSE)}
        for one, id in zip(processes, as_is, strict=True)
    ]
    ids = [*enter(register_at("solidification/processes"), project, rows, cast.consultant.id).values()]
    departments = [*titles_of(register_at("review/departments"), project.id)]
    old = [*titles_of(register_at("review/steps"), project.id)]
    steps: list[dict[str, Any]] = []
    for one, process in zip(processes, ids, strict=True):
        mine, old = old[: len(one.was)], old[len(one.was) :]
        for place, step in enumerate(one.becomes, start=1):
            row = _step(project, step, place, functions, departments, mine)
            lost = not whole and one is processes[-1] and place == 2
            steps.append({**row, "flow_id": process, **({"hand_off_to": ""} if lost else {})})
    enter(register_at("solidification/steps"), project, steps, cast.consultant.id)


def _step(
    project: Project, step: Becomes, place: int, functions: list[int], departments: list[int], old: list[int]
) -> dict[str, Any]:
    return {
        "name": step.name, "place": place, "change": step.change, "role": step.role,
        "department_id": departments[step.department], "output": step.output, "standard": step.standard,
        "hours": None if step.hours is None else float(step.hours), "hand_off": step.receiver is not None,
        "hand_off_to": step.receiver or "", "fit": step.fit,
        "function_id": None if step.function is None else functions[step.function], "control_point": step.control,
        "control_dropped": step.reason, "replaces": tuple(sorted(old[number] for number in step.replaces)),
        "problems": problem_ids(project, step.problems),
    }  # fmt: skip


def _measure_and_decide(project: Project, told: Engagement, cast: Cast) -> None:
    said, by, trade = words_in(told), cast.consultant.id, trade_of(told.word)
    processes = [*titles_of(register_at("solidification/processes"), project.id)]
    steps = [*titles_of(register_at("solidification/steps"), project.id)]
    offer = steps[len(trade.processes[0].becomes) :]
    figures = [
        {"name": one.name, "flow_id": processes[one.process], "formula": one.formula, "unit": one.unit,
         "present": one.present, "aim": one.aim}
        for one in trade.figures
    ]  # fmt: skip
    enter(register_at("solidification/figures"), project, figures, by)
    decisions = [
        {
            "decision": said(decision), "decided_by": cast.sponsor.name,
            "steps": tuple(offer[place] for place in carried), "reason": "" if carried else said(NOT_NOW),
        }
        for decision, carried in DECISIONS
    ]  # fmt: skip
    enter(register_at("solidification/strategy"), project, decisions, by)


def _approve(project: Project, cast: Cast, whole: bool) -> None:
    mine = select(TargetProcess).where(TargetProcess.project_id == project.id).order_by(TargetProcess.number)
    found = db.session.scalars(mine).all()
    for process in found if whole else found[:-1]:
        digest = versions_of(project.id)[process.key].digest
        approve_version(
            project=project, process=process, digest=digest, role="client-pm", of_firm=False, by=cast.client_pm.id
        )
