"""Lets the analytics engine itself read a plain file, whose every line is a row, into a table of its session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.delimited.plain import lines_of, reading
from app.delimited.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def trimmed(place: int) -> str:
    """SQL: the cell of a column without what `$space` says is around it; nothing where it is empty.

    Where a cell begins and ends with a visible ASCII character there is nothing to trim, and trim() takes its time.
    """
    cell = f"c{place}"
    return f"""CASE WHEN ascii({cell}) BETWEEN 33 AND 126 AND ascii(right({cell}, 1)) BETWEEN 33 AND 126 THEN {cell}
        ELSE trim(coalesce({cell}, ''), $space) END"""


def load_lines(connection: DuckDBPyConnection, table: Table, cells: Mapping[str, str], space: str) -> int | None:
    """Read a plain file into the temporary table `lines`, in its order; how many of its lines are not blank.

    `cells` are the table's columns, each as SQL of the file's (c0, c1 …, NULL where empty, and `$space`); `blank` is
    one more. None, and nothing is left behind, where the file is not plain or the engine does not find exactly the
    lines that there are. The engine keeps the order of the lines, so that `rowid` counts them from 0.
    """
    import duckdb

    found = lines_of(table)
    if found is None:
        return None
    lines, parameters = reading(table, found.end)
    named = ", ".join(f'{cell} AS "{name}"' for name, cell in cells.items())
    blank = " AND ".join(f"c{place} IS NULL" for place in range(table.width))
    try:
        connection.execute(_LINES.format(named=named, blank=blank, lines=lines), parameters | {"space": space})
    except duckdb.Error:
        return None
    count, filled = connection.execute("SELECT count(*), count(*) FILTER (NOT blank) FROM lines").fetchall()[0]
    if count != found.count:
        connection.execute("DROP TABLE lines")
        return None
    return int(filled)


_LINES = "CREATE TEMP TABLE lines AS SELECT {named}, {blank} AS blank FROM {lines}"
