"""Writes the refused rows as they stood in the file, with number and reason, safe for spreadsheet programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from app.delimited.reading import Table, numbered
from app.usage.reasons import REASONS, Refused

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def refused_rows(table: Table, refusals: Mapping[int, str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each refused row as it stands in the file, which is read once more for it."""
    if refusals:
        for number, row in numbered(table):
            if number in refusals:
                yield number, refusals[number], row


def examples(table: Table, refusals: Mapping[int, str], most: int) -> Iterator[Refused]:
    """The first refused rows, `most` at most."""
    for number, reason, row in islice(refused_rows(table, refusals), most):
        yield Refused(number, reason, table.delimiter.join(row))


def write_refused(path: Path, table: Table, refusals: Mapping[int, str]) -> None:
    """All refused rows with number and reason before their own cells; safe to open in a spreadsheet program."""
    part = path.with_name(path.name + ".part")
    # With a mark, because Excel takes a CSV without one for the system's old encoding.
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "reason", "原因", *map(formula_safe, table.columns)])
        for number, reason, row in refused_rows(table, refusals):
            sentence = REASONS[reason]
            writer.writerow([number, sentence.en, sentence.zh, *map(formula_safe, row)])
    part.replace(path)


def formula_safe(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula; numbers stay as they are."""
    if not cell.lstrip().startswith(FORMULA_SIGNS) and not cell.startswith(FORMULA_SIGNS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
