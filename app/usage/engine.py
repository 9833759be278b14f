"""Opens the analytics engine: DuckDB with limits on memory and threads, and nothing fetched from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table as Expression


@dataclass(frozen=True, slots=True)
class Engine:
    """How much of the machine an evaluation may take; `memory` in MiB, `spill` the folder for what does not fit."""

    memory: int = 1024
    threads: int = 2
    spill: str = ""

    @property
    def settings(self) -> dict[str, str | bool | int | float | list[str]]:
        """DuckDB's own names for these limits. Without extensions from elsewhere, results depend on the files alone."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{self.memory}MiB",
            "threads": self.threads,
            "autoload_known_extensions": False,
            "autoinstall_known_extensions": False,
        }
        return settings | ({"temp_directory": self.spill} if self.spill else {})

    def duckdb(self) -> DuckDBPyConnection:
        """A plain connection, for reading files in."""
        import duckdb

        connection = duckdb.connect(config=self.settings)
        # Texts with an offset are turned into instants; without this the server's own zone would matter.
        connection.execute("SET TimeZone = 'UTC'")
        return connection

    def ibis(self) -> Backend:
        """The same through Ibis, for the indicators."""
        import ibis

        backend = ibis.duckdb.connect(**self.settings)
        backend.raw_sql("SET TimeZone = 'UTC'")
        return backend


def rows(backend: Backend, expression: Expression) -> list[dict[str, Any]]:
    """Run an expression and give its rows as plain values by column."""
    # By the engine's own cursor: the way over Arrow costs more than these few rows do.
    found = backend.raw_sql(backend.compile(expression)).fetchall()
    return [dict(zip(expression.columns, row, strict=True)) for row in found]
