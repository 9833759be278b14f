"""Reads a small workbook or pasted cells as rows of texts; a workbook only behind guards, in a child process.

A crafted XLSX of two kilobytes can end the process that reads it or fill its memory (DECISIONS), so the archive is
weighed first, its XML is looked through for declarations, and the reading itself is done by a child with limits.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from xml.parsers import expat

from app.errors import Refused
from app.words import _

Cells = list[list[str]]

ROWS = 5_000
COLUMNS = 60
ENTRIES = 200
INFLATED = 64 * 1024 * 1024
SECONDS = 20
CHUNK = 1 << 16


def cells_of_text(text: str) -> Cells:
    """Cells copied from a spreadsheet (tabs) or a CSV; refused beyond 5,000 rows or 60 columns."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    head = text.split("\n", 1)[0]
    mark = max("\t;,", key=head.count) if any(mark in head for mark in "\t;,") else "\t"
    csv.field_size_limit(1_000_000)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]  # noqa: C416
    except csv.Error as error:
        raise Refused(_("This is no table that can be read: copy the cells again, headings included.")) from error
    return _bounded(rows)


def cells_of_workbook(data: bytes) -> Cells:
    """The cells of a workbook's first sheet, days as 2026-03-31; refused with a sentence when it cannot be trusted."""
    _weigh(data)
    command = [sys.executable, "-I", "-c", _CHILD, str(ROWS + 1), str(COLUMNS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as slow:
        raise Refused(_unreadable()) from slow
    if done.returncode != 0:
        raise Refused(_unreadable())
    return _bounded(json.loads(done.stdout))


def text_of(cells: Cells) -> str:
    """Cells as tab-separated text, which cells_of_text() reads back to the same cells."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(cells)
    return out.getvalue()


def _unreadable() -> str:
    return _("This workbook cannot be read. Save it again as .xlsx without password, or paste its cells instead.")


def _bounded(rows: Cells) -> Cells:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > ROWS + 1:
        raise Refused(_("These are more than %(rows)s rows. Split the table.", rows=f"{ROWS:,}"))
    if rows and max(len(row) for row in rows) > COLUMNS:
        raise Refused(_("These are more than %(columns)s columns; keep the columns of the template.", columns=COLUMNS))
    return rows


def _weigh(data: bytes) -> None:
    """Refuse an archive that is none, unpacks to too much whatever it says of itself, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES or len({one.filename for one in entries}) < len(entries):
                raise Refused(_unreadable())
            left = INFLATED
            for one in entries:
                left = _look_through(archive, one, left)
    except Refused:
        raise
    except Exception as broken:  # damaged archives raise a dozen kinds; nothing of the file was trusted yet
        raise Refused(_unreadable()) from broken


def _look_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    parser = expat.ParserCreate() if entry.filename.endswith((".xml", ".rels")) else None
    if parser is not None:
        parser.StartDoctypeDeclHandler = _declared
        parser.StartElementHandler = _element
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Refused(_("This workbook unpacks to more than 64 MB. Keep the columns of the template."))
            if parser is not None:
                parser.Parse(chunk, False)
    return left


def _declared(*_arguments: object) -> None:
    raise Refused(_unreadable())


def _element(name: str, attributes: dict[str, str]) -> None:
    """Refuse cells and extents far outside of any table that a person fills."""
    local = name.rpartition(":")[2]
    if local in ("dimension", "c", "row"):
        for corner in (attributes.get("ref") or attributes.get("r") or "").split(":"):
            digits = "".join(sign for sign in corner if sign.isdigit())
            letters = corner[: len(corner) - len(digits)] if digits else corner
            if len(digits) > 6 or (digits and int(digits) > 200_000) or len(letters) > 2:
                raise Refused(_unreadable())


_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from io import BytesIO
from datetime import date, datetime
from python_calamine import CalamineWorkbook
def plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
sheet = book.get_sheet_by_index(0)
rows, columns = int(sys.argv[1]), int(sys.argv[2])
found = [[plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=rows + 1)]
sys.stdout.write(json.dumps(found))
"""
