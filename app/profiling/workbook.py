"""Reads a large workbook behind guards: weighed, looked through, and read by a child process with limits.

A crafted XLSX of two kilobytes can end the process that reads it or fill its memory, so nothing of it is opened here
before its real size, its declarations and the extent of its cells are known.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from app.delimited.unreadable import UnreadableFile

MIB = 1 << 20
ENTRIES = 500
INFLATED = 600 * MIB
RATIO = 200
ROWS = 1_048_576
COLUMNS = 200
CELLS = 12_000_000
SECONDS = 120
CHUNK = 1 << 18


class _Refused(Exception):
    """A workbook that is not to be trusted."""


@dataclass(slots=True)
class _Extent:
    """How far the cells of a sheet reach."""

    row: int = 0
    column: int = 0


def as_csv(path: Path, out: Path) -> None:
    """Write the first sheet as UTF-8 CSV, one line of the file a row, days as 2026-03-31; UnreadableFile if refused."""
    try:
        _weigh(path)
    except (_Refused, zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError) as error:
        raise _unreadable() from error
    except (OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise _unreadable() from error
    except Exception as error:
        # Damaged deflate streams raise zlib.error and its like; nothing of the file was trusted yet.
        raise _unreadable() from error
    command = [sys.executable, "-I", "-c", _CHILD, str(path), str(out)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise _unreadable() from slow
    if done.returncode != 0:
        raise _unreadable()


def _unreadable() -> UnreadableFile:
    return UnreadableFile(
        "This workbook cannot be read safely: it is damaged, protected by a password, or reaches beyond {columns} "
        "columns or {cells} million cells. Save its table alone as .xlsx or as CSV.",
        "无法安全读取该工作簿：文件已损坏、设有密码，或超出 {columns} 列、{cells} 百万单元格。"
        "请将其中的表格另存为 .xlsx 或 CSV。",
        columns=COLUMNS,
        cells=CELLS // 1_000_000,
    )


def _weigh(path: Path) -> None:
    """Refuse an archive that unpacks to too much whatever it says of itself, declares entities, or reaches too far."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if not entries or len(entries) > ENTRIES or len({one.filename for one in entries}) < len(entries):
            raise _Refused
        left = INFLATED
        for one in entries:
            left = _look_through(archive, one, left)


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    extent = _Extent()
    parser = _parser(extent) if entry.filename.endswith((".xml", ".rels")) else None
    allowed = min(left, max(entry.compress_size * RATIO, MIB))
    read = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            if read > allowed:
                raise _Refused
            if parser is not None:
                parser.Parse(chunk, False)
    if extent.row * extent.column > CELLS:
        raise _Refused
    return left - read


def _parser(extent: _Extent) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def declared(*_arguments: object) -> None:
        raise _Refused

    def element(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in ("c", "dimension"):
            for corner in (attributes.get("r") or attributes.get("ref") or "").split(":"):
                _stretch(extent, corner)
        elif local == "row":
            _stretch(extent, "A" + attributes.get("r", ""))

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = element
    return parser


def _stretch(extent: _Extent, corner: str) -> None:
    letters = corner.rstrip("0123456789")
    digits = corner[len(letters) :]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row = int(digits) if digits else 0
    if len(letters) > 3 or column > COLUMNS or len(digits) > 7 or row > ROWS:
        raise _Refused
    extent.row, extent.column = max(extent.row, row), max(extent.column, column)


_CHILD = """
import csv, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30, 2 << 30))
from datetime import date, datetime
from python_calamine import CalamineWorkbook
def plain(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    for row in sheet.iter_rows():
        writer.writerow([plain(cell) for cell in row])
"""
