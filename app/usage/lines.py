"""Lets the analytics engine read a plain log, whose every line is a row, into the table that importing judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.analytics.lines import load_lines, trimmed
from app.delimited.names import SPACE, key_of
from app.delimited.reading import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STEPS, SMALLEST_STEP = 4, 2000


def load_log(
    connection: DuckDBPyConnection, table: Table, places: tuple[int, int, int], more: Mapping[str, int]
) -> int | None:
    """Read a plain log into the temporary table `lines`, user and function as keys; how many lines are not blank.

    `places` are the columns of user, function and time, `more` others by name. None as for load_lines().
    """
    user, function, time = places
    cells = {"user": f"coalesce(c{user}, '')", "function": f"coalesce(c{function}, '')", "time": trimmed(time)}
    filled = load_lines(connection, table, cells | {name: trimmed(place) for name, place in more.items()}, SPACE)
    if filled is not None:
        for column in ("user", "function"):
            _use_keys(connection, column)
    return filled


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


_NAMES = 'SELECT DISTINCT "{column}" FROM lines'
_KEYS = 'UPDATE lines SET "{column}" = changed.key FROM changed WHERE lines."{column}" = changed.name'
_SOME_LINES = """
    CREATE OR REPLACE TEMP VIEW given AS
    SELECT rowid + {first} AS row, * EXCLUDE blank FROM lines
    WHERE rowid >= {begin} AND rowid < {end} AND NOT blank
"""
