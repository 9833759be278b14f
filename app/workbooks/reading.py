"""Hands out the rows of a workbook's sheet one by one, read by a child process with limits of time and memory."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from app.workbooks.limits import Limits
from app.workbooks.refused import UnreadableWorkbook
from app.workbooks.weighing import weigh

Plain = str | int | float | bool
NO_SHEET = 4
# No cell of a spreadsheet holds more than 32,767 characters; this is what a CSV may hold.
LONGEST = 131_072
PIECE = 1 << 18


def rows(source: Path | bytes, limits: Limits, sheet: str | None = None) -> Generator[list[Plain], None, None]:
    """The rows of the first sheet or the named one from its first line on, empty cells as ''; days are 2026-03-31.

    UnreadableWorkbook before the first row when the workbook is not to be trusted or has no such sheet, and in the
    middle when the child comes to an end too early. Closing the iterator ends the child.
    """
    with _opened(source) as file:
        weigh(file, limits)
        file.seek(0)
        yield from _read(file, limits, sheet)


def sheets(source: Path | bytes, limits: Limits, most: int) -> Generator[tuple[str, list[list[Plain]]], None, None]:
    """Each sheet that is not hidden, in order, with its name and at most so many of its rows; as `rows` otherwise."""
    with _opened(source) as file:
        weigh(file, limits)
        file.seek(0)
        name, found = "", list[list[Plain]]()
        for line in _read(file, limits, None, most):
            if isinstance(line, dict):
                if name:
                    yield name, found
                name, found = line["sheet"], []
            else:
                found.append(line)
        yield name, found


def as_text(value: Plain, truth: tuple[str, str] = ("true", "false")) -> str:
    """A cell as people would type it; `truth` are the words for yes and no."""
    if isinstance(value, bool):
        return truth[0] if value else truth[1]
    return value if isinstance(value, str) else str(value)


def _opened(source: Path | bytes) -> BinaryIO:
    if isinstance(source, Path):
        return source.open("rb")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the reader closes it
    file.write(source)
    file.seek(0)
    return file


def _read(file: BinaryIO, limits: Limits, sheet: str | None, every: int = 0) -> Generator[Any, None, None]:
    """The rows of a sheet or, where `every` is given, of all with so many rows each, the sheet's name before them."""
    settings = json.dumps({
        "memory": limits.memory, "seconds": limits.seconds, "sheet": sheet, "longest": LONGEST, "no_sheet": NO_SHEET,
        "every": every,
    })  # fmt: skip
    command = [sys.executable, "-I", "-c", _CHILD, settings]
    child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        with closing(_lines(child, limits)) as lines:
            for line in lines:
                yield json.loads(line)
        if ended := child.wait():
            raise UnreadableWorkbook("no-sheet" if ended == NO_SHEET else "untrusted", limits)
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def _lines(child: subprocess.Popen[bytes], limits: Limits) -> Generator[bytes, None, None]:
    """What the child writes, line by line; refused when it is silent for too long."""
    assert child.stdout is not None
    pipe, rest = child.stdout.fileno(), b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while waiting.select(limits.seconds * 1.5):
            piece = os.read(pipe, PIECE)
            if not piece:
                return
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
    raise UnreadableWorkbook("untrusted", limits)


_CHILD = """
import json, resource, sys
settings = json.loads(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (settings["memory"], settings["memory"]))
resource.setrlimit(resource.RLIMIT_CPU, (settings["seconds"], settings["seconds"]))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from python_calamine import CalamineWorkbook, SheetVisibleEnum
longest = settings["longest"]
def plain(value):
    if isinstance(value, str):
        if len(value) > longest:
            sys.exit(3)
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
if settings["sheet"] is not None and settings["sheet"] not in book.sheet_names:
    sys.exit(settings["no_sheet"])
name = book.sheet_names[0] if settings["sheet"] is None else settings["sheet"]
write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
sys.stdout.reconfigure(encoding="utf-8", errors="replace")
def hand_out(name, most):
    for row in islice(book.get_sheet_by_name(name).iter_rows(), most):
        sys.stdout.write(write([plain(cell) for cell in row]) + "\\n")
if settings["every"]:
    seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    for name in seen or book.sheet_names[:1]:
        sys.stdout.write(write({"sheet": name}) + "\\n")
        hand_out(name, settings["every"])
else:
    hand_out(name, None)
"""
