"""The fewest rows with which no record of review and solidification keeps a gate shut; see records_world."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.phase_records import refresh
from app.facts.process_versions import versions_of
from app.models import (
    AsIsProcess,
    AsIsStep,
    Department,
    Interview,
    Join,
    Problem,
    ProcessApproval,
    Project,
    Stakeholder,
    TargetProcess,
    TargetStep,
    User,
)

LONG_AGO = date(2026, 1, 8)


def fulfil_review(project: Project) -> None:
    """One process told whole, one department heard, one problem explained, one person asked."""
    if _rows(Department, project):
        return
    in_it = {"project_id": project.id, "number": 9001}
    department = Department(**in_it, name="Sales", in_scope=True)
    process = AsIsProcess(**in_it, name="Quotes", domain="sales", in_scope=True, complete=True, confirmed_on=LONG_AGO)
    interview = Interview(**in_it, who="Head of sales", kind="interview", held_on=LONG_AGO)
    person = Stakeholder(**in_it, name="Head of sales", influence=4, stance=1, state="open")
    _add(department, process, interview, person, *([] if _rows(Problem, project) else [_problem(project)]))
    _add(
        AsIsStep(**in_it, name="Check the price", flow_id=process.id, control_point=True),
        _join(project, "review/departments", department, "review/interviews", interview),
    )
    refresh(project.id, "review")
    if _rows(TargetProcess, project):  # designed before it was told: what is told now has to be designed too
        fulfil_solidification(project)


def fulfil_solidification(project: Project) -> None:
    """A to-be process for each in scope that keeps its control points, answers every problem and is approved."""
    known = db.session.scalars(select(AsIsProcess).where(AsIsProcess.project_id == project.id)).all()
    if not _rows(Problem, project):
        _add(_problem(project))
    made = _rows(TargetProcess, project)
    problems = db.session.scalars(select(Problem).where(Problem.project_id == project.id)).all()
    based = {one.as_is_id for one in made}
    wanted = [one for one in known if one.in_scope and one.id not in based] or ([] if made else [None])
    for place, old in enumerate(wanted, start=9001 + len(made)):
        in_it = {"project_id": project.id, "number": place}
        process = TargetProcess(**in_it, name="Quotes", as_is_id=old.id if old else None)
        _add(process)
        step = TargetStep(**in_it, name="Check", flow_id=process.id, change="keep", fit="standard", control_point=True)
        _add(step)
        was = select(AsIsStep).where(AsIsStep.flow_id == process.as_is_id, AsIsStep.control_point)
        _add(*(_join(project, "review/steps", one, "solidification/steps", step) for one in db.session.scalars(was)))
        _add(*(_join(project, "diagnosis/problems", one, "solidification/steps", step) for one in problems))
    signer = db.session.scalars(select(User.id).order_by(User.id).limit(1)).one()
    for key, version in versions_of(project.id).items():
        if version.approved:
            continue
        signed = {"number": version.number, "digest": version.digest, "wording": version.wording}
        _add(ProcessApproval(project_id=project.id, process_key=key, by_id=signer, at=now(), **signed))
    refresh(project.id, "solidification")


def _rows(model: Any, project: Project) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.project_id == project.id)))


def _problem(project: Project) -> Problem:
    rated = {"frequency": 4, "severity": 4, "root_cause": "Nobody owns the offer."}
    return Problem(project_id=project.id, number=9001, statement="Offers are late", domain="sales", **rated)


def _join(project: Project, from_kind: str, start: Any, to_kind: str, end: Any) -> Join:
    return Join(project_id=project.id, from_kind=from_kind, from_id=start.id, to_kind=to_kind, to_id=end.id)


def _add(*rows: Any) -> None:
    db.session.add_all(rows)
    db.session.flush()
