"""What the checklist pages show, asked of the database in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.errors import Refused
from app.models import AuditEvent, ChecklistItem, Evidence, Project, ProjectPhase, StoredFile, User
from app.words import _

Assignee, Answerer, Adder = aliased(User), aliased(User), aliased(User)


@dataclass(frozen=True, slots=True)
class Proof:
    """How much evidence an item has, and the newest date that any of it speaks of."""

    count: int
    newest: date


ANSWERS = ("item.answered", "item.undone")
NO_PROOF = Proof(0, date.min)

_LISTED: Any = (
    select(
        ChecklistItem.id,
        ChecklistItem.item,
        ChecklistItem.own,
        ChecklistItem.question,
        ChecklistItem.why,
        ChecklistItem.owner_role,
        ChecklistItem.mandatory,
        ChecklistItem.evidence_required,
        ChecklistItem.state,
        ChecklistItem.note,
        ChecklistItem.reason,
        ChecklistItem.due,
        ChecklistItem.version,
        ChecklistItem.assignee_id,
        Assignee.name.label("assignee"),
    )
    .outerjoin(Assignee, Assignee.id == ChecklistItem.assignee_id)
    .where(ChecklistItem.project_id == bindparam("project"), ChecklistItem.phase == bindparam("phase"))
    .order_by(ChecklistItem.position, ChecklistItem.id)
)
_PROVEN: Any = (
    select(Evidence.item_id, func.count(), func.max(Evidence.speaks_of))
    .join(ChecklistItem, ChecklistItem.id == Evidence.item_id)
    .where(
        ChecklistItem.project_id == bindparam("project"),
        ChecklistItem.phase == bindparam("phase"),
        Evidence.removed_at.is_(None),
    )
    .group_by(Evidence.item_id)
)
_PROOF = select(func.count(), func.max(Evidence.speaks_of)).where(
    Evidence.item_id == bindparam("item"), Evidence.removed_at.is_(None)
)
_STATES: Any = (
    select(ChecklistItem.item, ChecklistItem.state, ChecklistItem.own)
    .where(ChecklistItem.project_id == bindparam("project"), ChecklistItem.phase == bindparam("phase"))
    .order_by(ChecklistItem.position, ChecklistItem.id)
)
_WHOLE = (
    select(ChecklistItem, Assignee.name, Assignee.key, Answerer.name)
    .outerjoin(Assignee, Assignee.id == ChecklistItem.assignee_id)
    .outerjoin(Answerer, Answerer.id == ChecklistItem.answered_by_id)
    .where(ChecklistItem.project_id == bindparam("project"), ChecklistItem.item == bindparam("item"))
)
_EVIDENCE: Any = (
    select(
        Evidence.key,
        Evidence.kind,
        Evidence.title,
        Evidence.url,
        Evidence.text,
        Evidence.file_name,
        Evidence.speaks_of,
        Evidence.created_at,
        Evidence.removed_at,
        Evidence.added_by_id,
        Adder.name.label("added_by"),
        StoredFile.size,
        StoredFile.digest,
    )
    .outerjoin(Adder, Adder.id == Evidence.added_by_id)
    .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
    .where(Evidence.item_id == bindparam("item"))
    .order_by(Evidence.speaks_of.desc(), Evidence.id.desc())
)
_EVENTS: Any = (
    select(AuditEvent.at, AuditEvent.verb, AuditEvent.data, User.name)
    .outerjoin(User, User.id == AuditEvent.by_id)
    .where(AuditEvent.project_id == bindparam("project"), AuditEvent.about == bindparam("item"))
    .order_by(AuditEvent.id.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with the names that its page shows."""

    item: ChecklistItem
    assignee: str | None
    assignee_key: str | None
    answerer: str | None


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The last answer to an item as the audit trail has it: the row version it made, and what was there before."""

    undone: bool
    by: int | None
    version: int
    before: dict[str, Any]


def items_of_phase(project_id: int, phase: str) -> Sequence[Any]:
    """All items of one phase with assignee's name, in the checklist's order."""
    return db.session.execute(_LISTED, {"project": project_id, "phase": phase}).all()


def proofs_of_phase(project_id: int, phase: str) -> dict[int, Proof]:
    """The evidence of a whole phase by item, counted in one query."""
    rows = db.session.execute(_PROVEN, {"project": project_id, "phase": phase})
    return {item_id: Proof(count, newest) for item_id, count, newest in rows}


def proof_of_item(item_id: int) -> Proof:
    """The evidence of one item."""
    count, newest = db.session.execute(_PROOF, {"item": item_id}).one()
    return Proof(count, newest) if newest else NO_PROOF


def states_of_phase(project_id: int, phase: str) -> Sequence[Any]:
    """Id, state and origin of each item: enough to count how far the groups are."""
    return db.session.execute(_STATES, {"project": project_id, "phase": phase}).all()


def the_item(project: Project, phase: str, item: str) -> Answered:
    """One item of this project and phase with its names; 404 when there is none."""
    row = db.session.execute(_WHOLE, {"project": project.id, "item": item}).first()
    if row is None or row[0].phase != phase:
        abort(404)
    return Answered(*row)


def evidence_of_item(item_id: int) -> Sequence[Any]:
    """All evidence of an item, removed pieces too, newest date first."""
    return db.session.execute(_EVIDENCE, {"item": item_id}).all()


def titles_of_evidence(project_id: int, phase: str) -> dict[int, list[str]]:
    """The titles of what supports each item of a phase, in one query."""
    rows = db.session.execute(
        select(Evidence.item_id, Evidence.title)
        .join(ChecklistItem, ChecklistItem.id == Evidence.item_id)
        .where(ChecklistItem.project_id == project_id, ChecklistItem.phase == phase, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    found: dict[int, list[str]] = {}
    for item_id, title in rows:
        found.setdefault(item_id or 0, []).append(title)
    return found


def events_of_item(project_id: int, item: str, limit: int = 50) -> Sequence[Any]:
    """What was done to an item, newest first."""
    return db.session.execute(_EVENTS, {"project": project_id, "item": item, "limit": limit}).all()


def end_of_phase(project_id: int, phase: str) -> date | None:
    """When a phase is planned to end: the due date of an item that is added to it."""
    return db.session.scalar(
        select(ProjectPhase.planned_end).where(ProjectPhase.project_id == project_id, ProjectPhase.phase == phase)
    )


def last_answer(project_id: int, item: str) -> LastAnswer | None:
    """How an item was answered last; None if it never was."""
    row = db.session.execute(
        select(AuditEvent.verb, AuditEvent.by_id, AuditEvent.data)
        .where(AuditEvent.project_id == project_id, AuditEvent.about == item, AuditEvent.verb.in_(ANSWERS))
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    return LastAnswer(row[0] == "item.undone", row[1], row[2]["version"], row[2]["from"]) if row else None


def find_items(project: Project, phase: str, versions: dict[str, int]) -> list[ChecklistItem]:
    """The chosen items of this phase; refused as a whole when one is not of it or was changed meanwhile."""
    items = db.session.scalars(
        select(ChecklistItem)
        .where(ChecklistItem.project_id == project.id, ChecklistItem.phase == phase, ChecklistItem.item.in_(versions))
        .order_by(ChecklistItem.position, ChecklistItem.id)
    ).all()
    if len(items) != len(versions):
        raise Refused(_("Some of the chosen items are not part of this checklist. Nothing was changed."))
    if any(item.version != versions[item.item] for item in items):
        raise Refused(
            _("Somebody else changed some of the chosen items. Nothing was changed; look at them and choose again.")
        )
    return list(items)
