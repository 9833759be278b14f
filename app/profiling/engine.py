"""Opens the engine that profiles files: DuckDB within limits of memory and threads, reaching for nothing outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_MIB = 900
THREADS = 2


@contextmanager
def opened(folder: Path) -> Iterator[DuckDBPyConnection]:
    """A connection that spills what does not fit into `folder`, and is closed afterwards."""
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{MEMORY_MIB}MiB",
        "threads": THREADS,
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
        "temp_directory": str(folder / "spill"),
    }
    connection = duckdb.connect(config=settings)
    try:
        # The machine's own zone must not matter, and order costs memory where nothing asks for it.
        for setting in (
            "SET TimeZone = 'UTC'",
            "SET enable_progress_bar = false",
            "SET preserve_insertion_order = false",
        ):
            connection.execute(setting)
        yield connection
    finally:
        connection.close()
