"""Finds the column of a table that a name or a header speaks for."""

from __future__ import annotations

from collections.abc import Mapping

from app.delimited.names import key_of
from app.delimited.reading import LOOKS_LIKE_TIME, Table
from app.delimited.unreadable import UnreadableFile
from phases.model import listed


def place_of(column: str, table: Table) -> int:
    """The position of a column by its name, whatever its case; UnreadableFile names the columns there are."""
    wanted = key_of(column)
    for place, name in enumerate(table.columns):
        if key_of(name) == wanted:
            return place
    raise UnreadableFile(
        "The file has no column “{column}”; its columns are: {columns}.",
        "文件中没有“{column}”列；现有的列为：{columns}。",
        column=column,
        columns=listed(table.columns),
    )


def suggest(table: Table, words: Mapping[str, tuple[str, ...]]) -> dict[str, str | None]:
    """For each field the column that its header, or for the time its values, speak for; None where nothing does."""
    free = list(table.columns)
    found: dict[str, str | None] = dict.fromkeys(words)
    filled = filled_columns(table)
    for test in (_equal, _contained):
        # A column without a single value speaks for a field only where no other does.
        for empty_too in (False, True):
            for field, candidates in words.items():
                open_to = free if empty_too else [one for one in free if one in filled]
                if found[field] is None and (column := test(candidates, open_to)):
                    found[field] = column
                    free.remove(column)
    if "time" in words and found["time"] is None:
        found["time"] = next((one for one in free if _holds_times(table, one)), None)
    return found


def filled_columns(table: Table) -> frozenset[str]:
    """The columns with a value in the sample."""
    return frozenset(
        name
        for place, name in enumerate(table.columns)
        if any(len(row) > place and row[place].strip() for row in table.sample)
    )


def _equal(words: tuple[str, ...], columns: list[str]) -> str | None:
    keys = {_folded(column): column for column in reversed(columns)}
    return next((keys[_folded(word)] for word in words if _folded(word) in keys), None)


def _contained(words: tuple[str, ...], columns: list[str]) -> str | None:
    # Short English words are parts of too many others ("to" in "total"): they must match as whole words.
    for word in words:
        for column in columns:
            folded = f" {_folded(column)} "
            if (f" {word} " in folded) if word.isascii() else (word in folded):
                return column
    return None


def _folded(name: str) -> str:
    return " ".join(key_of(name).replace("_", " ").replace("-", " ").replace(".", " ").split())


def _holds_times(table: Table, column: str) -> bool:
    place = table.columns.index(column)
    cells = [row[place] for row in table.sample if len(row) > place and row[place].strip()]
    return bool(cells) and all(LOOKS_LIKE_TIME.match(cell) for cell in cells)
