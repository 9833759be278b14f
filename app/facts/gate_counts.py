"""How many blockers stand at the gates of many projects: read from what is kept, counted where that is not fresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from app.clock import today
from app.database import read
from app.facts.gates import GateProject, objections_of
from app.models import PHASE_WORDS, KeptWarnings

_KEPT: Any = KeptWarnings.__table__.c
_COUNTS = select(_KEPT.project_id, _KEPT.gate, _KEPT.counted_on, _KEPT.blockers).where(
    _KEPT.project_id.in_(bindparam("ids", expanding=True)), _KEPT.stale.is_(False)
)


def blockers_left(projects: Sequence[GateProject]) -> dict[int, int]:
    """Per project id how many blockers stand today at the gate of its phase; none for a project past all gates.

    One query while what is kept is of today and nothing has happened since; else as many as objections_of() takes,
    for the projects in which something has.
    """
    ahead = [one for one in projects if one.phase in PHASE_WORDS]
    if not ahead:
        return {}
    rows = read(_COUNTS, {"ids": [one.id for one in ahead]})
    kept = {id: (gate, day, count) for id, gate, day, count in rows}
    days = {one.time_zone: today(one.time_zone) for one in ahead}
    found: dict[int, int] = {}
    for one in ahead:
        gate, day, count = kept.get(one.id, ("", None, 0))
        if (gate, day) == (one.phase, days[one.time_zone]):
            found[one.id] = count
    late = [one for one in ahead if one.id not in found]
    return found | {id: len(one.blockers) for id, one in objections_of(late).items()} if late else found
