"""Says which rows of a log are uses where start and completion of an activity are rows of their own (XES, IEEE 1849).

An instance of an activity is one use, told by its completion: who completed it, and when. Where no completion follows,
its start is the use; so it is where the completion names nobody. Other transitions of the standard (schedule, assign,
suspend …) are no uses. A row without a transition, or with one that the standard does not know, is a use by itself.

A start in one file and its completion in another are two uses: files are read one by one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.analytics.lifecycle import pair, part_of, part_sql
from app.delimited.names import key_of
from app.delimited.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = {"case": "case:concept:name", "transition": "lifecycle:transition", "instance": "concept:instance"}
"""What the standard calls the columns by which starts and completions are known."""
NUMBERED = (COLUMNS["case"], COLUMNS["instance"])
"""Those that a number is as good for as a name."""
MOST_WORDS = 12


def lifecycle_places(table: Table, taken: Collection[int]) -> dict[str, int]:
    """The positions of these columns, of those that nothing else is taken from; none without a transition."""
    keys = {key_of(name): place for place, name in enumerate(table.columns)}
    found = {field: keys[name] for field, name in COLUMNS.items() if name in keys and keys[name] not in taken}
    return found if "transition" in found else {}


def widen(connection: DuckDBPyConnection) -> None:
    """Give the table `events` the columns that rows are put together by."""
    for column in ('"case" VARCHAR', "transition VARCHAR", "instance VARCHAR", "part VARCHAR", "nobody BOOLEAN"):
        default = "FALSE" if column.endswith("BOOLEAN") else "''"
        connection.execute(f"ALTER TABLE events ADD COLUMN {column} DEFAULT {default}")


def judged_with_parts(judging: str) -> str:
    """SQL: judged rows with what their transition says. What is no use is not refused; who names nobody may have a
    completion that does, and waits (`nobody`)."""
    return f"""
        WITH told AS (SELECT *, {part_sql("transition")} AS part FROM ({judging})), known AS (
            SELECT *, coalesce(reason = 'no-user' AND "function" <> '' AND "at" IS NOT NULL, FALSE) AS nobody FROM told
        )
        SELECT * REPLACE (CASE WHEN NOT nobody AND part NOT IN ('other', 'abort') THEN reason END AS reason) FROM known
    """  # noqa: S608


def settle(connection: DuckDBPyConnection) -> tuple[list[int], dict[str, Any]]:
    """Leave in `events` what is a use; the rows to refuse because they name nobody, and what was counted or left out.

    The figures are empty for a log whose rows name no transition. `completed`, `started`, `unsaid` (no transition) and
    `own` (a transition that the standard does not know) are uses; `halves` went with another row of the same use, and
    `others` are no uses, by their word, most first.
    """
    connection.execute(_STEPS)
    pair(connection)
    connection.execute(_FATES)
    nobody = [row for (row,) in connection.execute("SELECT row FROM fates WHERE fate = 'no-user'").fetchall()]
    figures = _figures(connection)
    connection.execute("DELETE FROM events WHERE row IN (SELECT row FROM fates WHERE fate IS NOT NULL)")
    return nobody, figures


def left_out(uses: Mapping[str, Any]) -> int:
    """How many rows were neither taken nor refused."""
    return int(uses.get("halves", 0)) + sum(int(count) for _word, count in uses.get("others", ()))


def _figures(connection: DuckDBPyConnection) -> dict[str, Any]:
    ((any_word,),) = connection.execute("SELECT count(*) > 0 FROM events WHERE transition <> ''").fetchall()
    if not any_word:
        return {}
    names = ("completed", "started", "unsaid", "own", "halves")
    counts = connection.execute(_COUNTS).fetchall()[0]
    return {
        **dict(zip(names, counts, strict=True)),
        "own_words": _words(connection, "part = 'own' AND fate IS NULL"),
        "others": _words(connection, "fate = 'no-use'"),
    }


def _words(connection: DuckDBPyConnection, which: str) -> list[list[Any]]:
    """The transitions of these rows with how often they occur; those beyond the most frequent ones together."""
    found = connection.execute(
        f"SELECT lower(transition), count(*) FROM fates WHERE {which} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    ).fetchall()
    rest = sum(count for _word, count in found[MOST_WORDS:])
    return [*([word[:60], count] for word, count in found[:MOST_WORDS]), *([["…", rest]] if rest else [])]


def fates_of(rows: Sequence[tuple[str, str, str, str, str]]) -> list[str]:
    """What becomes of a few rows (case, user, function, instance, transition) in their order, as far as they tell.

    `use`, `half` (a row of a use that another row counts), `open` (a start: a completion may follow), or `no-use`.
    """
    waiting: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    fates: list[str] = []
    for place, (case, user, function, instance, word) in enumerate(rows):
        part, key = part_of(word), (case or key_of(user), key_of(function), instance)
        fates.append({"start": "open", "other": "no-use", "abort": "no-use"}.get(part, "use"))
        if part == "start":
            waiting[key].append(place)
        elif part in ("end", "abort") and waiting[key]:
            start = waiting[key].popleft()
            by_start = part == "abort" or (not user.strip() and rows[start][1].strip())
            fates[start] = "use" if by_start else "half"
            if by_start and part == "end":
                fates[place] = "half"
    return fates


# Traces without a name are not to be mixed up: there, at least, nobody completes what another one started.
_STEPS = """
    CREATE TEMP TABLE steps AS
    SELECT row, coalesce(nullif("case", ''), "user") AS "case", "function" AS activity, instance, "at", part
    FROM events WHERE part IN ('start', 'end', 'abort') AND "at" IS NOT NULL
"""
_FATES = """
    CREATE TEMP TABLE fates AS
    WITH halves AS (
        SELECT CASE WHEN finishes.nobody AND NOT starts.nobody THEN finish ELSE start END AS row
        FROM pairs JOIN events starts ON starts.row = start JOIN events finishes ON finishes.row = finish
        WHERE pairs.part = 'end'
    )
    SELECT events.row, events.part, transition, CASE
            WHEN events.part IN ('other', 'abort') THEN 'no-use'
            WHEN halves.row IS NOT NULL THEN 'half'
            WHEN nobody THEN 'no-user'
        END AS fate
    FROM events LEFT JOIN halves ON halves.row = events.row
"""
_COUNTS = """
    SELECT count(*) FILTER (fate IS NULL AND part = 'end' AND transition <> ''),
        count(*) FILTER (fate IS NULL AND part = 'start'),
        count(*) FILTER (fate IS NULL AND part = 'end' AND transition = ''),
        count(*) FILTER (fate IS NULL AND part = 'own'), count(*) FILTER (fate = 'half')
    FROM fates
"""
