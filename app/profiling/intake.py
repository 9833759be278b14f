"""Turns a file as people send it – CSV, workbook or Parquet – into one kind of table that the engine reads fast.

The table is a Parquet file with the columns `nth` (place among the records, from 0), `row` (number in the file as it
came, the header of a spreadsheet is row 1) and c0, c1, … as texts. Rows of nothing but blanks are no records.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.delimited.reading import Rows, batches, sniff
from app.delimited.reading import Table as Written
from app.delimited.unreadable import UnreadableFile
from app.sql import quoted
from app.workbooks.limits import FILE
from app.workbooks.reading import as_text
from app.workbooks.reading import rows as rows_of_workbook

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[float], None]
CHUNK_ROWS = 40_000
COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Table:
    """A file taken in: where its table lies, its column names, how many records and blank rows, how it was written."""

    path: Path
    columns: tuple[str, ...]
    rows: int
    blank: int
    kind: str
    encoding: str = ""
    delimiter: str = ""

    def place(self, column: str) -> int | None:
        """The place of a column by its name, in any case if no name fits exactly; None when there is none."""
        if column in self.columns:
            return self.columns.index(column)
        folded = [one.casefold().strip() for one in self.columns]
        wanted = column.casefold().strip()
        return folded.index(wanted) if folded.count(wanted) == 1 else None


def take_in(path: Path, folder: Path, name: str, con: DuckDBPyConnection, progress: Progress | None = None) -> Table:
    """Read a file into a table in `folder`; UnreadableFile with a sentence when it is none, or has no record."""
    head = _head(path)
    out = folder / f"{name}.parquet"
    if head.startswith(b"PAR1"):
        table = _parquet(path, out, con)
    elif head.startswith(b"PK\x03\x04"):
        sheet = folder / f"{name}.csv"
        _as_csv(path, sheet)
        table = _text(sniff(sheet, encoding="utf-8", delimiter=",", header=True), out, "xlsx", progress)
        sheet.unlink()
    else:
        table = _text(sniff(path, header=True), out, "csv", progress)
    if not table.rows:
        raise UnreadableFile("The file has a header but no rows.", "文件只有表头，没有数据行。")
    return table


def _as_csv(path: Path, out: Path) -> None:
    """Write the first sheet as UTF-8 CSV, one line of the file a row."""
    with closing(rows_of_workbook(path, FILE)) as found, out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([as_text(cell) for cell in row] for row in found)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _text(written: Written, out: Path, kind: str, progress: Progress | None) -> Table:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    width = written.width
    if width > COLUMNS:
        raise _too_wide(width)
    schema = pa.schema([("nth", pa.int64()), ("row", pa.int64()), *((f"c{n}", pa.string()) for n in range(width))])
    records = blank = 0
    with ParquetWriter(out, schema, compression="lz4") as writer:
        for numbers, rows, skipped in _chunks(written, progress):
            blank += skipped
            if rows:
                columns: list[Any] = [pa.array(range(records, records + len(rows)), pa.int64()), pa.array(numbers)]
                columns += [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
                writer.write_batch(pa.record_batch(columns, schema=schema))
                records += len(rows)
    encoding, delimiter = (written.encoding, written.delimiter) if kind == "csv" else ("", "")
    return Table(out, written.columns, records, blank, kind, encoding, delimiter)


def _chunks(written: Written, progress: Progress | None) -> Iterator[tuple[list[int], Rows, int]]:
    """Records with their numbers, some ten thousand at a time, and how many blank rows were left out among them."""
    numbers: list[int] = []
    kept: Rows = []
    blank = 0
    for first, rows in batches(written, progress):
        for number, row in enumerate(rows, start=first):
            if len(row) != written.width:
                row = _fitted(row, number, written.width)
            if any(row) and not "".join(row).isspace():
                numbers.append(number)
                kept.append(row)
            else:
                blank += 1
        if len(kept) >= CHUNK_ROWS:
            yield numbers, kept, blank
            numbers, kept, blank = [], [], 0
    yield numbers, kept, blank


def _fitted(row: list[str], number: int, width: int) -> list[str]:
    if any(cell.strip() for cell in row[width:]):
        raise UnreadableFile(
            "Row {row} has {found} columns, the header has {width}: a separator inside a value needs quotation marks "
            "around the value.",
            "第 {row} 行有 {found} 列，而表头有 {width} 列：值中含有分隔符时，须用引号将该值括起。",
            row=number,
            found=len(row),
            width=width,
        )
    return row[:width] + [""] * (width - len(row))


def _parquet(path: Path, out: Path, con: DuckDBPyConnection) -> Table:
    import duckdb

    source = f"read_parquet({quoted(str(path))}, file_row_number = true)"
    try:
        names = [one[0] for one in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]  # noqa: S608
        columns = tuple(name for name in names if name != "file_row_number")
        if len(columns) > COLUMNS:
            raise _too_wide(len(columns))
        cells = [f"coalesce(CAST({_name(name)} AS VARCHAR), '') AS c{n}" for n, name in enumerate(columns)]
        con.execute(
            f"COPY (SELECT file_row_number AS nth, file_row_number + 1 AS row, {', '.join(cells)} FROM {source} "  # noqa: S608
            f"ORDER BY file_row_number) TO {quoted(str(out))} (FORMAT parquet, COMPRESSION lz4)"
        )
        (rows,) = con.execute(f"SELECT count(*) FROM {quoted(str(out))}").fetchall()[0]  # noqa: S608
    except duckdb.Error as error:
        raise UnreadableFile(
            "This Parquet file cannot be read: it is damaged, or written in a way that is not known here.",
            "无法读取该 Parquet 文件：文件已损坏，或其写法不受支持。",
        ) from error
    return Table(out, columns, rows, 0, "parquet")


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _too_wide(columns: int) -> UnreadableFile:
    return UnreadableFile(
        "The file has {found} columns; at most {most} can be profiled.",
        "文件有 {found} 列，最多可剖析 {most} 列。",
        found=columns,
        most=COLUMNS,
    )
