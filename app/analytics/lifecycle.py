"""Puts start and completion of an activity together where each is an event of its own, as in XES (IEEE 1849).

A start and a completion of the same activity in the same case belong together when they name the same instance of the
activity (`concept:instance`). Where rows name none, the start that came first goes with the completion that came first.
An event that breaks an activity off (`ate_abort`, `pi_abort`) takes a start as a completion does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PARTS: dict[str, tuple[str, ...]] = {
    "end": ("", "complete", "completed", "end", "完成", "结束"),
    "start": ("start", "started", "begin", "开始"),
    "abort": ("ate_abort", "pi_abort"),
    "other": ("schedule", "assign", "reassign", "suspend", "resume", "withdraw", "autoskip", "manualskip"),
}
"""What the transitions of the standard (and their usual translations) say; an event that names none is a completion."""
OWN = "own"
"""The part of a transition that the standard does not know, “unknown” among them."""


def part_of(word: str) -> str:
    """What a transition says: end, start, abort, other, or own."""
    folded = word.strip().lower()
    return next((part for part, words in PARTS.items() if folded in words), OWN)


def part_sql(column: str) -> str:
    """SQL: what the transition in a column says."""
    known = (f"WHEN {_one_of(column, words)} THEN '{part}'" for part, words in PARTS.items())
    return f"CASE {' '.join(known)} ELSE '{OWN}' END"


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"lower({column}) IN ({', '.join(repr(word) for word in words)})"


def pair(con: DuckDBPyConnection) -> None:
    """Make the table `pairs` (start, finish: rows; named: by the instance) from `steps`.

    `steps` has row, "case", activity, instance (empty where none is named), "at" and part (start, end or abort). Where
    not one instance has a start and an end, the names are those of events and not of instances: they count as none.
    """
    ((named,),) = con.execute(_NAMED).fetchall()
    con.execute(_PAIRS.format(instance="instance" if named else "''"))


_NAMED = """
    SELECT count(*) > 0 FROM (
        SELECT 1 FROM steps WHERE instance <> '' GROUP BY "case", activity, instance
        HAVING bool_or(part = 'start') AND bool_or(part <> 'start') LIMIT 1
    )
"""
# `level` rises with a start and falls with an end. An end that takes it lower than ever before has no start to go with;
# of the others the first goes with the first start, and so on. At one and the same instant starts come first.
_PAIRS = """
    CREATE TEMP TABLE pairs AS
    WITH known AS (
        SELECT row, "case", activity, {instance} AS instance, "at", part, part <> 'start' AS ends FROM steps
    ), levels AS (
        SELECT *, sum(CASE WHEN ends THEN -1 ELSE 1 END) OVER turn AS level FROM known
        WINDOW turn AS (PARTITION BY "case", activity, instance ORDER BY "at", ends, row ROWS UNBOUNDED PRECEDING)
    ), lows AS (
        SELECT *, least(0, min(level) OVER earlier) AS low FROM levels
        WINDOW earlier AS (
            PARTITION BY "case", activity, instance ORDER BY "at", ends, row
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
    ), places AS (
        SELECT *, row_number() OVER (PARTITION BY "case", activity, instance, ends ORDER BY "at", row) AS place
        FROM lows WHERE NOT ends OR level >= low
    )
    SELECT starts.row AS start, finishes.row AS finish, finishes.part AS part, instance <> '' AS named
    FROM (SELECT * FROM places WHERE NOT ends) starts JOIN (SELECT * FROM places WHERE ends) finishes
        USING ("case", activity, instance, place)
"""
