"""What a file holds where no rules say what is right: per column how full, how many values, what they look like."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.profiling.checks import CLOCK, DAY, empty, valid
from app.profiling.intake import Table
from app.sql import quoted
from phases.quality import FieldRule, Rules

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOOKS = ("yes-no", "date", "whole", "number", "email", "phone")
"""Types that are tried, in this order: of several that fit equally many values the first is told."""
MOST = 0.5
"""A column looks like a type when more than this share of its values does."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column: cells that are not empty, different values among them, the type that most look like and how many do."""

    name: str
    filled: int
    distinct: int
    type: str
    fitting: int


def overview_of(con: DuckDBPyConnection, table: Table, rules: Rules) -> list[dict[str, Any]]:
    """Every column of the table `records`, in its order, as plain values."""
    return [asdict(_seen(con, name, f"c{place}", rules)) for place, name in enumerate(table.columns)]


def _seen(con: DuckDBPyConnection, name: str, cell: str, rules: Rules) -> ColumnSeen:
    sums = ", ".join(f"count_if({_looks(cell, name, kind)})" for kind in LOOKS)
    (found,) = con.execute(
        f"SELECT count(*), count(DISTINCT {cell}), {sums} FROM records WHERE NOT {empty(cell, rules)}"  # noqa: S608
    ).fetchall()
    filled, distinct, *fits = found
    # More than two values cannot be yes and no, though ones and zeros may be among them.
    able = [(kind, count) for kind, count in zip(LOOKS, fits, strict=True) if kind != "yes-no" or distinct <= 2]
    kind, fitting = max(able, key=lambda one: one[1])
    if fitting <= MOST * filled:
        kind, fitting = "text", filled
    return ColumnSeen(name, filled, distinct, kind, fitting)


def _looks(cell: str, name: str, kind: str) -> str:
    """Whether a value looks like a type; dates that do not exist are made of the signs of telephone numbers."""
    fits = valid(cell, FieldRule(name, type=kind))
    return f"{fits} AND NOT regexp_full_match({cell}, {quoted(DAY + CLOCK)})" if kind == "phone" else fits
