"""What the readers of other kinds of files write: one line of text a row, each cell as the rules of times read it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

LONGEST = 2000
"""Characters of a cell that are kept: no user, function or time is as long."""


def write_rows(out: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a header and rows."""
    write_lines(out, chain([columns], rows))


def write_lines(out: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as UTF-8 CSV; zero bytes become U+FFFD, by which a row is refused and not the whole file."""
    write_clean(out, ([clean(cell) for cell in row] for row in rows))


def write_clean(out: Path, rows: Iterable[Iterable[str | None]], end: str = "\r\n") -> None:
    r"""Write rows whose cells are clean already; None becomes an empty cell.

    With `\n` at the end of lines no cell may hold a `\r`: it would not be quoted. The engine reads such a file faster.
    """
    with out.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file, lineterminator=end).writerows(rows)


def clean(cell: str) -> str:
    """A cell as it can be written."""
    cell = cell[:LONGEST]
    return cell.replace("\0", "\ufffd") if "\0" in cell else cell


def text_of(value: Any) -> str:
    """A value of JSON as text: a whole number without a point, nothing for null, what is nested as JSON again."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e17:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)
