"""What the checklist pages show, asked of the database in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import and_, bindparam, func, select

from app.database import db, read
from app.errors import Refused
from app.models import AuditEvent, ChecklistItem, Evidence, Project, ProjectPhase, StoredFile, User
from app.words import _

# Statements on tables, made once: models would double their time, and these pages are asked for most.
_item: Any = ChecklistItem.__table__.c
_piece: Any = Evidence.__table__.c
_event: Any = AuditEvent.__table__.c
_file: Any = StoredFile.__table__.c
_items, _pieces, _files = ChecklistItem.__table__, Evidence.__table__, StoredFile.__table__
_assignee, _answerer, _adder, _actor = (
    User.__table__.alias(name) for name in ("assignee", "answerer", "adder", "actor")
)
_OF_PHASE = and_(_item.project_id == bindparam("project"), _item.phase == bindparam("phase"))
_KEPT = _piece.removed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Proof:
    """How much evidence an item has, and the newest date that any of it speaks of."""

    count: int
    newest: date


ANSWERS = ("item.answered", "item.undone")
NO_PROOF = Proof(0, date.min)

_LISTED: Any = (
    select(
        _item.id, _item.item, _item.own, _item.question, _item.why, _item.owner_role, _item.mandatory,
        _item.evidence_required, _item.state, _item.note, _item.reason, _item.due, _item.version, _item.assignee_id,
        _assignee.c.name.label("assignee"),
    )
    .outerjoin_from(_items, _assignee, _assignee.c.id == _item.assignee_id)
    .where(_OF_PHASE)
    .order_by(_item.position, _item.id)
)  # fmt: skip
_PROVEN: Any = (
    select(_piece.item_id, func.count(), func.max(_piece.speaks_of))
    .join_from(_pieces, _items, _item.id == _piece.item_id)
    .where(_OF_PHASE, _KEPT)
    .group_by(_piece.item_id)
)
_TITLES: Any = (
    select(_piece.item_id, _piece.title)
    .join_from(_pieces, _items, _item.id == _piece.item_id)
    .where(_OF_PHASE, _KEPT)
    .order_by(_piece.id)
)
_STATES: Any = select(_item.item, _item.state).where(_OF_PHASE).order_by(_item.position, _item.id)
_OF_ITEM = and_(_piece.item_id == _item.id, _KEPT)
_WHOLE: Any = (
    select(
        ChecklistItem,
        _assignee.c.name,
        _assignee.c.key,
        _answerer.c.name,
        select(func.count()).where(_OF_ITEM).scalar_subquery(),
        select(func.max(_piece.speaks_of)).where(_OF_ITEM).scalar_subquery(),
    )
    .outerjoin(_assignee, _assignee.c.id == ChecklistItem.assignee_id)
    .outerjoin(_answerer, _answerer.c.id == ChecklistItem.answered_by_id)
    .where(ChecklistItem.project_id == bindparam("project"), ChecklistItem.item == bindparam("item"))
)
_EVIDENCE: Any = (
    select(
        _piece.key, _piece.kind, _piece.title, _piece.url, _piece.text, _piece.file_name, _piece.speaks_of,
        _piece.created_at, _piece.removed_at, _piece.added_by_id, _adder.c.name.label("added_by"), _file.size,
    )
    .outerjoin_from(_pieces, _adder, _adder.c.id == _piece.added_by_id)
    .outerjoin(_files, _file.id == _piece.file_id)
    .where(_piece.item_id == bindparam("item"))
    .order_by(_piece.speaks_of.desc(), _piece.id.desc())
)  # fmt: skip
_EVENTS: Any = (
    select(_event.at, _event.verb, _event.data, _actor.c.name)
    .outerjoin_from(AuditEvent.__table__, _actor, _actor.c.id == _event.by_id)
    .where(_event.project_id == bindparam("project"), _event.about == bindparam("item"))
    .order_by(_event.at.desc(), _event.id.desc())
    .limit(bindparam("limit"))
)
_LAST_ANSWER: Any = (
    select(_event.verb, _event.by_id, _event.data)
    .where(_event.project_id == bindparam("project"), _event.about == bindparam("item"), _event.verb.in_(ANSWERS))
    .order_by(_event.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with the names that its page shows, and how much evidence it has."""

    item: ChecklistItem
    assignee: str | None
    assignee_key: str | None
    answerer: str | None
    pieces: int
    newest: date | None

    @property
    def proof(self) -> Proof:
        """The evidence that it has."""
        return Proof(self.pieces, self.newest) if self.newest else NO_PROOF


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The last answer to an item as the audit trail has it: the row version it made, and what was there before."""

    undone: bool
    by: int | None
    version: int
    before: dict[str, Any]


def items_of_phase(project_id: int, phase: str) -> Sequence[Any]:
    """All items of one phase with assignee's name, in the checklist's order."""
    return read(_LISTED, {"project": project_id, "phase": phase})


def proofs_of_phase(project_id: int, phase: str) -> dict[int, Proof]:
    """The evidence of a whole phase by item, counted in one query."""
    rows = read(_PROVEN, {"project": project_id, "phase": phase})
    return {item_id: Proof(count, newest) for item_id, count, newest in rows}


def states_of_phase(project_id: int, phase: str) -> Sequence[Any]:
    """Id and state of each item: enough to count how far the groups are."""
    return read(_STATES, {"project": project_id, "phase": phase})


def the_item(project: Project, phase: str, item: str) -> Answered:
    """One item of this project and phase with its names; 404 when there is none."""
    if not item.isprintable():  # PostgreSQL takes no NUL, not even to find nothing
        abort(404)
    row = db.session.execute(_WHOLE, {"project": project.id, "item": item}).first()
    if row is None or row[0].phase != phase:
        abort(404)
    return Answered(*row)


def evidence_of_item(item_id: int) -> Sequence[Any]:
    """All evidence of an item, removed pieces too, newest date first."""
    return read(_EVIDENCE, {"item": item_id})


def titles_of_evidence(project_id: int, phase: str) -> dict[int, list[str]]:
    """The titles of what supports each item of a phase, in one query."""
    found: dict[int, list[str]] = {}
    for item_id, title in read(_TITLES, {"project": project_id, "phase": phase}):
        found.setdefault(item_id, []).append(title)
    return found


def events_of_item(project_id: int, item: str, limit: int = 30) -> Sequence[Any]:
    """What was done to an item, newest first."""
    return read(_EVENTS, {"project": project_id, "item": item, "limit": limit})


def end_of_phase(project_id: int, phase: str) -> date | None:
    """When a phase is planned to end: the due date of an item that is added to it."""
    return db.session.scalar(
        select(ProjectPhase.planned_end).where(ProjectPhase.project_id == project_id, ProjectPhase.phase == phase)
    )


def last_answer(project_id: int, item: str) -> LastAnswer | None:
    """How an item was answered last; None if it never was."""
    row = db.session.execute(_LAST_ANSWER, {"project": project_id, "item": item}).first()
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
