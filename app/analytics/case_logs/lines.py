"""Lets the engine itself read a plain case log, whose every line is a row, into the table that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.analytics.case_logs.columns import FIELDS
from app.delimited.names import BLANK
from app.delimited.plain import lines_of, reading
from app.delimited.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def load_lines(con: DuckDBPyConnection, table: Table, places: Mapping[str, int]) -> int | None:
    """Put the rows of a plain file into `given`; how many are not blank.

    None, and nothing is left behind, where the file is not plain or the engine does not find exactly the lines that
    there are.
    """
    import duckdb

    found = lines_of(table)
    if found is None:
        return None
    sql, parameters = reading(table, found.end)
    cells = (_TRIMMED.format(cell=f"c{places[name]}") if name in places else "''" for name in FIELDS)
    named = ", ".join(f'{cell} AS "{name}"' for name, cell in zip(FIELDS, cells, strict=True))
    blank = " AND ".join(f"c{place} IS NULL" for place in range(table.width))
    try:
        con.execute(_LINES.format(named=named, blank=blank, lines=sql), parameters | {"space": BLANK})
    except duckdb.Error:
        return None
    count, filled = con.execute("SELECT count(*), count(*) FILTER (NOT blank) FROM lines").fetchall()[0]
    if count == found.count:
        con.execute(_GIVEN.format(first=table.first_row))
    con.execute("DROP TABLE lines")
    return int(filled) if count == found.count else None


# Where a cell begins and ends with a visible ASCII character there is nothing to trim, and trim() takes its time.
_TRIMMED = """CASE WHEN ascii({cell}) BETWEEN 33 AND 126 AND ascii(right({cell}, 1)) BETWEEN 33 AND 126 THEN {cell}
    ELSE trim(coalesce({cell}, ''), $space) END"""
_LINES = "CREATE TEMP TABLE lines AS SELECT {named}, {blank} AS blank FROM {lines}"
# The engine keeps the order of the lines, so that `rowid` counts them from 0.
_GIVEN = "INSERT INTO given BY NAME SELECT rowid + {first} AS row, * EXCLUDE blank FROM lines WHERE NOT blank"
