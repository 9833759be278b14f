"""Puts rows into whichever engine is open, as temporary tables of its session that vanish with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.sql import quoted

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend
    from ibis.expr.types import Table as Expression

Row = tuple[Any, ...]
TYPES = {"int": "int64", "text": "string", "bool": "boolean"}
KINDS = {"int": "BIGINT", "text": "VARCHAR", "bool": "BOOLEAN"}
# Names are sorted by their characters everywhere, not by the language that a server happens to speak.
KINDS_OF_POSTGRESQL = KINDS | {"text": 'TEXT COLLATE "C"'}
BATCH = 50_000


def table(backend: SQLBackend, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> Expression:
    """A table of the session from plain values, also when there are none; `columns` are int, text or bool."""
    LOADERS[backend.name](backend, name, columns, rows)
    return known(name, columns)


def known(name: str, columns: Mapping[str, str]) -> Expression:
    """A table of the session whose columns we know: to ask the engine for them would load Arrow, which takes longer."""
    import ibis

    return ibis.table({column: TYPES[kind] for column, kind in columns.items()}, name=name)


def kept(backend: SQLBackend, name: str, expression: Expression) -> Expression:
    """The rows of an expression as a table of the session, so that what follows need not find them again."""
    import ibis

    backend.raw_sql(f'CREATE TEMP TABLE "{name}" AS {backend.compile(expression)}')
    return ibis.table(expression.schema(), name=name)


def events(
    backend: SQLBackend, paths: Sequence[Path], columns: Mapping[str, str], instants: Sequence[str]
) -> Expression:
    """The rows of Parquet files; `instants` are columns of time, given as microseconds since 1970 (UTC)."""
    if backend.name == "duckdb":
        return _parquet_in_place(backend, paths, columns, instants)
    return table(backend, "events", columns, chain.from_iterable(_batches(paths, list(columns), instants)))


def _parquet_in_place(
    backend: Any, paths: Sequence[Path], columns: Mapping[str, str], instants: Sequence[str]
) -> Expression:
    cells = ", ".join(f'epoch_us("{name}") AS "{name}"' if name in instants else f'"{name}"' for name in columns)
    files = ", ".join(quoted(str(path)) for path in paths)
    backend.con.execute(f"CREATE TEMP VIEW events AS SELECT {cells} FROM read_parquet([{files}])")  # noqa: S608
    return known("events", columns)


def _batches(paths: Sequence[Path], columns: list[str], instants: Sequence[str]) -> Iterator[Iterator[Row]]:
    from pyarrow import int64
    from pyarrow.parquet import ParquetFile

    for path in paths:
        with ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=BATCH, columns=columns):
                found = [batch.column(name) for name in columns]
                plain = [
                    one.cast(int64()) if name in instants else one for name, one in zip(columns, found, strict=True)
                ]
                yield zip(*(one.to_pylist() for one in plain), strict=True)


def _into_duckdb(backend: Any, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    # Lists as parameters need neither Arrow nor pandas, whose loading costs more than a few rows do.
    found = list(rows)
    lists = {column: [row[place] for row in found] for place, column in enumerate(columns)}
    cells = ", ".join(f'unnest(CAST(${column} AS {KINDS[kind]}[])) AS "{column}"' for column, kind in columns.items())
    backend.con.execute(f'CREATE TEMP TABLE "{name}" AS SELECT {cells}', lists)


def _into_postgresql(backend: Any, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    with backend.con.cursor() as cursor:
        cursor.execute(_created(name, columns, KINDS_OF_POSTGRESQL))
        with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f'ANALYZE "{name}"')


def _into_sqlite(backend: Any, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    backend.con.execute(_created(name, columns, KINDS))
    backend.con.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', rows)  # noqa: S608


def _created(name: str, columns: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """Names of tables and columns are the code's own, never those of a file."""
    cells = ", ".join(f'"{column}" {kinds[kind]}' for column, kind in columns.items())
    return f'CREATE TEMP TABLE "{name}" ({cells})'


LOADERS = {"duckdb": _into_duckdb, "postgres": _into_postgresql, "sqlite": _into_sqlite}
