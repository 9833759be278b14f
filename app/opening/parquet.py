"""Reads a Parquet file in a child process: a file made to crash its reader ends the child and nothing else.

The types of its columns are honoured: an instant keeps its offset, a time without zone stays without, a day stays a
day, whole numbers stay whole.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.delimited.unreadable import UnreadableFile

SECONDS = 300
MEMORY_MIB = 768


def write_csv(path: Path, out: Path, *, rows: int | None = None) -> None:
    """Write the table (its first `rows`) as UTF-8 CSV; UnreadableFile when it is damaged or takes too long."""
    command = [sys.executable, "-I", "-c", _CHILD, str(path), str(out), str(rows or 0), str(MEMORY_MIB)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise _unreadable() from slow
    if done.returncode != 0:
        raise _unreadable()


def _unreadable() -> UnreadableFile:
    return UnreadableFile(
        "This Parquet file cannot be read: it is damaged, encrypted, or too large for one file. Export it again.",
        "无法读取该 Parquet 文件：文件已损坏、已加密，或单个文件过大，请重新导出。",
    )


# Names of columns are quoted, nothing else of the file becomes part of a statement.
_CHILD = """
import os, resource, sys, tempfile
path, out, rows, memory = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import duckdb
con = duckdb.connect(config={
    "memory_limit": f"{memory}MiB", "threads": 2, "autoload_known_extensions": False,
    "autoinstall_known_extensions": False, "temp_directory": os.path.dirname(out), "preserve_insertion_order": True,
})
con.execute("SET TimeZone = 'UTC'")
con.execute("SET enable_progress_bar = false")
def cell(name, kind):
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        text = f"strftime(timezone('UTC', {quoted}), '%Y-%m-%dT%H:%M:%S.%f') || '+00:00'"
    elif kind.startswith("TIMESTAMP"):
        text = f"strftime({quoted}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%f')"
    elif kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        text = f"regexp_replace(TRY_CAST({quoted} AS DECIMAL(38, 6))::VARCHAR, '[.]?0+$', '')"
        whole = f"CAST(CAST({quoted} AS HUGEINT) AS VARCHAR)"
        text = f"CASE WHEN {quoted} % 1 = 0 THEN {whole} ELSE {text} END"
    elif kind == "BLOB":
        text = f"TRY(decode({quoted}))"
    else:
        text = f"CAST({quoted} AS VARCHAR)"
    return f"left(replace({text}, chr(0), chr(65533)), 2000) AS {quoted}"
source = con.read_parquet(path)
found = list(zip(source.columns, map(str, source.types)))[:200]
sql = "SELECT " + ", ".join(cell(*one) for one in found) + " FROM read_parquet($path)"
if rows:
    sql += f" LIMIT {rows}"
con.execute(f"COPY ({sql}) TO $out (FORMAT csv, HEADER)", {"path": path, "out": out})
"""
