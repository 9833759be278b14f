"""Reads delimited text as it comes: finds encoding, delimiter and header, shows a sample, hands out rows in batches."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from app.delimited.encodings import detect
from app.delimited.unreadable import UnreadableFile

DELIMITERS = (",", ";", "\t", "|", "，", "；")
SAMPLE_ROWS = 20
LOOKED_AT = 200
# Rows are handed on in batches so small that they are gone before Python's collector starts to walk through them.
BATCH = 250
LOOKS_LIKE_TIME = re.compile(r"\s*(\d{4}[-/.年]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{10}(\d{3})?(\.\d+)?\s*$|\d{14}\s*$)")

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text file: how it is written, the names of its columns, and a sample of its rows.

    `first_row` is the number of the first row with data as a spreadsheet counts rows.
    """

    path: Path
    encoding: str
    delimiter: str
    has_header: bool
    columns: tuple[str, ...]
    first_row: int
    sample: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)


def sniff(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, header: bool | None = None
) -> Table:
    """Find out how a file is written; what the person already knows is passed in and not guessed.

    UnreadableFile with a sentence when the file is empty, no text, or has a quotation mark that never closes.
    """
    encoding = encoding or detect(path)
    with path.open("rb") as file, _decoded(file, encoding) as text:
        lines = list(islice(text, LOOKED_AT))
    if not "".join(lines).strip():
        raise UnreadableFile("The file is empty.", "文件是空的。")
    # Excel writes and understands a first line "sep=;" that is no row of the table.
    hint = re.fullmatch(r"\ufeff?\"?sep=(.)\"?\s*", lines[0], re.IGNORECASE)
    delimiter = delimiter or (hint.group(1) if hint else _delimiter(lines))
    table = Table(path, encoding, delimiter, False, (), 2 if hint else 1, ())
    rows = [(place, row) for place, row in islice(numbered(table), LOOKED_AT) if any(cell.strip() for cell in row)]
    if not rows:
        raise UnreadableFile("The file is empty.", "文件是空的。")
    first, head = rows[0]
    if header is None:
        header = not any(LOOKS_LIKE_TIME.match(cell) for cell in head)
    body = [row for _, row in (rows[1:] if header else rows)]
    width = len(head) if header else Counter(len(row) for row in body).most_common(1)[0][0]
    return replace(
        table,
        has_header=header,
        columns=_names(head if header else [""] * width),
        first_row=first + 1 if header else first,
        sample=tuple(tuple(row) for row in body[:SAMPLE_ROWS]),
    )


def batches(table: Table, progress: Callable[[float], None] | None = None) -> Iterator[tuple[int, Rows]]:
    """The data rows as (number of the first, rows); blank lines come as empty rows so that the numbers stay right.

    `progress` is told the share of the file read, from 0 to 1, at most a hundred times. UnreadableFile names the row
    where the quoting breaks.
    """
    size = max(table.path.stat().st_size, 1)
    with table.path.open("rb") as file, _decoded(file, table.encoding) as text:
        reader = csv.reader(text, delimiter=table.delimiter, strict=True)
        number, told = 1, 0.0
        while number < table.first_row:
            next(reader, None)
            number += 1
        while rows := _next_rows(reader, number):
            yield number, rows
            number += len(rows)
            share = min(file.tell() / size, 1.0)
            if progress and (share - told >= 0.01 or told < share == 1.0):
                told = share
                progress(share)


def numbered(table: Table) -> Iterator[tuple[int, list[str]]]:
    """The data rows one by one with their numbers; blank lines come as empty rows."""
    for number, rows in batches(table):
        yield from enumerate(rows, start=number)


def _next_rows(reader: Iterator[list[str]], number: int) -> Rows:
    rows: Rows = []
    try:
        # extend() keeps what it got before an error, so the number of the broken row is known.
        rows.extend(islice(reader, BATCH))
    except csv.Error as error:
        raise _broken(str(error), number + len(rows)) from error
    return rows


def _broken(error: str, row: int) -> UnreadableFile:
    if "NUL" in error:
        return UnreadableFile(
            "Row {row} contains a zero byte: the file is damaged or not a text file.",
            "第 {row} 行含有空字节，文件已损坏或不是文本文件。",
            row=row,
        )
    if "expected after" in error:
        return UnreadableFile(
            "In row {row} text follows a closing quotation mark: quotation marks inside a value must be doubled.",
            "第 {row} 行的右引号之后还有文字：值中的引号须写成两个。",
            row=row,
        )
    return UnreadableFile(
        "A quotation mark opened in row {row} is never closed (or a value is longer than {limit} characters).",
        "第 {row} 行的引号没有闭合（或某个值超过 {limit} 个字符）。",
        row=row,
        limit=csv.field_size_limit(),
    )


def _decoded(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    # What cannot be decoded becomes U+FFFD, by which the row is refused; newline="" leaves line ends to the csv module.
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _delimiter(lines: list[str]) -> str:
    """The character that splits most lines into the same number of columns, and into the most columns."""

    def quality(delimiter: str) -> tuple[float, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return (0.0, 0)
        if not widths:
            return (0.0, 0)
        width, rows = widths.most_common(1)[0]
        # Nine rows in ten are enough: some lines of a real export are always broken.
        return (min(rows / widths.total(), 0.9), width) if width > 1 else (0.0, 0)

    return max(DELIMITERS, key=quality)


def _names(head: list[str]) -> tuple[str, ...]:
    """Names of columns, each once: unnamed ones are called by their place, repeated ones are numbered."""
    names: list[str] = []
    for place, cell in enumerate(head, start=1):
        name = cell.strip().strip("\ufeff") or f"column {place}"
        count = sum(1 for other in names if other == name or other.startswith(f"{name} ("))
        names.append(f"{name} ({count + 1})" if count else name)
    return tuple(names)
