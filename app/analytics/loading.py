"""Puts rows into whichever engine is open, as temporary tables of its session that vanish with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend
    from ibis.expr.types import Table as Expression

Row = tuple[Any, ...]
KINDS = {"int": "BIGINT", "text": "VARCHAR", "bool": "BOOLEAN"}
# Names are sorted by their characters everywhere, not by the language that a server happens to speak.
KINDS_OF_POSTGRESQL = KINDS | {"text": 'TEXT COLLATE "C"'}
BATCH = 50_000


def table(backend: SQLBackend, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> Expression:
    """A table of the session from plain values, also when there are none; `columns` are int, text or bool."""
    LOADERS[backend.name](backend, name, columns, rows)
    return backend.table(name)


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
    import ibis

    raw = backend.read_parquet([str(path) for path in paths], table_name="events").select(*columns)

    def microseconds(instant: Any) -> Any:
        """The engine's own function: whole microseconds since 1970."""

    takes = (ibis.dtype("timestamp('UTC')"),)
    since_1970 = ibis.udf.scalar.builtin(microseconds, name="epoch_us", signature=(takes, "int64"))
    return raw.mutate(**{name: since_1970(raw[name]) for name in instants})


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
