"""Lets the analytics engine read a plain log, whose every line is a row, into the table that importing judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.delimited.names import SPACE, key_of
from app.delimited.plain import lines_of, reading
from app.delimited.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STEPS, SMALLEST_STEP = 4, 2000


def load_lines(
    connection: DuckDBPyConnection, table: Table, places: tuple[int, int, int], more: Mapping[str, int]
) -> int | None:
    """Read a plain file into the temporary table `lines`, user and function as keys; how many lines are not blank.

    `places` are the columns of user, function and time, `more` others by name. None, and nothing is left behind, where
    the file is not plain or the engine does not find exactly the lines that there are.
    """
    import duckdb

    found = lines_of(table)
    if found is None:
        return None
    sql, parameters = reading(table, found.end)
    columns = [f"c{place}" for place in range(table.width)]
    user, function, time = (columns[place] for place in places)
    blank = " AND ".join(f"{column} IS NULL" for column in columns)
    further = "".join(f"trim(coalesce({columns[place]}, ''), $space) AS \"{name}\", " for name, place in more.items())
    asked = _LINES.format(lines=sql, user=user, function=function, time=time, blank=blank, more=further)
    try:
        connection.execute(asked, parameters | {"space": SPACE})
    except duckdb.Error:
        return None
    count, filled = connection.execute("SELECT count(*), count(*) FILTER (NOT blank) FROM lines").fetchall()[0]
    if count != found.count:
        connection.execute("DROP TABLE lines")
        return None
    for column in ("user", "function"):
        _use_keys(connection, column)
    return int(filled)


def given_in_steps(connection: DuckDBPyConnection, first_row: int) -> Iterator[float]:
    """Show some of the lines at a time as `given`, each with its row; yields the share shown so far, to 1."""
    ((count,),) = connection.execute("SELECT count(*) FROM lines").fetchall()
    step = max(SMALLEST_STEP, count // STEPS)
    for begin in range(0, count, step):
        end = min(begin + step, count)
        connection.execute(_SOME_LINES.format(first=first_row, begin=begin, end=end))
        yield end / count


def _use_keys(connection: DuckDBPyConnection, column: str) -> None:
    """Put the keys of names in the place of the names."""
    import numpy as np

    names = [name for (name,) in connection.execute(_NAMES.format(column=column)).fetchall()]
    changed = {name: key for name in names if (key := key_of(name)) != name}
    if not changed:
        return
    texts = {"name": list(changed), "key": list(changed.values())}
    connection.register("changed", {word: np.array(found, dtype=object) for word, found in texts.items()})
    connection.execute(_KEYS.format(column=column))
    connection.unregister("changed")


# Where a cell begins and ends with a visible ASCII character there is nothing to trim, and trim() takes its time.
# The engine keeps the order of the lines, so that `rowid` counts them from 0.
_LINES = """
    CREATE TEMP TABLE lines AS
    SELECT coalesce({user}, '') AS "user", coalesce({function}, '') AS "function", CASE
            WHEN ascii({time}) BETWEEN 33 AND 126 AND ascii(right({time}, 1)) BETWEEN 33 AND 126 THEN {time}
            ELSE trim(coalesce({time}, ''), $space) END AS "time", {more}{blank} AS blank
    FROM {lines}
"""
_NAMES = 'SELECT DISTINCT "{column}" FROM lines'
_KEYS = 'UPDATE lines SET "{column}" = changed.key FROM changed WHERE lines."{column}" = changed.name'
_SOME_LINES = """
    CREATE OR REPLACE TEMP VIEW given AS
    SELECT rowid + {first} AS row, * EXCLUDE blank FROM lines
    WHERE rowid >= {begin} AND rowid < {end} AND NOT blank
"""
