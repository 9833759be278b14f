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

from sqlalchemy import delete, insert, select

from app.analytics.engine import Engine
from app.database import db
from app.facts.phase_records import refresh
from app.models import UsageDays, UsageSource
from app.usage.storage import events_path

FUNCTIONS = 500
"""Functions of a log whose days are kept, the most used first."""
Days = list[dict[str, Any]]
"""Rows of UsageDays without project and source."""
_TABLE: Any = UsageDays.__table__
_DAYS = """
    WITH used AS (
        SELECT "function", "user", timezone($zone, "at")::DATE AS day, count(*) AS events
        FROM read_parquet($path) GROUP BY ALL
    ), kept AS (
        SELECT "function" FROM used GROUP BY "function" ORDER BY sum(events) DESC, "function" LIMIT $most
    )
    SELECT "function", "user", list(day) FROM used SEMI JOIN kept USING ("function") GROUP BY ALL ORDER BY ALL
"""


def days_of(path: Path, time_zone: str) -> Days:
    """The days of use in a file of events; they begin in this time zone (IANA name)."""
    found: dict[str, dict[str, list[date]]] = defaultdict(dict)
    with closing(Engine().duckdb()) as connection:
        asked = {"path": str(path), "zone": time_zone, "most": FUNCTIONS}
        for function, user, days in connection.execute(_DAYS, asked).fetchall():
            found[function][user] = days
    return [_row(function, people) for function, people in found.items()]


def _row(function: str, people: dict[str, list[date]]) -> dict[str, Any]:
    first = min(min(days) for days in people.values())
    bits = {user: sum(1 << (day - first).days for day in days) for user, days in people.items()}
    return {"function": function, "first_on": first, "people": {user: f"{mask:x}" for user, mask in bits.items()}}


def keep_days(source: UsageSource, days: Days) -> None:
    """Put the days of a log into the database in place of what was kept of it."""
    db.session.execute(delete(_TABLE).where(_TABLE.c.source_id == source.id))
    if days:
        ids = {"project_id": source.project_id, "source_id": source.id}
        db.session.execute(insert(_TABLE), [{**ids, **one} for one in days])


def use_changed(project_id: int) -> None:
    """Say that logs or lists are others now: forget what was kept of removed logs and gather training's facts anew."""
    db.session.flush()
    gone = select(UsageSource.id).where(UsageSource.project_id == project_id, UsageSource.removed_at.is_not(None))
    db.session.execute(delete(_TABLE).where(_TABLE.c.source_id.in_(gone)))
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
