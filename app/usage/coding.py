"""Writes a log or list anew with codes in place of names, and with nothing but the columns that are needed.

Rows keep their numbers, so that a refused row is found in the file that somebody has at home. Cases and instances of
activities, by which starts and completions are put together, become numbers.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask import current_app

from app import files
from app.config import Settings
from app.delimited.reading import Table, batches
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import Received, receive
from app.language import say
from app.opening.opened import opened
from app.usage.columns import EVENT_FIELDS, USER_WORDS, Mapped
from app.usage.lifecycle import COLUMNS, NUMBERED, lifecycle_places
from app.usage.lists import NOTHING, Chosen, columns_of
from app.usage.pseudonyms import Codes
from phases.model import listed

NO_LIMIT = 1 << 50


@dataclass(frozen=True, slots=True)
class Coded:
    """A log whose names are replaced: the digest of the file as it came, the file with codes, how it is read."""

    original: str
    file: Received
    mapping: Mapped


def code_log(path: Path, mapping: Mapped, codes: Codes) -> tuple[Received, Mapped]:
    """Keep a log with codes for its users, and say by which columns it is read then.

    Refused with a sentence when it cannot be read, or has no column of that name.
    """
    try:
        with opened(path, folder=_folder()) as source:
            table = source.table(encoding=mapping.encoding, delimiter=mapping.delimiter, header=mapping.header)
            places = dict(zip(EVENT_FIELDS, mapping.places(table), strict=True))
            more = lifecycle_places(table, list(places.values()))
            received = _kept(table, places | {COLUMNS[field]: place for field, place in more.items()}, codes)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    user, function, time = EVENT_FIELDS if table.has_header else ("column 1", "column 2", "column 3")
    written = replace(mapping, encoding="utf-8", delimiter=",", header=table.has_header)
    return received, replace(written, user=user, function=function, time=time)


def code_list(path: Path, codes: Codes, chosen: Chosen = NOTHING) -> Received:
    """Keep a list of users with codes for their names; columns that nobody asked for are left out."""
    try:
        with opened(path, folder=_folder()) as source:
            table = source.table()
            columns = columns_of(table, USER_WORDS, chosen)
            places = {field: table.columns.index(name) for field, name in columns.items() if name is not None}
            if "user" not in places:
                raise UnreadableFile(
                    "The file needs a column “{required}”; its columns are: {columns}. Give the right one the heading "
                    "“{required}” and bring the file again; the example file shows all headings that are read.",
                    "文件须有“{required}”列；现有的列为：{columns}。请将相应列的列名改为“{required}”后重新上传；可读取的全部列名见示例文件。",
                    required="user",
                    columns=listed(table.columns),
                )
            return _kept(table, places, codes)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _kept(table: Table, places: Mapping[str, int], codes: Codes) -> Received:
    with tempfile.TemporaryDirectory(prefix="coding-", dir=_folder()) as name:
        out = Path(name) / "coded.csv"
        write_coded(table, places, codes, out)
        return receive(out, media_type="text/csv", limit=NO_LIMIT)


def write_coded(table: Table, places: Mapping[str, int], codes: Codes, out: Path) -> None:
    """Write the columns at these places as UTF-8 CSV, the user's as codes, each row on the line it had."""
    fields = list(places)
    order = [places[field] for field in fields]
    user = fields.index("user")
    numbers = {place: Numbers() for place, field in enumerate(fields) if field in NUMBERED}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for _line in range(1, table.first_row - 1 if table.has_header else table.first_row):
            writer.writerow([])
        if table.has_header:
            writer.writerow(fields)
        for _first, rows in batches(table):
            for row in rows:
                writer.writerow(_coded(row, order, user, codes, table.width, numbers))


class Numbers(dict[str, str]):
    """A number for each different text in the order of their coming, nothing for nothing."""

    def __missing__(self, text: str) -> str:
        self[text] = f"{len(self) + 1}" if text.strip() else ""
        return self[text]


def _coded(
    row: list[str], order: list[int], user: int, codes: Codes, width: int, numbers: Mapping[int, Numbers]
) -> list[str]:
    if not any(row):
        return []
    cells = [row[place] if place < len(row) else "" for place in order]
    cells[user] = codes[cells[user]]
    for place, known in numbers.items():
        cells[place] = known[cells[place]]
    # A row that is refused because it is too long stays so, without what stands in it.
    return [*cells, "…"] if any(cell.strip() for cell in row[width:]) else cells


def forget_original(digest: str) -> None:
    """Remove the file as it came from the disk, unless something else in the installation keeps the same file."""
    files.forget(digest)


def _folder() -> Path:
    settings: Settings = current_app.extensions["settings"]
    settings.usage.mkdir(parents=True, exist_ok=True)
    return settings.usage
