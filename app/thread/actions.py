"""What people do with the golden thread: join two records, and part them again."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from app import audit
from app.database import db
from app.errors import Refused
from app.facts.phase_records import READ_BY, refresh
from app.models import Join, Project
from app.words import _
from phases.thread import PLACES, Bead, End


def join_records(*, project: Project, one: Bead, other: Bead, by: int | None) -> None:
    """Join two records of different stations; joining them again changes nothing."""
    if one.kind == other.kind:
        raise Refused(_("Only records of different stations are joined."))
    (from_kind, from_id), (to_kind, to_id) = _in_order(one, other)
    values = {"from_kind": from_kind, "from_id": from_id, "to_kind": to_kind, "to_id": to_id}
    known = select(Join.id).where(*(getattr(Join, name) == value for name, value in values.items()))
    if db.session.scalar(known.where(Join.project_id == project.id)) is None:
        db.session.execute(insert(Join).values(project_id=project.id, **values))
        _note("thread.joined", project, one, other, by)


def part_records(*, project: Project, one: Bead, other: Bead, by: int | None) -> None:
    """Take the join between two records away; joining them again is its undo."""
    (from_kind, from_id), (to_kind, to_id) = _in_order(one, other)
    gone = db.session.execute(
        delete(Join).where(
            Join.project_id == project.id, Join.from_kind == from_kind, Join.from_id == from_id,
            Join.to_kind == to_kind, Join.to_id == to_id,
        )
    )  # fmt: skip
    if gone.rowcount:  # type: ignore[attr-defined]
        _note("thread.parted", project, one, other, by)


def _in_order(one: Bead, other: Bead) -> tuple[End, End]:
    first, second = sorted((one, other), key=lambda bead: PLACES[bead.kind])
    return first.end, second.end


def _note(verb: str, project: Project, one: Bead, other: Bead, by: int | None) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=one.key, title=one.title, other=other.title)
    for room in {bead.kind.partition("/")[0] for bead in (one, other)} & set(READ_BY):
        refresh(project.id, room)
