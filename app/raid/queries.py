"""The RAID log as pages and exports ask for it: one query function for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Project, RaidEntry, User

SEVERITY_ORDER = {"critical": 0, "high": 1, "medium": 2, "low": 3}
Owner, Raiser = aliased(User), aliased(User)
SORTS: dict[str, Any] = {
    "number": RaidEntry.number,
    "title": func.lower(RaidEntry.title),
    "kind": RaidEntry.kind,
    "severity": case(SEVERITY_ORDER, value=RaidEntry.severity),
    "owner": func.lower(Owner.name),
    "due": RaidEntry.due,
    "raised": RaidEntry.created_at,
    "closed": RaidEntry.closed_at,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: kind and severity (empty for all), state, owner's key, words; `on` is today."""

    on: date
    kind: str = ""
    state: str = "open"
    severity: str = ""
    owner: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as listed and exported."""

    key: str
    number: int
    kind: str
    severity: str
    title: str
    text: str
    response: str
    owner: str
    due: date | None
    late: bool
    phase: str
    raised_by: str
    raised_at: datetime
    closed_at: datetime | None
    closing_note: str


def log_rows(
    project: Project, wanted: Wanted, sort: str, *, descending: bool = False, limit: int | None = None, offset: int = 0
) -> list[LogRow]:
    """The entries wanted, in order; empty values come last whichever way it is sorted."""
    column = SORTS[sort]
    order = (column.is_(None), column.desc() if descending else column, RaidEntry.id.desc())
    rows = db.session.execute(
        select(RaidEntry, Owner.name, Raiser.name)
        .outerjoin(Owner, Owner.id == RaidEntry.owner_id)
        .outerjoin(Raiser, Raiser.id == RaidEntry.raised_by_id)
        .where(*_conditions(project, wanted))
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    return [_row(entry, owner, raiser, wanted.on) for entry, owner, raiser in rows]


def count_rows(project: Project, wanted: Wanted) -> int:
    """How many entries are wanted."""
    statement = select(func.count(RaidEntry.id)).outerjoin(Owner, Owner.id == RaidEntry.owner_id)
    return db.session.scalar(statement.where(*_conditions(project, wanted))) or 0


def open_counts(project: Project, on: date) -> dict[str, tuple[int, int]]:
    """Per kind: how many entries are open, and how many of these are overdue."""
    late = func.sum(cast(case((RaidEntry.due < on, 1), else_=0), Integer))
    rows = db.session.execute(
        select(RaidEntry.kind, func.count(), late)
        .where(RaidEntry.project_id == project.id, RaidEntry.closed_at.is_(None))
        .group_by(RaidEntry.kind)
    )
    return {kind: (count, overdue) for kind, count, overdue in rows}


def entry_with_names(row: RaidEntry, on: date) -> LogRow:
    """One entry with the names of its people."""
    names: Any = dict(
        db.session.execute(select(User.id, User.name).where(User.id.in_([row.owner_id, row.raised_by_id]))).all()
    )
    return _row(row, names.get(row.owner_id), names.get(row.raised_by_id), on)


def _row(entry: RaidEntry, owner: str | None, raiser: str | None, on: date) -> LogRow:
    return LogRow(
        key=entry.key,
        number=entry.number,
        kind=entry.kind,
        severity=entry.severity,
        title=entry.title,
        text=entry.text,
        response=entry.response,
        owner=owner or "",
        due=entry.due,
        late=entry.due is not None and entry.due < on and entry.closed_at is None,
        phase=entry.phase or "",
        raised_by=raiser or "",
        raised_at=entry.created_at,
        closed_at=entry.closed_at,
        closing_note=entry.closing_note,
    )


def _conditions(project: Project, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [RaidEntry.project_id == project.id, *_by_state(wanted)]
    if wanted.kind:
        found.append(RaidEntry.kind == wanted.kind)
    if wanted.severity:
        found.append(RaidEntry.severity == wanted.severity)
    if wanted.owner:
        found.append(RaidEntry.owner_id.is_(None) if wanted.owner == "none" else Owner.key == wanted.owner)
    for word in wanted.words.lower().split():
        texts = (RaidEntry.title, RaidEntry.text, RaidEntry.response, RaidEntry.closing_note, Owner.name)
        found.append(or_(*(func.lower(text).contains(word, autoescape=True) for text in texts)))
    return found


def _by_state(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    match wanted.state:
        case "open":
            return (RaidEntry.closed_at.is_(None),)
        case "overdue":
            return (and_(RaidEntry.closed_at.is_(None), RaidEntry.due < wanted.on),)
        case "closed":
            return (RaidEntry.closed_at.is_not(None),)
        case _:
            return ()
