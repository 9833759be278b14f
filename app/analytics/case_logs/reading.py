"""Reads a case log into a Parquet file of activities, and lists every row that it had to refuse with the reason.

An activity is (case, activity, done, begun, who): names without surrounding space, instants in UTC; `begun` is unknown
where the log has neither a column of starts nor rows that say “start”. Starts go with completions as `lifecycle` says:
by the instance of the activity, or else first in, first out. Rows of other transitions (assign, suspend …) are no
activities and are counted apart, but where a log says of an activity nothing but that it started, its starts stand for
it (`unended`): left out, the step would look skipped in every case. So do rows with a state of the system's own (“In
Progress”, “Wait”) where a log says of an activity neither that it started nor that it was completed (`stated`). Lines
that repeat an activity of a case at the same instant are kept once.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.analytics import lifecycle
from app.analytics.case_logs.columns import FIELDS, Chosen
from app.analytics.case_logs.reasons import REASONS
from app.analytics.engine import Engine
from app.analytics.lines import load_lines, trimmed
from app.delimited import times
from app.delimited.names import BLANK
from app.delimited.reading import Rows, Table, batches, numbered
from app.delimited.unreadable import UnreadableFile

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK_ROWS = 100_000
EXAMPLES = 50
LONGEST = 300
MOST_WORDS = 12
"""Different transitions that are named with their rows."""
MOST_ACTIVITIES = 500
"""Different activities that a log may have: a log with more has the wrong column chosen."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: `rows` = `accepted` + `refused` + `passed_over` (rows of transitions that end nothing).

    `passed_over` = `by_instance` + `in_order` + `without_end` + the rows of `others`: starts that went with a
    completion by its instance or first in, first out, starts without one, other transitions as (word, rows).
    `duplicates` are accepted rows that repeat an activity; `begun` those whose start is known, `unended` those of
    activities of which the log has starts alone, `stated` those of which it has states of its own alone. Instants are
    in UTC; `activities` are names with how often they occur, most first.
    """

    rows: int
    accepted: int
    refused: int
    passed_over: int
    by_instance: int
    in_order: int
    without_end: int
    others: tuple[tuple[str, int], ...]
    duplicates: int
    begun: int
    unended: int
    stated: int
    cases: int
    people: int
    first_at: datetime | None
    last_at: datetime | None
    activities: tuple[tuple[str, int], ...]
    reasons: dict[str, int]
    examples: tuple[tuple[int, str, str], ...]

    def details(self) -> dict[str, Any]:
        """The figures that have no column of their own, as JSON values."""
        values = asdict(self)
        names = (
            "passed_over", "by_instance", "in_order", "without_end", "others", "begun", "unended", "stated", "people",
            "activities", "reasons", "examples",
        )  # fmt: skip
        return {name: values[name] for name in names}


def read_cases(
    table: Table,
    mapping: Chosen,
    *,
    time_zone: str,
    out: Path,
    refused: Path,
    secret: bytes = b"",
    progress: Callable[[float], None] | None = None,
    engine: Engine | None = None,
) -> Imported:
    """Read a table into `out` (Parquet) and its refused rows into `refused` (CSV); both appear only when all is done.

    `time_zone` is that of times without offset. `secret` makes the codes when the mapping asks for them.
    UnreadableFile when nothing can be read, a column is not there, or there are too many different activities.
    """
    ZoneInfo(time_zone)
    places = mapping.places(table)
    part = out.with_name(out.name + ".part")
    try:
        with closing((engine or Engine()).duckdb()) as con:
            refusals, rows = _load(con, table, places, progress)
            order = mapping.day_order or _day_order(con)
            con.execute(_judging(order), {"zone": time_zone})
            refusals |= dict(con.execute("SELECT row, reason FROM judged WHERE reason IS NOT NULL").fetchall())
            _settle(con, mapping, secret, part)
            found = _figures(con, rows, refusals)
        examples = _write_refused(refused, table, refusals) if refusals else ()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return Imported(**found, examples=examples)


def _load(
    con: DuckDBPyConnection, table: Table, places: Mapping[str, int], progress: Callable[[float], None] | None
) -> tuple[dict[int, str], int]:
    """The table's cells as text into `given`; rows that are too wide, and how many rows there were."""
    con.execute(
        'CREATE TEMP TABLE given (row BIGINT, "case" VARCHAR, activity VARCHAR, "time" VARCHAR, "begin" VARCHAR, '
        "resource VARCHAR, transition VARCHAR, instance VARCHAR)"
    )
    wanted = {name: trimmed(places[name]) if name in places else "''" for name in FIELDS}
    plain = load_lines(con, table, wanted, BLANK)
    if plain is not None:
        con.execute(_GIVEN.format(first=table.first_row))
        con.execute("DROP TABLE lines")
        return {}, plain
    refusals: dict[int, str] = {}
    rows = 0
    numbers: list[int] = []
    columns: list[list[str]] = [[] for _ in range(table.width)]
    for first, found in batches(table, progress):
        kept, places_of = _well_formed(found, first, table.width, refusals)
        rows += len(kept) + sum(1 for number in range(first, first + len(found)) if number in refusals)
        numbers += places_of
        for column, cells in zip(columns, zip(*kept, strict=True), strict=False):
            column += cells
        if len(numbers) >= CHUNK_ROWS:
            _insert(con, numbers, columns, places)
            numbers, columns = [], [[] for _ in range(table.width)]
    if numbers:
        _insert(con, numbers, columns, places)
    return refusals, rows


def _well_formed(rows: Rows, first: int, width: int, refusals: dict[int, str]) -> tuple[Rows, list[int]]:
    """The rows of the right width with their numbers; blank lines go, longer ones are refused, shorter ones filled."""
    if set(map(len, rows)) == {width} and [""] * width not in rows:
        return rows, list(range(first, first + len(rows)))
    kept, numbers = [], []
    for number, row in enumerate(rows, start=first):
        if not "".join(row).strip():
            continue
        if any(cell.strip() for cell in row[width:]):
            refusals[number] = "columns"
            continue
        kept.append(row[:width] + [""] * (width - len(row)))
        numbers.append(number)
    return kept, numbers


def _insert(con: DuckDBPyConnection, numbers: list[int], columns: list[list[str]], places: Mapping[str, int]) -> None:
    import numpy as np

    given = {name: np.array(columns[places[name]], dtype=object) for name in FIELDS if name in places}
    cells = ", ".join(f'trim("{name}", $space)' if name in given else "''" for name in FIELDS)
    con.register("chunk", {"row": np.array(numbers, dtype=np.int64), **given})
    con.execute(f"INSERT INTO given (row, {_quoted(FIELDS)}) SELECT row, {cells} FROM chunk", {"space": BLANK})  # noqa: S608
    con.unregister("chunk")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _day_order(con: DuckDBPyConnection) -> str | None:
    """Whether day or month comes first, by all times of the file that have slashes or dashes in that form."""
    found = con.execute(
        'SELECT DISTINCT "time" FROM given WHERE regexp_matches("time", $form) '
        'UNION SELECT DISTINCT "begin" FROM given WHERE regexp_matches("begin", $form)',
        {"form": times.EITHER_ORDER},
    ).fetchall()
    return times.day_order(text for (text,) in found)


def _judging(order: str | None) -> str:
    """SQL: every row with its instants, or the first reason to refuse it; nothing of the file is part of this text."""
    odd = " OR ".join(f"contains({name}, chr({one}))" for name in ('"case"', "activity") for one in (10, 13, 0, 0xFFFD))
    plausible = "BETWEEN TIMESTAMPTZ '1970-01-01 00:00:00+00' AND TIMESTAMPTZ '2199-12-31 00:00:00+00'"
    return f"""
        CREATE TEMP TABLE judged AS
        WITH spelt AS (
            SELECT *, {times.canonical('"time"', order)} AS spelling, {times.canonical('"begin"', order)} AS began
            FROM given
        ), timed AS (
            SELECT *, {times.instant("spelling", "$zone")} AS done, {times.instant("began", "$zone")} AS begun
            FROM spelt
        )
        SELECT row, "case", activity, done, begun, resource, instance, lower(transition) AS word,
            {lifecycle.part_sql("transition")} AS part,
            CASE
                WHEN "case" = '' THEN 'no-case'
                WHEN activity = '' THEN 'no-activity'
                WHEN {odd} THEN 'unreadable'
                WHEN length("case") > {LONGEST} OR length(activity) > {LONGEST} THEN 'too-long'
                WHEN "time" = '' THEN 'no-time'
                WHEN done IS NULL AND regexp_matches(spelling, '{times.EITHER_ORDER}') THEN 'ambiguous-day'
                WHEN done IS NULL THEN 'bad-time'
                WHEN NOT done {plausible} THEN 'far-time'
                WHEN "begin" <> '' AND begun IS NULL THEN 'bad-begin'
                WHEN begun > done THEN 'begin-after-end'
            END AS reason
        FROM timed
    """  # noqa: S608


_TAKEN = "('end', 'unended', 'stated')"
_GIVEN = "INSERT INTO given BY NAME SELECT rowid + {first} AS row, * EXCLUDE blank FROM lines WHERE NOT blank"
_STARTS_ALONE = """
    UPDATE judged SET part = 'unended' WHERE reason IS NULL AND part = 'start' AND activity NOT IN (
        SELECT activity FROM judged WHERE reason IS NULL AND part = 'end'
    )
"""
_STATES_ALONE = f"""
    UPDATE judged SET part = 'stated' WHERE reason IS NULL AND part = '{lifecycle.OWN}' AND activity NOT IN (
        SELECT activity FROM judged WHERE reason IS NULL AND part IN ('start', 'end', 'unended')
    )
"""  # noqa: S608
_STEPS = """
    CREATE TEMP TABLE steps AS
    SELECT row, "case", activity, instance, done AS "at", part FROM judged
    WHERE reason IS NULL AND part IN ('start', 'end', 'abort')
"""
_ACTIVITIES = """
    CREATE TEMP TABLE activities AS
    WITH seen AS (
        SELECT ends.row, ends."case", ends.activity, ends.done, ends.resource, ends.part,
            coalesce(ends.begun, starts.done) AS begun
        FROM judged ends LEFT JOIN pairs ON pairs.finish = ends.row LEFT JOIN judged starts ON starts.row = pairs.start
        WHERE ends.reason IS NULL AND ends.part IN ('end', 'unended', 'stated')
    )
    SELECT min(row) AS row, "case", activity, done, min(begun) AS begun, min(resource) AS who,
        bool_and(part <> 'end') AS unended, bool_and(part = 'stated') AS stated
    FROM seen GROUP BY "case", activity, done
"""


def _settle(con: DuckDBPyConnection, mapping: Chosen, secret: bytes, part: Path) -> None:
    """Write the activities; people are kept as codes always, cases when the mapping asks for it."""
    con.execute(_STARTS_ALONE)
    con.execute(_STATES_ALONE)
    con.execute(_STEPS)
    lifecycle.pair(con)
    con.execute(_ACTIVITIES)
    (kinds,) = con.execute("SELECT count(DISTINCT activity) FROM activities").fetchall()[0]
    if kinds > MOST_ACTIVITIES:
        raise UnreadableFile(
            "There are {found} different activities; at most {most} make a process. Is another column the activity?",
            "共有 {found} 种不同的活动，最多允许 {most} 种。活动是否应取自另一列？",
            found=kinds,
            most=MOST_ACTIVITIES,
        )
    _make_codes(con, "people", "who", secret, "U")
    if mapping.codes:
        _make_codes(con, "codes", '"case"', secret, "C")
    name = 'coalesce(codes.code, a."case")' if mapping.codes else 'a."case"'
    join = 'LEFT JOIN codes ON codes.name = a."case"' if mapping.codes else ""
    con.execute(
        f"COPY (SELECT a.row, {name} AS \"case\", a.activity, a.done, a.begun, coalesce(people.code, '') AS who, "  # noqa: S608
        "a.unended "
        f"FROM activities a LEFT JOIN people ON people.name = a.who {join} ORDER BY 2, a.done, a.row) "
        "TO $part (FORMAT parquet, COMPRESSION zstd)",
        {"part": str(part)},
    )


def _make_codes(con: DuckDBPyConnection, table: str, column: str, secret: bytes, letter: str) -> None:
    """A table of names and their codes: keyed, so that nobody without the installation's secret can guess them back."""
    import numpy as np

    found = con.execute(f"SELECT DISTINCT {column} FROM activities WHERE {column} <> ''").fetchall()  # noqa: S608
    names = [name for (name,) in found]
    codes = [f"{letter}-{hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:10]}" for name in names]
    con.register("named", {"name": np.array(names, dtype=object), "code": np.array(codes, dtype=object)})
    con.execute(f"CREATE TEMP TABLE {table} AS SELECT name::VARCHAR AS name, code::VARCHAR AS code FROM named")  # noqa: S608
    con.unregister("named")


def _figures(con: DuckDBPyConnection, rows: int, refusals: Mapping[int, str]) -> dict[str, Any]:
    kept, passed_over = con.execute(
        f"SELECT count(*) FILTER (part IN {_TAKEN}), count(*) FILTER (part NOT IN {_TAKEN}) "  # noqa: S608
        "FROM judged WHERE reason IS NULL"
    ).fetchall()[0]
    once, begun, unended, stated, cases, people, first, last = con.execute(
        "SELECT count(*), count(begun), count(*) FILTER (unended AND NOT stated), count(*) FILTER (stated), "
        "count(DISTINCT \"case\"), count(DISTINCT nullif(who, '')), "
        "min(done) AT TIME ZONE 'UTC', max(done) AT TIME ZONE 'UTC' FROM activities"
    ).fetchall()[0]
    names = con.execute("SELECT activity, count(*) FROM activities GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    reasons: dict[str, int] = {}
    for reason in refusals.values():
        reasons[reason] = reasons.get(reason, 0) + 1
    return {
        "rows": rows, "accepted": kept, "refused": len(refusals), "passed_over": passed_over, "duplicates": kept - once,
        **_passed_over(con), "begun": begun, "unended": unended, "stated": stated, "cases": cases, "people": people,
        "first_at": first and first.replace(tzinfo=UTC), "last_at": last and last.replace(tzinfo=UTC),
        "activities": tuple(names), "reasons": dict(sorted(reasons.items(), key=lambda one: -one[1])),
    }  # fmt: skip


def _passed_over(con: DuckDBPyConnection) -> dict[str, Any]:
    """What became of the rows that are no activities."""
    ((starts,),) = con.execute("SELECT count(*) FROM judged WHERE reason IS NULL AND part = 'start'").fetchall()
    by_instance, in_order = con.execute(
        "SELECT count(*) FILTER (named), count(*) FILTER (NOT named) FROM pairs WHERE part = 'end'"
    ).fetchall()[0]
    others = con.execute(
        "SELECT word, count(*) FROM judged WHERE reason IS NULL AND part NOT IN ('start', 'end', 'unended', 'stated') "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    rest = sum(count for _word, count in others[MOST_WORDS:])
    return {
        "by_instance": by_instance, "in_order": in_order, "without_end": starts - by_instance - in_order,
        "others": (*others[:MOST_WORDS], *([("…", rest)] if rest else [])),
    }  # fmt: skip


def _refused_rows(table: Table, refusals: Mapping[int, str]) -> Iterator[tuple[int, str, list[str]]]:
    if refusals:
        for number, row in numbered(table):
            if number in refusals:
                yield number, refusals[number], row


def _safe(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) else cell


def _write_refused(path: Path, table: Table, refusals: Mapping[int, str]) -> tuple[tuple[int, str, str], ...]:
    """All refused rows with number and reason before their own cells; the first of them are given back."""
    examples: list[tuple[int, str, str]] = []
    # With a mark, because Excel takes a CSV without one for the system's old encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "reason", "原因", *map(_safe, table.columns)])
        for number, reason, row in _refused_rows(table, refusals):
            writer.writerow([number, REASONS[reason].en, REASONS[reason].zh, *map(_safe, row)])
            if len(examples) < EXAMPLES:
                examples.append((number, reason, table.delimiter.join(row)[:500]))
    return tuple(examples)
