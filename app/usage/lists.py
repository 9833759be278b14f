"""Reads the two lists beside a log: the licensed users with their time, and the functions in scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.delimited.matching import suggest
from app.delimited.names import key_of
from app.delimited.reading import Table, numbered, sniff
from app.delimited.times import day_order
from app.delimited.unreadable import UnreadableFile
from app.usage.columns import FUNCTION_WORDS, USER_WORDS
from app.usage.dates import read_day
from app.usage.reasons import Refused

YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "√", "是", "有", "高级"})
NO = frozenset({"", "no", "n", "false", "f", "0", "-", "否", "无", "普通", "基础"})


@dataclass(frozen=True, slots=True)
class User:
    """A person with a licence, from `start` to `end`, both included; None is open on that side."""

    user: str
    role: str = ""
    department: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function in scope, its area, whether it is advanced, and the roles meant to use it; none means everybody."""

    function: str
    area: str = ""
    advanced: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserList:
    """The users of a file in its order, and the rows refused; `columns` as the file names them, `known` by field."""

    users: tuple[User, ...]
    refused: tuple[Refused, ...]
    encoding: str
    delimiter: str
    columns: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FunctionList:
    """The functions of a file in its order, and the rows refused; `columns` as named, `known` by field."""

    functions: tuple[Function, ...]
    refused: tuple[Refused, ...]
    encoding: str
    delimiter: str
    columns: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()


def read_users(path: Path) -> UserList:
    """Read `user,role,department,start,end` (English or Chinese headers, any order, only `user` is required).

    Of two rows with the same user (case and outer space aside) the first counts. UnreadableFile when the file cannot be
    read, has no column of users, or no rows.
    """
    table, known, rows = _read(path, USER_WORDS, "user")
    order = day_order(cell for _, row in rows for cell in (row["start"], row["end"]))
    users: list[User] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for number, row in rows:
        made = _user(row, order, seen)
        if isinstance(made, User):
            users.append(made)
            seen.add(key_of(made.user))
        else:
            refused.append(Refused(number, made, table.delimiter.join(row.values())))
    return UserList(tuple(users), tuple(refused), table.encoding, table.delimiter, table.columns, known)


def read_functions(path: Path) -> FunctionList:
    """Read `function,area,advanced,roles` (English or Chinese headers, any order, only `function` is required).

    Roles are separated by ; | / 、 ， or a comma within quotation marks. Of two rows with the same function the first
    counts. UnreadableFile when the file cannot be read, has no column of functions, or no rows.
    """
    table, known, rows = _read(path, FUNCTION_WORDS, "function")
    functions: list[Function] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for number, row in rows:
        made = _function(row, seen)
        if isinstance(made, Function):
            functions.append(made)
            seen.add(key_of(made.function))
        else:
            refused.append(Refused(number, made, table.delimiter.join(row.values())))
    return FunctionList(tuple(functions), tuple(refused), table.encoding, table.delimiter, table.columns, known)


def _read(
    path: Path, words: dict[str, tuple[str, ...]], required: str
) -> tuple[Table, frozenset[str], list[tuple[int, dict[str, str]]]]:
    """The table, the fields it has, its rows as field → text; blank lines and columns nobody asked for are left out."""
    table = sniff(path)
    columns = suggest(table, words)
    if columns[required] is None:
        raise UnreadableFile(
            "The file needs a column “{required}”; its columns are: {columns}.",
            "文件须有“{required}”列；现有的列为：{columns}。",
            required=required,
            columns=", ".join(table.columns),
        )
    places = {field: table.columns.index(name) for field, name in columns.items() if name is not None}
    rows = list(_fields(table, places, words))
    if not rows:
        raise UnreadableFile("The file has a header but no rows.", "文件只有表头，没有数据行。")
    return table, frozenset(places), rows


def _fields(
    table: Table, places: dict[str, int], words: dict[str, tuple[str, ...]]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in numbered(table):
        if any(cell.strip() for cell in row):
            got = {field: row[place].strip() for field, place in places.items() if place < len(row)}
            yield number, {field: got.get(field, "") for field in words}


def _user(row: dict[str, str], order: str | None, seen: set[str]) -> User | str:
    """The user of a row, or the key of the reason to refuse it."""
    start, end = (read_day(row[name], order) for name in ("start", "end"))
    if reason := _flaw_of_name(row["user"], "no-user", seen):
        return reason
    if row["start"] and start is None:
        return "bad-start"
    if row["end"] and end is None:
        return "bad-end"
    if start and end and end < start:
        return "end-before-start"
    return User(row["user"], row["role"], row["department"], start, end)


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
