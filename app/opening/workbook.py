"""Reads the first sheet of a workbook behind the guards that all workbooks pass."""

from __future__ import annotations

from pathlib import Path

from app.opening.cells import write_lines
from app.workbooks.limits import FILE
from app.workbooks.reading import as_text, rows


def write_csv(path: Path, out: Path) -> None:
    """Write the first sheet as UTF-8 CSV, one line a row; UnreadableFile when the workbook is not to be trusted."""
    write_lines(out, ([as_text(cell) for cell in row] for row in rows(path, FILE)))
