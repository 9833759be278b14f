"""Reads the two lists beside a log: the licensed users with their time, and the functions in scope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.delimited.matching import suggest
from app.delimited.names import key_of
from app.delimited.reading import Table, numbered
from app.delimited.times import day_order
from app.delimited.unreadable import UnreadableFile
from app.opening.opened import opened
from app.usage.columns import FUNCTION_WORDS, USER_WORDS
from app.usage.dates import read_day
from app.usage.posts import Line, Post, one_each
from app.usage.reasons import Refused
from phases.model import listed

Chosen = Mapping[str, str]
NOTHING: Chosen = MappingProxyType({})
YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "√", "是", "有", "高级"})
UNLICENSED = frozenset({"no", "n", "none", "false", "0", "-", "否", "无", "未授权", "没有"})
NO = frozenset({"", "no", "n", "false", "f", "0", "-", "否", "无", "普通", "基础"})


@dataclass(frozen=True, slots=True)
class User:
    """A person with a licence, from `start` to `end`, both included; None is open on that side.

    Who changed role or department has `posts`, one for each line of the list, in the order of time; role, department
    and region are then those of the last.
    """

    user: str
    role: str = ""
    department: str = ""
    start: date | None = None
    end: date | None = None
    region: str = ""
    licence: str = ""
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function in scope, its area, whether it is advanced, and the roles meant to use it; none means everybody."""

    function: str
    area: str = ""
    advanced: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserList:
    """The users of a file in its order, and the rows refused; `columns` as the file names them, `known` by field.

    `kind` is that of the file; encoding and delimiter are empty when it is no delimited text.
    """

    users: tuple[User, ...]
    refused: tuple[Refused, ...]
    encoding: str
    delimiter: str
    columns: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    kind: str = "csv"


@dataclass(frozen=True, slots=True)
class FunctionList:
    """The functions of a file in its order, and the rows refused; `columns` as named, `known` by field."""

    functions: tuple[Function, ...]
    refused: tuple[Refused, ...]
    encoding: str
    delimiter: str
    columns: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    kind: str = "csv"


def read_users(path: Path, columns: Chosen = NOTHING) -> UserList:
    """Read `user,role,department,region,licence,start,end` (English or Chinese headers; only `user` must be there).

    Several rows of a user with different starts are posts held one after the other; an open end is closed by the next
    start. Without starts the first row counts (names are equal whatever their case and outer space). UnreadableFile
    when the file cannot be read, has no column of users, or no rows. `columns` says which column is which field, where
    somebody said so: an empty one is none.
    """
    read = _read(path, USER_WORDS, "user", columns)
    order = day_order(cell for _, row in read.rows for cell in (row["start"], row["end"]))
    lines: list[Line] = []
    refused: list[Refused] = []
    for number, row in read.rows:
        made = _user(row, order)
        if isinstance(made, User):
            lines.append((number, made))
        else:
            refused.append(Refused(number, made, read.line(row)))
    users, repeated = one_each(lines)
    text = dict(read.rows)
    refused += [Refused(number, reason, read.line(text[number])) for number, reason in repeated.items()]
    refused.sort(key=lambda one: one.row)
    return UserList(tuple(users), tuple(refused), **read.told())


def read_functions(path: Path, columns: Chosen = NOTHING) -> FunctionList:
    """Read `function,area,advanced,roles` (English or Chinese headers, any order, only `function` is required).

    Roles are separated by ; | / 、 ， or a comma within quotation marks. Of two rows with the same function the first
    counts. UnreadableFile when the file cannot be read, has no column of functions, or no rows.
    """
    read = _read(path, FUNCTION_WORDS, "function", columns)
    functions: list[Function] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for number, row in read.rows:
        made = _function(row, seen)
        if isinstance(made, Function):
            functions.append(made)
            seen.add(key_of(made.function))
        else:
            refused.append(Refused(number, made, read.line(row)))
    return FunctionList(tuple(functions), tuple(refused), **read.told())


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as it was read: the kind of its file, its table, the fields it has, its rows as field → text."""

    kind: str
    ours: bool
    table: Table
    known: frozenset[str]
    rows: list[tuple[int, dict[str, str]]]

    def line(self, row: dict[str, str]) -> str:
        """A row as one line of text."""
        return self.table.delimiter.join(row.values())

    def told(self) -> dict[str, Any]:
        """What the list says of its file."""
        written = ("", "") if self.ours else (self.table.encoding, self.table.delimiter)
        return {
            "kind": self.kind, "encoding": written[0], "delimiter": written[1], "columns": self.table.columns,
            "known": self.known,
        }  # fmt: skip


def columns_of(table: Table, words: Mapping[str, tuple[str, ...]], chosen: Chosen = NOTHING) -> dict[str, str | None]:
    """The column of each field: as chosen where the table has that column, otherwise as its heading suggests."""
    said = {field: name for field, name in chosen.items() if field in words and (not name or name in table.columns)}
    taken = set(said.values())
    guessed = {field: None if name in taken else name for field, name in suggest(table, dict(words)).items()}
    return {**guessed, **{field: name or None for field, name in said.items()}}


def _read(path: Path, words: dict[str, tuple[str, ...]], required: str, chosen: Chosen) -> _Read:
    """The rows of a list; blank lines and columns nobody asked for are left out."""
    with opened(path) as source:
        table = source.table()
        columns = columns_of(table, words, chosen)
        if columns[required] is None:
            raise UnreadableFile(
                "The file needs a column “{required}”; its columns are: {columns}. Give the right one the heading "
                "“{required}” and bring the file again; the example file shows all headings that are read.",
                "文件须有“{required}”列；现有的列为：{columns}。请将相应列的列名改为“{required}”后重新上传；可读取的全部列名见示例文件。",
                required=required,
                columns=listed(table.columns),
            )
        places = {field: table.columns.index(name) for field, name in columns.items() if name is not None}
        rows = list(_fields(table, places, words))
    if not rows:
        raise UnreadableFile("The file has a header but no rows.", "文件只有表头，没有数据行。")
    return _Read(source.kind, source.ours, table, frozenset(places), rows)


def _fields(
    table: Table, places: dict[str, int], words: dict[str, tuple[str, ...]]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in numbered(table):
        if any(cell.strip() for cell in row):
            got = {field: row[place].strip() for field, place in places.items() if place < len(row)}
            yield number, {field: got.get(field, "") for field in words}


def _user(row: dict[str, str], order: str | None) -> User | str:
    """The user of a row, or the key of the reason to refuse it."""
    start, end = (read_day(row[name], order) for name in ("start", "end"))
    if reason := _flaw_of_name(row["user"], "no-user", set()):
        return reason
    if key_of(row["licence"]) in UNLICENSED:
        return "no-licence"
    if row["start"] and start is None:
        return "bad-start"
    if row["end"] and end is None:
        return "bad-end"
    if start and end and end < start:
        return "end-before-start"
    return User(row["user"], row["role"], row["department"], start, end, row["region"], row["licence"])


def _function(row: dict[str, str], seen: set[str]) -> Function | str:
    """The function of a row, or the key of the reason to refuse it."""
    if reason := _flaw_of_name(row["function"], "no-function", seen):
        return reason
    advanced = key_of(row["advanced"])
    if advanced not in YES | NO:
        return "bad-advanced"
    roles = (role.strip() for role in re.split(r"[;；|/、,，]", row["roles"]))
    return Function(row["function"], row["area"], advanced in YES, tuple(dict.fromkeys(role for role in roles if role)))


def _flaw_of_name(name: str, missing: str, seen: set[str]) -> str | None:
    if not key_of(name):
        return missing
    if "\ufffd" in name or "\0" in name:
        return "unreadable"
    if len(name) > 300:
        return "too-long"
    return "twice" if key_of(name) in seen else None
