"""The facts of the phases' records: gathered anew for one project when a record changes, read for many in one query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import bindparam, select, update

from app.clock import now
from app.database import db, read
from app.facts.plain import frozen, thawed
from app.models import PhaseRecords
from phases import phase as phase_called

READ_BY: dict[str, tuple[str, ...]] = {
    "raid": (),
    "diagnosis": ("concept", "review", "solidification"),
    "concept": ("concept", "golive"),
    "review": ("review", "solidification", "deployment", "training"),
    "solidification": ("solidification", "deployment", "training"),
    "deployment": ("deployment",),
    "training": ("training",),
    "golive": ("golive",),
    "benefits": (),
}
"""Which phases' facts a room's records are part of."""

_ROWS: Any = PhaseRecords.__table__.c
_KEPT = select(_ROWS.project_id, _ROWS.phase, _ROWS.facts).where(_ROWS.project_id.in_(bindparam("ids", expanding=True)))
_OF_ONE = select(_ROWS.facts).where(_ROWS.project_id == bindparam("project"), _ROWS.phase == bindparam("phase"))


def gather(project_id: int, phase: str) -> Any:
    """The records of one phase as its rules know them: what `app.facts.<phase>.gather` finds."""
    gatherer: Callable[[int], Any] = import_module(f"app.facts.{phase}").gather
    return gatherer(project_id)


def refresh(project_id: int, room: str) -> None:
    """Gather anew what the gates know after a record of this room has changed."""
    db.session.flush()
    for phase in READ_BY[room]:
        facts = frozen(gather(project_id, phase))
        mine = (_ROWS.project_id == project_id, _ROWS.phase == phase)
        changed = db.session.execute(update(PhaseRecords).where(*mine).values(facts=facts, gathered_at=now()))
        if changed.rowcount == 0:  # type: ignore[attr-defined]
            db.session.add(PhaseRecords(project_id=project_id, phase=phase, facts=facts))
            db.session.flush()


def kept(ids: Sequence[int]) -> dict[tuple[int, str], Any]:
    """The records by project and phase as they were last gathered, in one query for any number of projects."""
    return {(id, phase): _thawed(phase, facts) for id, phase, facts in read(_KEPT, {"ids": list(ids)})}


def kept_of(project_id: int, phase: str) -> dict[tuple[int, str], Any]:
    """The same for one phase of one project."""
    found = {}
    for (facts,) in read(_OF_ONE, {"project": project_id, "phase": phase}):
        found[project_id, phase] = _thawed(phase, facts)
    return found


@lru_cache(maxsize=4096)
def _thawed(phase: str, facts: str) -> Any:
    # Kept, because a portfolio reads the same facts over and over.
    return thawed(phase_called(phase).records, facts)
