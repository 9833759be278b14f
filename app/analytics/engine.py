"""Opens the analytics engine: DuckDB with limits, or another one that an address names, for the same expressions."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from ibis.backends.sql import SQLBackend
    from ibis.expr.types import Table as Expression

DUCKDB, SQLITE = "duckdb", "sqlite"
POSTGRESQL = ("postgresql://", "postgres://", "postgresql+psycopg://")

# Texts with an offset become instants: the machine's own zone must not matter. Nothing is printed on the way.
SESSION = ("SET TimeZone = 'UTC'", "SET enable_progress_bar = false")


@dataclass(frozen=True, slots=True)
class Engine:
    """How much of the machine an evaluation may take; `memory` in MiB, what does not fit goes below `spill`

    (by default the system's folder for temporary files). `address` says which engine runs the expressions: `duckdb`,
    `sqlite`, or `postgresql://…`; the limits are DuckDB's, which also reads files in, whichever engine counts.
    """

    memory: int = 1024
    threads: int = 2
    spill: str = ""
    address: str = DUCKDB

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

    def ibis(self) -> SQLBackend:
        """The engine that the address names, through Ibis; ValueError for an address of none that is known."""
        import ibis

        if not is_known(self.address):
            raise ValueError(f"No analytics engine is known by the address “{self.address}”.")
        if self.address.startswith(POSTGRESQL):
            return ibis.postgres.from_connection(_connected(self.address))
        if self.address == SQLITE:
            return ibis.sqlite.connect()  # its tables are all temporary: what does not fit goes to temporary files
        backend = ibis.duckdb.connect(**self.settings)
        for setting in SESSION:
            backend.raw_sql(setting)
        return backend


class EngineUnavailable(Exception):
    """The engine's server did not answer; says why, without the address, which may hold a password."""


def _connected(address: str) -> Any:
    import psycopg

    try:
        return psycopg.connect(address.replace("+psycopg", "", 1), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise EngineUnavailable(type(error).__name__) from None


def is_known(address: str) -> bool:
    """Whether an address names an engine that the expressions are known to run on."""
    return address in {DUCKDB, SQLITE} or address.startswith(POSTGRESQL)


def rows(backend: SQLBackend, expression: Expression) -> list[dict[str, Any]]:
    """Run an expression and give its rows as plain values by column."""
    # By the engine's own cursor: the way over Arrow costs more than these few rows do.
    found = backend.raw_sql(backend.compile(expression)).fetchall()
    return [dict(zip(expression.columns, map(_plain, row), strict=True)) for row in found]


def _plain(value: Any) -> Any:
    """PostgreSQL sums whole numbers as decimals: they are whole numbers all the same."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
