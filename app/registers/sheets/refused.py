"""Lines of a table that could not be taken in: kept for a month for who brought them, so that nothing is typed anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import abort
from sqlalchemy import delete, select

from app.clock import day_in, now
from app.database import db
from app.language import day, say
from app.models import Project, RefusedTable
from app.queue import Work
from app.registers.sheets.spreadsheet import Cells
from phases.model import Text

KEPT = timedelta(days=30)
"""How long refused lines wait to be mended; what of them is sent again and refused again waits anew."""
REASON = Text("Why it was refused", "未导入原因")
_TABLE: Any = RefusedTable.__table__.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """A refused table that waits to be mended: how many lines, since when, and the last day it is surely there."""

    key: str
    lines: int
    since: datetime
    until: str


def with_reasons(cells: Cells, reasons: dict[int, tuple[str, ...]]) -> Cells:
    """The headings and the lines that have reasons (by line as counted in the sheet, from 2), reasons in a last column.

    A column of reasons from an earlier time gives way to the new one.
    """
    head = cells[0]
    kept = [place for place, heading in enumerate(head) if not is_reason(heading)]
    width = len(head)
    lines = []
    for number, why in sorted(reasons.items()):
        line = [*cells[number - 1], *[""] * width]
        lines.append([*(line[place] for place in kept), *cells[number - 1][width:], " ".join(why)])
    return [[*(head[place] for place in kept), say(REASON)], *lines]


def is_reason(heading: str) -> bool:
    """Whether a column tells why its lines were refused the last time."""
    return heading.strip().casefold() in (REASON.en.casefold(), REASON.zh)


def keep_refused(*, project: Project, page: str, cells: Cells, instead_of: str = "", by: int) -> RefusedTable | None:
    """Keep refused lines in place of those that were mended (`instead_of`); None when none are left."""
    mended = find_refused(project, instead_of, by)
    if mended is not None and mended.page == page:
        db.session.delete(mended)
    if len(cells) < 2:
        return None
    kept = RefusedTable(project_id=project.id, user_id=by, page=page, cells=cells)
    db.session.add(kept)
    db.session.flush()
    return kept


def throw_away(*, table: RefusedTable, by: int) -> None:
    """Forget refused lines; only who brought them may."""
    if table.user_id != by:
        abort(404)
    db.session.delete(table)


def find_refused(project: Project, key: str, user_id: int) -> RefusedTable | None:
    """The refused lines with this key, if this person brought them to this project."""
    if not key:
        return None
    mine = (_TABLE.project_id == project.id, _TABLE.user_id == user_id, _TABLE.key == key[:12])
    return db.session.scalars(select(RefusedTable).where(*mine)).first()


def waiting_at(project: Project, page: str, user_id: int) -> list[Waiting]:
    """What waits for this person at a page, the newest first."""
    mine = (_TABLE.project_id == project.id, _TABLE.user_id == user_id, _TABLE.page == page)
    found = db.session.execute(
        select(_TABLE.key, _TABLE.cells, _TABLE.created_at).where(*mine).order_by(_TABLE.id.desc())
    )
    return [
        Waiting(key, len(cells) - 1, since, day(day_in(since + KEPT, project.time_zone))) for key, cells, since in found
    ]


def forget_expired(work: Work) -> None:
    """Delete all refused lines that nobody mended within the time that they are kept."""
    with work.completion() as result:
        gone = db.session.execute(delete(RefusedTable).where(_TABLE.created_at < now() - KEPT))
        result["removed"] = gone.rowcount  # type: ignore[attr-defined]
