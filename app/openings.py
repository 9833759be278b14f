"""What people who sign gates have opened: noted once for each version, so that a signature can be told from a glance.

A view that shows a version says so by `note_opened`; the row is written after the answer, in a transaction of its own.
"""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, g
from sqlalchemy import bindparam, func, insert, select

from app.database import BigId, db
from app.identity import viewer
from app.models import Deliverable, DeliverableVersion, Opening
from app.rights import Right
from app.transactions import begin_write, finish

_OPENING: Any = Opening.__table__
_VERSION: Any = DeliverableVersion.__table__.c
_OWED: Any = Deliverable.__table__.c
_KNOWN = select(_OPENING.c.id).where(
    _OPENING.c.user_id == bindparam("person", type_=BigId), _OPENING.c.version_id == bindparam("version", type_=BigId)
)


def note_opened(version_id: int | None) -> None:
    """Say that the answer at hand shows this version of a deliverable."""
    g.opened_version = version_id


def opened_before_signing(project_id: int, phase: str, person: int) -> tuple[int, int]:
    """Of the deliverables of a phase whose newest version is accepted: how many this person has opened, and how many.

    Whoever wrote or accepted a version has seen it.
    """
    newest = select(_VERSION.id, _VERSION.author_id, _VERSION.decided_by_id).join_from(
        Deliverable.__table__, DeliverableVersion.__table__, _VERSION.deliverable_id == _OWED.id
    )
    wanted = (_OWED.project_id == project_id, _OWED.phase == phase, _VERSION.number == _OWED.newest)
    rows = db.session.execute(newest.where(*wanted, _VERSION.state == "accepted")).all()
    own = sum(person in (author, decided_by) for _id, author, decided_by in rows)
    others = [id for id, author, decided_by in rows if person not in (author, decided_by)]
    return own + _opened(person, others), len(rows)


def _opened(person: int, versions: Iterable[int]) -> int:
    wanted = (_OPENING.c.user_id == person, _OPENING.c.version_id.in_(list(versions)))
    return db.session.scalar(select(func.count()).select_from(_OPENING).where(*wanted)) or 0


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
    if db.session.execute(_KNOWN, asked).first() is None:
        begin_write()
        if db.session.execute(_KNOWN, asked).first() is None:
            db.session.execute(insert(_OPENING), {"user_id": person.id, "version_id": version})
        finish(success=True)
    return response
