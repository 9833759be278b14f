"""Reads a small workbook or pasted cells as rows of texts, within what a table that people fill may have."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from app.errors import Refused
from app.words import _
from app.workbooks.limits import TABLE
from app.workbooks.reading import as_text, sheets
from app.workbooks.refused import UnreadableWorkbook

Cells = list[list[str]]

ROWS = 5_000
COLUMNS = 60
LARGEST = 5 * 1024 * 1024
LOOKED_AT = 20
"""So many lines tell what stands between the cells of a text."""
EVEN = 2
"""So many commas in most lines are no punctuation."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was brought: a sheet of a workbook by its name, or cells without one."""

    name: str
    cells: Cells


def cells_of_text(text: str) -> Cells:
    """Cells copied from a spreadsheet (tabs) or a CSV; refused beyond 5,000 rows or 60 columns."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    csv.field_size_limit(1_000_000)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_mark_of(text))]  # noqa: C416
    except csv.Error as error:
        raise Refused(_("This is no table that can be read: copy the cells again, headings included.")) from error
    return bounded(rows)


def _mark_of(text: str) -> str:
    """What stands between cells: a title above the headings, which may hold commas itself, does not tell."""
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    for mark in "\t;":
        if sum(mark in line for line in lines) * 2 > len(lines):
            return mark
    head = lines[0] if lines else ""
    if not any(mark in head for mark in "\t;,"):
        commas = Counter(line.count(",") for line in lines).most_common(1)
        return "," if commas and commas[0][0] >= EVEN and commas[0][1] * 2 > len(lines) else "\t"
    return max("\t;,", key=head.count)


def sheets_of_workbook(data: bytes) -> list[Sheet]:
    """The sheets of a workbook that hold anything, days as 2026-03-31; refused with a sentence when untrusted."""
    try:
        found = [(name, rows) for name, rows in sheets(data, TABLE, ROWS + 2)]
    except UnreadableWorkbook as unreadable:
        raise Refused(_unreadable(unreadable)) from unreadable
    told = [Sheet(name, [[as_text(cell, ("yes", "no")) for cell in row] for row in rows]) for name, rows in found]
    return [sheet for sheet in told if any(cell.strip() for row in sheet.cells for cell in row)] or told[:1]


def uploaded(file: FileStorage | None) -> bytes:
    """The content of a file of at most 5 MB; empty where none was chosen."""
    if file is None or not file.filename:
        return b""
    data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 5 MB. Split the table."))
    if not data:
        raise Refused(_("The file is empty. Choose the file again, or check that it was saved."))
    return data


def sheets_in(data: bytes) -> list[Sheet]:
    """What a workbook or CSV holds."""
    if data[:4] == b"PK\x03\x04":
        return sheets_of_workbook(data)
    return [Sheet("", cells_of_text(decoded(data)))]


def decoded(data: bytes) -> str:
    """The text of a CSV in one of the encodings that spreadsheets write."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("The file is neither a workbook (.xlsx) nor a text that can be read. Save it as .xlsx."))


def text_of(cells: Cells) -> str:
    """Cells as tab-separated text, which cells_of_text() reads back to the same cells."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(cells)
    return out.getvalue()


def _unreadable(error: UnreadableWorkbook) -> str:
    if error.why == "too-large":
        return _("This workbook unpacks to more than 64 MB. Keep the columns of the template.")
    return _("This workbook cannot be read. Save it again as .xlsx without password, or paste its cells instead.")


def bounded(rows: Cells) -> Cells:
    """A table without empty lines at its end; refused beyond 5,000 rows or 60 columns."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > ROWS + 1:
        raise Refused(_("These are more than %(rows)s rows. Split the table.", rows=f"{ROWS:,}"))
    if rows and max(len(row) for row in rows) > COLUMNS:
        raise Refused(_("These are more than %(columns)s columns; keep the columns of the template.", columns=COLUMNS))
    return rows
