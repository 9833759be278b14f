"""Tells whether a text file is plain: without quotation marks and blank lines every line is a row, and nothing else is.

Such a file the analytics engine can read by itself, many times faster than Python's csv module, with the same result.
"""

from __future__ import annotations

import csv
import mmap
import re
from dataclasses import dataclass

from app.delimited.reading import Table

ENCODINGS = frozenset({"utf-8", "utf-8-sig"})
PART = 1 << 22
NOT_PLAIN = (b'"', b"\0", b"\n\n", b"\n\r")
MIXED = re.compile(rb"\r(?!\n)|(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Lines:
    r"""How each line of a plain file ends, `\n` or `\r\n`, and how many lines there are below the heading."""

    end: str
    count: int


def lines_of(table: Table) -> Lines | None:
    """What the lines of a plain file are like; None for a file that has to be read as CSV with its quotes.

    Bytes that are no UTF-8, and lines with other than `table.width` cells, may still be found in it.
    """
    if table.encoding not in ENCODINGS or not table.delimiter.isascii() or table.width < 2:
        return None
    if table.encoding == "utf-8-sig" and table.first_row == 1:
        return None
    with table.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        if text[:1] in b"\r\n" or any(text.find(one) >= 0 for one in NOT_PLAIN):
            return None
        windows = text.find(b"\r") >= 0
        if windows and MIXED.search(text):
            return None
        count = sum(text[place : place + PART].count(b"\n") for place in range(0, len(text), PART))
        count += text[-1:] != b"\n"
        return Lines("\r\n" if windows else "\n", count - (table.first_row - 1))


def reading(table: Table, end: str) -> tuple[str, dict[str, object]]:
    """SQL for DuckDB, with its parameters: the columns c0, c1, … of a plain file as text, in the order of its lines.

    Empty cells are NULL. It fails (duckdb.Error) on a line with more or fewer cells, on bytes that are no UTF-8, and on
    a line longer than what the csv module takes for one cell.
    """
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(table.width))
    # The names of columns are ours and the line end is one of two; path and delimiter go in as parameters.
    sql = f"""read_csv($path, auto_detect = false, header = false, skip = {table.first_row - 1}, delim = $delimiter,
        quote = '', escape = '', comment = '', nullstr = '', new_line = '{end.encode("unicode_escape").decode()}',
        max_line_size = {csv.field_size_limit()}, null_padding = false, strict_mode = true, columns = {{{columns}}})"""
    return sql, {"path": str(table.path), "delimiter": table.delimiter}
