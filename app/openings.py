"""What people who sign gates have opened: noted once for each version, so that a signature can be told from a glance.

A view that shows a version says so by `note_opened`; the row is written after the answer, in a transaction of its own.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import Flask, Response, g
from sqlalchemy import bindparam, func, insert, select

from app.database import BigId, db
from app.identity import viewer
from app.rights import Right
from app.transactions import begin_write, finish


def note_opened(version_id: int | None) -> None:
    """Say that the answer at hand shows this version of a deliverable."""
    g.opened_version = version_id


def opened_before_signing(project_id: int, phase: str, person: int) -> tuple[int, int]:
    """Of the deliverables of a phase whose newest version is accepted: how many this person has opened, and how many.

    Whoever wrote or accepted a version has seen it.
    """
    from app.models import Deliverable, DeliverableVersion

    owed: Any = Deliverable.__table__
    versions: Any = DeliverableVersion.__table__
    newest = select(versions.c.id, versions.c.author_id, versions.c.decided_by_id).join_from(
        owed, versions, versions.c.deliverable_id == owed.c.id
    )
    wanted = (owed.c.project_id == project_id, owed.c.phase == phase, versions.c.number == owed.c.newest)
    rows = db.session.execute(newest.where(*wanted, versions.c.state == "accepted")).all()
    own = sum(person in (author, decided_by) for _id, author, decided_by in rows)
    others = [id for id, author, decided_by in rows if person not in (author, decided_by)]
    return own + _opened(person, others), len(rows)


def _opened(person: int, versions: Iterable[int]) -> int:
    table = _table()
    wanted = (table.c.user_id == person, table.c.version_id.in_(list(versions)))
    return db.session.scalar(select(func.count()).select_from(table).where(*wanted)) or 0


def _table() -> Any:
    """Loaded when somebody opens something: a start shall not wait for the tables of deliverables."""
    from app.models import Opening

    return Opening.__table__


@cache
def _known() -> Any:
    table = _table()
    person, version = bindparam("person", type_=BigId), bindparam("version", type_=BigId)
    return select(table.c.id).where(table.c.user_id == person, table.c.version_id == version)


def init_openings(app: Flask) -> None:
    """Write down after an answer what a signer was shown in it."""
    app.after_request(_write)


def _write(response: Response) -> Response:
    version, access, person = g.get("opened_version"), g.get("access"), viewer() if "opened_version" in g else None
    if version is None or access is None or person is None or response.status_code >= 400:
        return response
    if not access.may(Right.DECIDE_GATE):
        return response
    asked = {"person": person.id, "version": version}
    if db.session.execute(_known(), asked).first() is None:
        begin_write()
        if db.session.execute(_known(), asked).first() is None:
            db.session.execute(insert(_table()), {"user_id": person.id, "version_id": version})
        finish(success=True)
    return response
