"""Data that came, or went, after a round was computed for the last time and that speak of its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.clock import day_in
from app.database import db
from app.facts.evaluation import RoundFact, SourceFact, sources_used
from app.models import CaseLog, Project, RecordFile, UsageSource
from phases.evaluation.corrections import Arrival

_CAME: Any = [
    select(table.key, table.created_at).where(table.key.in_(bindparam("keys", expanding=True)))
    for table in (UsageSource, CaseLog, RecordFile)
]


def arrivals_of(
    project: Project, used: Iterable[SourceFact], now: Iterable[SourceFact], first: date, last: date
) -> Iterator[Arrival]:
    """The files that a round from `first` to `last` (both included) was not computed from, and those that are gone.

    A log without an event of these days is left out; lists and records always count. Three queries at most.
    """
    before, after = {one.key: one for one in used}, {one.key: one for one in now}
    came = [one for key, one in after.items() if key not in before and speaks_of(one, first, last, project.time_zone)]
    days = _days([one.key for one in came], project.time_zone)
    yield from (Arrival(one.kind, one.file_name, days.get(one.key, "")) for one in came)
    for key, one in before.items():
        if key not in after:
            yield Arrival(one.kind, one.file_name, "", gone=True)


def late_for(project: Project, one: RoundFact, now: Iterable[SourceFact]) -> list[Arrival]:
    """What came or went since a closed round was computed; nothing for an open one."""
    if not one.closed or one.computed_at is None:
        return []
    return list(arrivals_of(project, sources_used(one), now, one.from_date, one.to_date))


def speaks_of(one: SourceFact, first: date, last: date, zone: str) -> bool:
    """Whether a file has anything to say of these days: a list always, a log when its span meets them."""
    if one.first_at is None or one.last_at is None:
        return True
    begins, ends = (day_in(datetime.fromisoformat(text), zone) for text in (one.first_at, one.last_at))
    return begins <= last and ends >= first


def _days(keys: list[str], zone: str) -> dict[str, str]:
    """The day on which each file came."""
    if not keys:
        return {}
    rows = (row for query in _CAME for row in db.session.execute(query, {"keys": keys}))
    return {key: day_in(at, zone).isoformat() for key, at in rows}
