"""Finding the records of an evaluation inside their project, and what the lists show of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import select

from app.database import db
from app.models import Criterion, Evidence, Finding, Job, Project, Rectification, Round, StoredFile, User


def find_round(project: Project, number: int) -> Round:
    """The project's round with this number; 404 if there is none."""
    found = db.session.scalar(select(Round).where(Round.project_id == project.id, Round.number == number))
    if found is None:
        abort(404)
    return found


def find_finding(project: Project, key: str) -> tuple[Finding, Round]:
    """A finding of this project, with its round; 404 if there is none, or it was removed."""
    row = db.session.execute(
        select(Finding, Round)
        .join(Round, Round.id == Finding.round_id)
        .where(Round.project_id == project.id, Finding.key == key, Finding.removed_at.is_(None))
    ).first()
    if row is None:
        abort(404)
    return row[0], row[1]


def find_action(project: Project, key: str) -> tuple[Rectification, Finding, Round]:
    """A rectification action of this project with its finding and round; 404 if there is none."""
    row = db.session.execute(
        select(Rectification, Finding, Round)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(Round, Round.id == Finding.round_id)
        .where(Rectification.project_id == project.id, Rectification.key == key, Finding.removed_at.is_(None))
    ).first()
    if row is None:
        abort(404)
    return row[0], row[1], row[2]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A piece of evidence of an action, with who brought it."""

    key: str
    kind: str
    title: str
    url: str
    text: str
    speaks_of: date
    who: str


def proofs_of(action: Rectification) -> list[ProofRow]:
    """The evidence of an action in the order in which it came."""
    rows = db.session.execute(
        select(
            Evidence.key, Evidence.kind, Evidence.title, Evidence.url, Evidence.text, Evidence.speaks_of, User.name
        )
        .outerjoin(User, User.id == Evidence.added_by_id)
        .where(Evidence.action_id == action.id, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )  # fmt: skip
    return [ProofRow(*row[:-1], row[-1] or "") for row in rows]


def find_proof_file(action: Rectification, key: str) -> tuple[StoredFile, str]:
    """The file of one piece of an action's evidence and its name; 404 if there is none."""
    row = db.session.execute(
        select(StoredFile, Evidence.file_name)
        .join(Evidence, Evidence.file_id == StoredFile.id)
        .where(Evidence.action_id == action.id, Evidence.key == key, Evidence.removed_at.is_(None))
    ).first()
    if row is None:
        abort(404)
    return row[0], row[1]


@dataclass(frozen=True, slots=True)
class Computation:
    """A computation in the background: how far it is, or why it failed."""

    key: str
    state: str
    progress: float
    message: str
    by_id: int | None


def newest_computation(project_id: int, round_key: str) -> Computation | None:
    """The newest computation of this round, unless it is done; one that failed is shown until the next."""
    rows = db.session.execute(
        select(Job.payload, Job.key, Job.state, Job.progress, Job.message, Job.by_id)
        .where(Job.project_id == project_id, Job.kind == "evaluation")
        .order_by(Job.id.desc())
        .limit(20)
    )
    newest = next((row for row in rows if row.payload.get("round") == round_key), None)
    return Computation(*newest[1:]) if newest is not None and newest.state in ("waiting", "running", "failed") else None


def criterion_names(project_id: int) -> dict[str, str]:
    """The names of all criteria that the project ever had, by key."""
    rows = db.session.execute(select(Criterion.key, Criterion.name).where(Criterion.project_id == project_id))
    return {key: name for key, name in rows}  # noqa: C416 (typed)
