"""Counts the cases of a process in a period, set by set: variants with their cases, and the times of each step.

Python meets one row a variant, never one an activity. A case that has an activity in the period is

- `before`: it began before the period, so that what it did earlier may be missing,
- `finished`: it reached the last step it owes, an agreed ending, or nothing happened in it for so many days,
- `open`: everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.analytics.engine import Engine

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BESIDE, ENDING = -1, -2
"""Codes of activities beside the process and of agreed endings; steps are 0, 1, …, unknown activities −10, −11, …"""
UNKNOWN = -10
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class CountedVariant:
    """A sequence of codes in the order of time, how many cases went that way, and the first of them by name."""

    path: tuple[int, ...]
    closed: bool
    cases: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepTimes:
    """A step's times in hours, medians over its occurrences in finished cases; None where none is known.

    `service` from start to completion (`served` have both), `waiting` from the completion of the activity before to
    the start, `cycle` from the completion before (for the first: from its own start) to its own completion, known for
    `timed`, of which `within` took no longer than the step's service level.
    """

    served: int
    service: float | None
    waiting: float | None
    timed: int
    cycle: float | None
    within: int


@dataclass(frozen=True, slots=True)
class CountedCases:
    """The cases of a period; `hours` is the median from a finished case's begin to its end, `in_time` within the aim.

    A case begins and ends with its first and last step (or agreed ending): what belongs to no step takes no time of it.

    `finished_hours` of them are known to have taken time; `as_of` is the last instant that the log can speak of.
    """

    finished: int
    open: int
    before: int
    variants: tuple[CountedVariant, ...]
    times: Mapping[int, StepTimes]
    hours: float | None
    in_time: int
    as_of: datetime | None


def count_cases(
    paths: Sequence[Path],
    codes: Mapping[str, int],
    *,
    hours: Mapping[int, float],
    last_step: int,
    start: datetime,
    end: datetime,
    idle_days: int,
    aim: float | None,
    engine: Engine | None = None,
) -> CountedCases:
    """Count the cases of `start` (included) to `end` (excluded); `codes` by the names of activities as they stand.

    `hours` are the service levels of steps, `aim` that of a whole case (hours) or None. Activities without a code
    are left out, those after `end` are not known yet.
    """
    with closing((engine or Engine()).duckdb()) as con:
        _load(con, paths, codes, end)
        con.execute(
            _CASES,
            {
                "start": start, "end": end, "idle": timedelta(days=idle_days), "last": last_step, "ending": ENDING,
                "unknown": UNKNOWN,
            },
        )  # fmt: skip
        states = dict(con.execute("SELECT state, count(*) FROM cases GROUP BY 1").fetchall())
        variants = con.execute(_VARIANTS).fetchall()
        median, in_time, as_of = con.execute(_WHOLE, {"aim": aim, "end": end}).fetchall()[0]
        return CountedCases(
            finished=states.get("finished", 0),
            open=states.get("open", 0),
            before=states.get("before", 0),
            variants=tuple(_variant(*row) for row in variants),
            times=_times(con, hours),
            hours=median,
            in_time=in_time,
            as_of=as_of,
        )


def _variant(path: Sequence[int], closed: bool, cases: int, names: Sequence[str]) -> CountedVariant:
    return CountedVariant(tuple(path), bool(closed), cases, tuple(names))


def activities_in(paths: Sequence[Path], engine: Engine | None = None) -> list[tuple[str, int]]:
    """The different activities of logs with how often they occur, most first."""
    if not paths:
        return []
    with closing((engine or Engine()).duckdb()) as con:
        found = con.execute(
            f"SELECT activity, count(*) FROM {_told(con, paths)} GROUP BY 1 ORDER BY 2 DESC, 1",  # noqa: S608
            {"paths": [str(path) for path in paths]},
        )
        return [(name, count) for name, count in found.fetchall()]


def _told(con: DuckDBPyConnection, paths: Sequence[Path]) -> str:
    """SQL: what the logs tell. Starts stand for an activity only where no other log of the process knows its ends."""
    logs = "read_parquet($paths, union_by_name = true)"
    (marked,) = con.execute(
        "SELECT bool_or(name = 'unended') FROM parquet_schema($paths)", {"paths": [str(path) for path in paths]}
    ).fetchall()[0]
    if not marked:  # read before starts could stand for an activity
        return logs
    ended = f"SELECT activity FROM {logs} WHERE unended IS NOT TRUE"  # noqa: S608
    return f"(SELECT * FROM {logs} WHERE unended IS NOT TRUE OR activity NOT IN ({ended}))"  # noqa: S608


def _load(con: DuckDBPyConnection, paths: Sequence[Path], codes: Mapping[str, int], end: datetime) -> None:
    """The activities of the logs with their codes, each once however many files repeat it."""
    con.execute(
        "CREATE TEMP TABLE codes AS SELECT unnest(CAST($names AS VARCHAR[])) AS activity, "
        "unnest(CAST($codes AS BIGINT[])) AS code",
        {"names": list(codes), "codes": list(codes.values())},
    )
    con.execute(
        f"""
        CREATE TEMP TABLE acts AS SELECT "case", code, done, min(begun) AS begun, min(row) AS row
        FROM {_told(con, paths)} JOIN codes USING (activity) WHERE code <> $beside AND done < $end
        GROUP BY "case", code, done
        """,  # noqa: S608
        {"paths": [str(path) for path in paths], "beside": BESIDE, "end": end},
    )


_CASES = """
    CREATE TEMP TABLE cases AS
    WITH whole AS (
        SELECT "case", list(code ORDER BY done, row) FILTER (code <> $ending) AS path,
            bool_or(code = $ending) AS closed, max(code) AS furthest,
            min(coalesce(begun, done)) AS first_at, max(done) AS last_at,
            min(coalesce(begun, done)) FILTER (code > $unknown) AS begun_at,
            max(done) FILTER (code > $unknown) AS done_at
        FROM acts GROUP BY "case"
    ), known AS (
        SELECT least($end, (SELECT max(done) FROM acts)) AS as_of
    )
    SELECT "case", coalesce(path, []) AS path, closed AND furthest < $last AS closed,
        coalesce(begun_at, first_at) AS begun_at, coalesce(done_at, last_at) AS done_at,
        CASE
            WHEN first_at < $start THEN 'before'
            WHEN closed OR furthest >= $last OR last_at < as_of - $idle THEN 'finished'
            ELSE 'open'
        END AS state
    FROM whole, known WHERE last_at >= $start
"""
_VARIANTS = f"""
    SELECT path, closed, count(*), min("case", {EXAMPLES}) FROM cases WHERE state = 'finished'
    GROUP BY path, closed ORDER BY 3 DESC, path, closed
"""  # noqa: S608
_WHOLE = """
    WITH finished AS (SELECT (epoch(done_at) - epoch(begun_at)) / 3600 AS hours FROM cases WHERE state = 'finished')
    SELECT quantile_cont(hours, 0.5), count(*) FILTER (hours <= $aim),
        (SELECT least($end, max(done)) FROM acts)
    FROM finished
"""
_TIMES = """
    WITH following AS (
        SELECT code, epoch(done) AS done, epoch(begun) AS begun,
            epoch(lag(done) OVER (PARTITION BY "case" ORDER BY done, row)) AS before
        FROM acts SEMI JOIN (SELECT "case" FROM cases WHERE state = 'finished') USING ("case")
    ), timed AS (
        SELECT code, (done - begun) / 3600 AS service,
            CASE WHEN begun < before THEN 0 ELSE begun - before END / 3600 AS waiting,
            (done - coalesce(before, begun)) / 3600 AS cycle
        FROM following WHERE code >= 0
    ), levels AS (
        SELECT unnest(CAST($steps AS BIGINT[])) AS code, unnest(CAST($hours AS DOUBLE[])) AS level
    )
    SELECT code, count(service), quantile_cont(service, 0.5), quantile_cont(waiting, 0.5), count(cycle),
        quantile_cont(cycle, 0.5), count(*) FILTER (cycle <= level)
    FROM timed LEFT JOIN levels USING (code) GROUP BY code
"""


def _times(con: DuckDBPyConnection, hours: Mapping[int, float]) -> dict[int, StepTimes]:
    found: list[Any] = con.execute(_TIMES, {"steps": list(hours), "hours": list(hours.values())}).fetchall()
    return {code: StepTimes(*values) for code, *values in found}
