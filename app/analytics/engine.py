"""Opens the analytics engine: DuckDB with limits on memory and threads, and nothing fetched from anywhere."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table as Expression

# Texts with an offset become instants: the machine's own zone must not matter. Nothing is printed on the way.
SESSION = ("SET TimeZone = 'UTC'", "SET enable_progress_bar = false")


@dataclass(frozen=True, slots=True)
class Engine:
    """How much of the machine an evaluation may take; `memory` in MiB, what does not fit goes below `spill`

    (by default the system's folder for temporary files)."""

    memory: int = 1024
    threads: int = 2
    spill: str = ""

    @property
    def settings(self) -> dict[str, str | bool | int | float | list[str]]:
        """DuckDB's own names for these limits. Without extensions from elsewhere, results depend on the files alone."""
        # A folder of its own: DuckDB names the files of every process alike, and removes the folder at the end.
        own = Path(self.spill or tempfile.gettempdir()) / f"sextant-{os.getpid()}-{secrets.token_hex(4)}"
        return {
            "memory_limit": f"{self.memory}MiB",
            "threads": self.threads,
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
            "temp_directory": str(own),
        }

    def duckdb(self) -> DuckDBPyConnection:
        """A plain connection, for reading files in."""
        import duckdb

        connection = duckdb.connect(config=self.settings)
        for setting in SESSION:
            connection.execute(setting)
        return connection

    def ibis(self) -> Backend:
        """The same through Ibis, for the indicators."""
        import ibis

        backend = ibis.duckdb.connect(**self.settings)
        for setting in SESSION:
            backend.raw_sql(setting)
        return backend


def rows(backend: Backend, expression: Expression) -> list[dict[str, Any]]:
    """Run an expression and give its rows as plain values by column."""
    # By the engine's own cursor: the way over Arrow costs more than these few rows do.
    found = backend.raw_sql(backend.compile(expression)).fetchall()
    return [dict(zip(expression.columns, row, strict=True)) for row in found]
