"""One way into every kind of file: delimited text is read as it is, everything else is written out as text first.

What is written out lives only as long as it is read; what is kept is the file as it came.
"""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.delimited.reading import Table, sniff
from app.delimited.unreadable import UnreadableFile
from app.opening.kinds import damaged_archive, kind_of

HEAD_ROWS = 250
"""Rows that are enough to show what is in a file."""
INFLATED = 8 << 30
"""Bytes that a compressed text may unpack to."""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as delimited text: its kind, where the text is, and whether it was written out by us.

    A text of ours is in UTF-8 with commas; `header` is True where its first row surely names the columns.
    """

    kind: str
    path: Path
    ours: bool
    header: bool | None = None

    def table(self, *, encoding: str | None = None, delimiter: str | None = None, header: bool | None = None) -> Table:
        """The table in it; what a person says of encoding and delimiter counts only where the text is not ours."""
        if self.ours:
            return sniff(self.path, encoding="utf-8", delimiter=",", header=self.header if self.header else header)
        return sniff(self.path, encoding=encoding, delimiter=delimiter, header=header)


@contextmanager
def opened(path: Path, *, head: bool = False, folder: Path | None = None) -> Iterator[Opened]:
    """Open a file of any kind; with `head` only so much of it as shows what is in it.

    What has to be written out goes into `folder` (the system's for temporary files by default) and is removed at the
    end. UnreadableFile with a sentence when the file is damaged, protected or too large to be read safely.
    """
    kind, packed = kind_of(path)
    if kind == "csv" and not packed:
        yield Opened(kind, path, False)
        return
    with tempfile.TemporaryDirectory(prefix="sextant-opening-", dir=folder) as name:
        out = Path(name) / "table.csv"
        if kind == "csv":
            _unpack(path, out, HEAD_ROWS * 4096 if head else INFLATED, cut=head)
            yield Opened(kind, out, False)
        else:
            _write_out(kind, path, out, packed=packed, rows=HEAD_ROWS if head else None)
            yield Opened(kind, out, True, header=kind != "xlsx" or None)


def table_of(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, header: bool | None = None
) -> tuple[str, Table]:
    """The kind of a file and the table in it with its first rows, to be shown; its rows cannot be read any further."""
    with opened(path, head=True) as source:
        return source.kind, source.table(encoding=encoding, delimiter=delimiter, header=header)


def _write_out(kind: str, path: Path, out: Path, *, packed: bool, rows: int | None) -> None:
    # Each reader is loaded when such a file comes: most logs are plain text.
    if kind == "xes":
        from app.opening import xes

        xes.write_csv(path, out, packed=packed, rows=rows)
    elif packed:
        raise UnreadableFile(
            "Of compressed files only text and XES event logs are read: send this one uncompressed.",
            "压缩文件仅支持文本和 XES 事件日志，请解压后上传。",
        )
    elif kind == "parquet":
        from app.opening import parquet

        parquet.write_csv(path, out, rows=rows)
    elif kind == "json":
        from app.opening import objects

        objects.write_csv(path, out, rows=rows)
    else:
        from app.opening import workbook

        workbook.write_csv(path, out)


def _unpack(path: Path, out: Path, limit: int, *, cut: bool) -> None:
    """Unpack a text, not more than `limit` bytes of it; beyond that it is refused, or cut at the end of a line."""
    try:
        with gzip.open(path) as packed, out.open("wb") as text:
            left = limit
            while left > 0 and (chunk := packed.read(min(CHUNK, left))):
                text.write(chunk)
                left -= len(chunk)
            more = bool(packed.read(1))
    except (OSError, EOFError, zlib.error) as error:
        raise damaged_archive() from error
    if more and not cut:
        raise UnreadableFile(
            "The file unpacks to more than {limit} GB: split it into smaller ones.",
            "文件解压后超过 {limit} GB，请拆分后上传。",
            limit=limit >> 30,
        )
    if more:
        content = out.read_bytes()
        out.write_bytes(content[: content.rfind(b"\n") + 1] or content)
