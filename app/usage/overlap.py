"""How many events of a log other logs have too: overlapping exports are usual, and each event counts once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from app.analytics.engine import Engine

_ALSO = """
    WITH own AS (SELECT DISTINCT "user", "function", "at" FROM read_parquet($own)),
    span AS (SELECT min("at") AS first, max("at") AS last FROM own)
    SELECT count(*) FROM own SEMI JOIN (
        SELECT "user", "function", "at" FROM read_parquet($others), span WHERE "at" BETWEEN first AND last
    ) AS other USING ("user", "function", "at")
"""


def also_in(events: Path, others: Sequence[Path]) -> int:
    """The events (user, function, instant) of a file that at least one of the others has."""
    there = [str(path) for path in others if path.exists() and path != events]
    if not there:
        return 0
    with closing(Engine().duckdb()) as connection:
        ((count,),) = connection.execute(_ALSO, {"own": str(events), "others": there}).fetchall()
    return int(count)
