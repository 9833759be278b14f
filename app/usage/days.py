"""Keeps of each log on which days who used which function, and tells the facts of training that there is something new.

A row for each function with all its users is small, however long the log is: what one person did on a hundred days is
twenty-five characters. Of a log that calls everything a function, the most used ones are kept.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, exists, insert, select

from app.analytics.engine import Engine
from app.database import db
from app.facts.phase_records import refresh
from app.models import Learner, UsageDays, UsageSource
from app.usage.storage import events_path

EPOCH = date(1970, 1, 1).toordinal()
FUNCTIONS = 500
"""Functions of a log whose days are kept, the most used first."""
Days = list[dict[str, Any]]
"""Rows of UsageDays without project and source."""
_TABLE: Any = UsageDays.__table__
# Days are counted from 1 January 1970; each text of a function and user has a 0 or 1 for each day of the log.
_USED = """
    CREATE TEMP TABLE used AS
    SELECT "function", "user", timezone($zone, "at")::DATE - DATE '1970-01-01' AS day, count(*) AS events
    FROM read_parquet($path) GROUP BY ALL
"""
_EXTENT = "SELECT min(day), max(day) FROM used"
_DAYS = """
    WITH kept AS (SELECT "function" FROM used GROUP BY "function" ORDER BY sum(events) DESC, "function" LIMIT $most)
    SELECT "function", "user", bitstring_agg(day, {first}, {last})::VARCHAR FROM used SEMI JOIN kept USING ("function")
    GROUP BY ALL ORDER BY ALL
"""


def days_of(path: Path, time_zone: str) -> Days:
    """The days of use in a file of events; they begin in this time zone (IANA name)."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with closing(Engine().duckdb()) as connection:
        connection.execute(_USED, {"path": str(path), "zone": time_zone})
        ((first, last),) = connection.execute(_EXTENT).fetchall()
        if first is None:
            return []
        days = _DAYS.format(first=first, last=last)
        for function, user, marks in connection.execute(days, {"most": FUNCTIONS}).fetchall():
            found[function][user] = int(marks[::-1], 2)
    return [_row(function, people, first) for function, people in found.items()]


def _row(function: str, people: dict[str, int], first: int) -> dict[str, Any]:
    """One function: bit n of each person's number is the day n after the first on which anybody used it."""
    unused = min((mask & -mask).bit_length() - 1 for mask in people.values())
    shown = {user: f"{mask >> unused:x}" for user, mask in people.items()}
    return {"function": function, "first_on": date.fromordinal(EPOCH + first + unused), "people": shown}


def keep_days(source: UsageSource, days: Days) -> None:
    """Put the days of a log into the database in place of what was kept of it."""
    db.session.execute(delete(_TABLE).where(_TABLE.c.source_id == source.id))
    if days:
        ids = {"project_id": source.project_id, "source_id": source.id}
        db.session.execute(insert(_TABLE), [{**ids, **one} for one in days])


def use_changed(project_id: int) -> None:
    """Say that logs or lists are others now: forget what was kept of removed logs and gather training's facts anew.

    They speak of learners; where nobody is to be trained, use tells them nothing.
    """
    db.session.flush()
    gone = select(UsageSource.id).where(UsageSource.project_id == project_id, UsageSource.removed_at.is_not(None))
    db.session.execute(delete(_TABLE).where(_TABLE.c.source_id.in_(gone)))
    if db.session.scalar(select(exists().where(Learner.project_id == project_id))):
        refresh(project_id, "training")


def keep_missing(project_id: int) -> None:
    """Keep the days of logs that came in before days were kept."""
    counted = select(_TABLE.c.source_id).where(_TABLE.c.project_id == project_id)
    wanted = select(UsageSource).where(
        UsageSource.project_id == project_id, UsageSource.kind == "events", UsageSource.state == "ready",
        UsageSource.removed_at.is_(None), UsageSource.id.not_in(counted),
    )  # fmt: skip
    for source in db.session.scalars(wanted).all():
        if (path := events_path(source.key)).exists():
            keep_days(source, days_of(path, source.time_zone))
            use_changed(project_id)
