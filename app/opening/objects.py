"""Reads events as JSON: one object a line, or one array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from app.delimited.unreadable import UnreadableFile
from app.opening.cells import text_of, write_rows

LOOKED_AT = 1000
"""Objects whose names make the columns; a name that comes later only is none of them."""
HEAD = 1 << 20
"""Characters by which lines are told from an array."""
LARGEST_ARRAY = 64 << 20
"""Bytes of an array, which is read as a whole; lines may be as many as there are."""
MOST_COLUMNS = 200

Object = dict[str, Any]


def write_csv(path: Path, out: Path, *, rows: int | None = None) -> None:
    """Write the objects (the first `rows` of them) as CSV; UnreadableFile names the line that is no object."""
    found = islice(objects(path), rows)
    first = list(islice(found, LOOKED_AT))
    if not first:
        raise UnreadableFile("The file has no events in it.", "文件中没有事件。")
    columns = columns_of(first)
    write_rows(out, columns, _cells(first, found, columns))


def columns_of(some: list[Object]) -> list[str]:
    """The names that these objects use, in the order in which they come."""
    names = dict.fromkeys(name for one in some for name in one)
    return list(names)[:MOST_COLUMNS]


def objects(path: Path) -> Iterator[Object]:
    """The objects of a file one by one."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = file.read(HEAD).lstrip()
        file.seek(0)
        if is_lines(start):
            yield from map(flat, _lines(file))
            return
        if path.stat().st_size > LARGEST_ARRAY:
            raise UnreadableFile(
                "An array of JSON may have {limit} MB; send one object a line instead, as large as you like.",
                "JSON 数组不得超过 {limit} MB；请改为每行一个对象，大小不限。",
                limit=LARGEST_ARRAY >> 20,
            )
        yield from map(flat, array(file.read()))


def array(text: str) -> list[Object]:
    """The objects of an array; UnreadableFile when it is none, or one of them is no object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            "The JSON is malformed: {error}.", "JSON 格式有误：{error}。", error=_short(error)
        ) from error
    found = _list_in(found)
    for number, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise UnreadableFile(
                "Element {number} of the array is no object like {example}.",
                "数组的第 {number} 个元素不是形如 {example} 的对象。",
                number=number,
                example='{"user": …, "function": …, "time": …}',
            )
    return found


def is_lines(start: str) -> bool:
    """Whether a text that begins like this has one object a line; else it is an array, or an object with one in it."""
    try:
        first = json.loads(start.split("\n", 1)[0])
    except ValueError:
        return "}\n{" in start.replace("\r", "")
    return isinstance(first, dict) and not any(_is_rows(value) for value in first.values())


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def flat(one: Object) -> Object:
    """An object whose objects are joined to it, one level deep: {"a": {"b": 1}} becomes {"a.b": 1}."""
    if not any(isinstance(value, dict) for value in one.values()):
        return one
    joined: Object = {}
    for name, value in one.items():
        if isinstance(value, dict):
            joined |= {f"{name}.{inner}": more for inner, more in value.items()}
        else:
            joined[name] = value
    return joined


def _list_in(found: Any) -> list[Any]:
    """The list itself, or the one in an answer like {"results": […]}; a single object is a list of one."""
    if isinstance(found, list):
        return found
    inside = [value for value in found.values() if isinstance(value, list)] if isinstance(found, dict) else []
    return inside[0] if len(inside) == 1 and all(isinstance(one, dict) for one in inside[0]) else [found]


def _lines(lines: Any) -> Iterator[Object]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableFile(
                "Line {number} is no JSON: {error}.",
                "第 {number} 行不是 JSON：{error}。",
                number=number,
                error=_short(error),
            ) from error
        if not isinstance(one, dict):
            raise UnreadableFile("Line {number} is no JSON object.", "第 {number} 行不是 JSON 对象。", number=number)
        yield one


def objects_in(text: str) -> list[Object]:
    """The objects of a text: one a line, or an array."""
    text = text.lstrip()
    return list(_lines(text.split("\n"))) if text.startswith("{") and is_lines(text) else array(text)


def _cells(first: list[Object], more: Iterator[Object], columns: list[str]) -> Iterator[list[str]]:
    for some in (first, more):
        for one in some:
            yield [text_of(one.get(name)) for name in columns]


def _short(error: Exception) -> str:
    return str(error)[:120]
