"""Keeps what warnings rest on: gathered anew with each act in a project, before its transaction is committed.

`audit.record` notes which projects an act moved, so that no action has to think of warnings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session as DatabaseSession

from app.audit import moved_projects
from app.clock import now, today
from app.database import db
from app.facts.plain import frozen, thawed
from app.facts.warning_rows import gather, gather_answering
from app.facts.warnings import figures_in_force, judged, last_seen
from app.models import KeptWarnings, Project, WarningSpell
from phases.facts.warnings import WarningRecords
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
ANSWERING = ("item.", "evidence.", "plan.", "deliverable.", "version.", "condition.", "raid.", "action.", "report.")
"""Acts that change nothing but the plan, answers, evidence and what waits."""


def refresh_warnings(ids: Collection[int]) -> int:
    """Gather anew what these projects' warnings rest on, in a constant number of queries; returns how many stand."""
    return _refresh(sorted(ids), {})


def _refresh(ids: Sequence[int], answering: Collection[int]) -> int:
    db.session.flush()
    projects = db.session.scalars(select(Project).where(Project.id.in_(ids))).all() if ids else []
    if not projects:
        return 0
    kept = {id: (text, keys) for id, text, keys in db.session.execute(_ROWS, {"ids": list(ids)})}
    found = _gathered([one.id for one in projects], answering, {id: text for id, (text, _keys) in kept.items()})
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


def _gathered(ids: Sequence[int], answering: Collection[int], texts: dict[int, str]) -> dict[int, WarningRecords]:
    """Of projects whose answers alone changed, the rest stays as it was kept."""
    partly = [id for id in ids if id in answering and id in texts]
    whole = [id for id in ids if id not in partly]
    found = gather(whole) if whole else {}
    for id, fresh in gather_answering(partly).items() if partly else ():
        found[id] = replace(
            thawed(WarningRecords, texts[id]),
            planned=fresh.planned,
            courses=fresh.courses,
            answers=fresh.answers,
            evidence=fresh.evidence,
            waiting=fresh.waiting,
        )
    return found


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
def _refresh_moved(session: DatabaseSession) -> None:
    moved = moved_projects(session)
    if moved:
        answering = {id for id, verbs in moved.items() if all(verb.startswith(ANSWERING) for verb in verbs)}
        _refresh(sorted(moved), answering)
