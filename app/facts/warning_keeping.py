"""Keeps what warnings rest on and how many blockers stand: `app.audit` marks the projects, a job gathers them anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from app.clock import now, today
from app.database import db
from app.facts.gates import objections_of
from app.facts.plain import frozen
from app.facts.warning_rows import gather
from app.facts.warnings import figures_in_force, judged, last_seen
from app.models import KeptWarnings, Project, WarningSpell
from phases.model import Warning

_KEPT: Any = KeptWarnings.__table__
_SPELL: Any = WarningSpell.__table__
_IDS: Any = bindparam("ids", expanding=True)
_ROWS = select(
    _KEPT.c.project_id, _KEPT.c.facts, _KEPT.c.standing, _KEPT.c.gate, _KEPT.c.blockers, _KEPT.c.counted_on
).where(_KEPT.c.project_id.in_(_IDS))
_END = (
    update(_SPELL)
    .where(_SPELL.c.project_id == bindparam("of"), _SPELL.c.warning == bindparam("key"), _SPELL.c.ended.is_(None))
    .values(ended=bindparam("on"))
)


class Kept(NamedTuple):
    """A row of what is kept, without when it was gathered."""

    facts: str
    standing: str
    gate: str
    blockers: int
    counted_on: date


def refresh_warnings(ids: Collection[int]) -> int:
    """Gather anew what these projects' warnings rest on, in a constant number of queries; returns how many stand."""
    db.session.flush()
    projects = db.session.scalars(select(Project).where(Project.id.in_(ids))).all() if ids else []
    if not projects:
        return 0
    db.session.execute(update(_KEPT).where(_KEPT.c.project_id.in_(ids)).values(stale=False))
    kept = {row.project_id: Kept(*row[1:]) for row in db.session.execute(_ROWS, {"ids": list(ids)})}
    found, gates = gather([one.id for one in projects]), objections_of(projects)
    seen, figures, count = last_seen([one.id for one in projects]), figures_in_force(projects), 0
    for project in projects:
        text, day = frozen(found[project.id]), today(project.time_zone)
        standing = (
            judged(project, text, seen(project), day, figures[project.id])
            if project.state in ("running", "paused")
            else ()
        )
        count += len(standing)
        left = len(gates[project.id].blockers) if project.id in gates else 0
        keys = " ".join(one.key for one in standing)
        _keep(project.id, kept.get(project.id), Kept(text, keys, project.phase, left, day), standing)
    return count


def stale_projects() -> list[int]:
    """The projects in which something happened since their facts were gathered."""
    return list(db.session.scalars(select(_KEPT.c.project_id).where(_KEPT.c.stale).order_by(_KEPT.c.project_id)))


def doubt_all() -> None:
    """Mark everything: the rules themselves may be others than those that it was counted by."""
    db.session.execute(update(_KEPT).values(stale=True))


def _keep(project: int, before: Kept | None, after: Kept, standing: Sequence[Warning]) -> None:
    if before == after:
        return
    values = {**after._asdict(), "gathered_at": now()}
    if before is None:
        db.session.execute(insert(_KEPT), {"project_id": project, **values})
    else:
        db.session.execute(update(_KEPT).where(_KEPT.c.project_id == project).values(**values))
    _note_spells(project, set(before.standing.split()) if before else set(), standing, after.counted_on)


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
