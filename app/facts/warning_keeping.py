"""Keeps what warnings rest on: an act marks its project, and a job gathers anew what is marked.

`audit.record` notes which projects an act moved, so that no action has to think of warnings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session as DatabaseSession

from app.audit import moved_projects
from app.clock import now, today
from app.database import db
from app.facts.plain import frozen
from app.facts.warning_rows import gather
from app.facts.warnings import figures_in_force, judged, last_seen
from app.models import KeptWarnings, Project, WarningSpell
from app.queue import enqueue
from phases.model import Warning

_KEPT: Any = KeptWarnings.__table__
_SPELL: Any = WarningSpell.__table__
_IDS: Any = bindparam("ids", expanding=True)
_ROWS = select(_KEPT.c.project_id, _KEPT.c.facts, _KEPT.c.standing).where(_KEPT.c.project_id.in_(_IDS))
_WRITE = (
    update(_KEPT)
    .where(_KEPT.c.project_id == bindparam("of"))
    .values(facts=bindparam("text"), standing=bindparam("keys"), gathered_at=bindparam("at"))
)
_END = (
    update(_SPELL)
    .where(_SPELL.c.project_id == bindparam("of"), _SPELL.c.warning == bindparam("key"), _SPELL.c.ended.is_(None))
    .values(ended=bindparam("on"))
)
SOON = timedelta(seconds=20)
"""How long acts are collected before their projects are looked at anew; whoever looks earlier has them gathered."""


def refresh_warnings(ids: Collection[int]) -> int:
    """Gather anew what these projects' warnings rest on, in a constant number of queries; returns how many stand."""
    db.session.flush()
    projects = db.session.scalars(select(Project).where(Project.id.in_(ids))).all() if ids else []
    if not projects:
        return 0
    db.session.execute(update(_KEPT).where(_KEPT.c.project_id.in_(ids)).values(stale=False))
    kept = {id: (text, keys) for id, text, keys in db.session.execute(_ROWS, {"ids": list(ids)})}
    found = gather([one.id for one in projects])
    seen, figures, count = last_seen([one.id for one in projects]), figures_in_force(projects), 0
    for project in projects:
        text, day = frozen(found[project.id]), today(project.time_zone)
        standing = (
            judged(project, text, seen(project), day, figures[project.id])
            if project.state in ("running", "paused")
            else ()
        )
        count += len(standing)
        _keep(project.id, kept.get(project.id), text, standing, day)
    return count


def stale_projects() -> list[int]:
    """The projects in which something happened since their facts were gathered."""
    return list(db.session.scalars(select(_KEPT.c.project_id).where(_KEPT.c.stale).order_by(_KEPT.c.project_id)))


def _keep(project: int, before: tuple[str, str] | None, text: str, standing: Sequence[Warning], day: date) -> None:
    keys = " ".join(one.key for one in standing)
    if before == (text, keys):
        return
    if before is None:
        row = {"project_id": project, "facts": text, "standing": keys, "gathered_at": now()}
        db.session.execute(insert(_KEPT), row)
    else:
        db.session.execute(_WRITE, {"of": project, "text": text, "keys": keys, "at": now()})
    _note_spells(project, set(before[1].split()) if before else set(), standing, day)


def _note_spells(project: int, stood: set[str], standing: Sequence[Warning], day: date) -> None:
    """The history: a spell begins when a warning is first seen to stand, and ends when it is first seen not to."""
    for key in stood - {one.key for one in standing}:
        db.session.execute(_END, {"of": project, "key": key, "on": day})
    begun = [
        {
            "project_id": project,
            "warning": one.key,
            "began": day,
            "sentence": {"en": one.sentence.en, "zh": one.sentence.zh},
        }
        for one in standing
        if one.key not in stood
    ]
    if begun:
        db.session.execute(insert(_SPELL), begun)


@event.listens_for(db.session, "before_commit")
def _mark_moved(session: DatabaseSession) -> None:
    moved = moved_projects(session)
    if not moved:
        return
    session.flush()
    for id in (id for id, verbs in moved.items() if "project.created" in verbs):
        session.execute(insert(_KEPT).values(project_id=id, facts="{}", standing="", gathered_at=now(), stale=True))
    fresh = (_KEPT.c.project_id.in_(list(moved)), _KEPT.c.stale.is_(False))
    if session.execute(update(_KEPT).where(*fresh).values(stale=True)).rowcount:  # type: ignore[attr-defined]
        enqueue("warnings", by=None, after=SOON)
