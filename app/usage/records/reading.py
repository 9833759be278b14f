"""Reads a file of records: which system holds which customer, order or case, with its times, customer and fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.delimited.matching import place_of, suggest
from app.delimited.names import key_of
from app.delimited.reading import numbered
from app.delimited.times import day_order
from app.delimited.unreadable import UnreadableFile
from app.opening.opened import opened
from app.usage.judging_few import canonical, instant
from phases.model import Text, listed

WORDS: dict[str, tuple[str, ...]] = {
    "system": ("system", "source", "source system", "系统", "来源", "来源系统"),
    "object": ("object", "type", "entity", "record type", "对象", "类型", "记录类型"),
    "id": ("id", "number", "key", "record id", "编号", "记录编号", "主键"),
    "customer": ("customer", "customer id", "account", "parent", "客户", "客户编号", "所属客户"),
    "happened": ("happened", "happened at", "event time", "last business", "发生时间", "业务时间", "最近业务"),
    "recorded": ("recorded", "recorded at", "created", "created at", "录入时间", "创建时间", "登记时间"),
    "fields": ("fields", "required fields", "fields required", "应填字段", "应填字段数", "字段数"),
    "filled": ("filled", "fields filled", "filled fields", "已填字段", "已填字段数"),
}
"""The columns by the names they have in files; the first three must be there."""
CUSTOMERS = frozenset({"customer", "customers", "account", "accounts", "client", "客户", "客户档案"})
CRM = frozenset({"crm", "crm system", "crm系统"})
LONGEST = 300

REASONS: dict[str, Text] = {
    "no-system": Text("The system is missing.", "缺少系统。"),
    "no-object": Text("The object is missing.", "缺少对象。"),
    "no-id": Text("The id is missing.", "缺少编号。"),
    "too-long": Text(
        "System, object, id or customer is longer than 300 characters.", "系统、对象、编号或客户超过 300 个字符。"
    ),
    "bad-time": Text(
        "A time is not in a known form, or says nothing about whether day or month comes first.",
        "时间格式无法识别，或无法判断日与月的先后。",
    ),
    "bad-fields": Text(
        "Fields and filled are whole numbers, filled no more than fields.",
        "应填与已填字段数应为整数，且已填不超过应填。",
    ),
    "half-fields": Text("Only one of fields and filled is stated.", "应填与已填字段数只填了一个。"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record; names are keys (lower case, trimmed), times microseconds since 1970, None where not stated."""

    system: str
    object: str
    id: str
    customer: str | None
    happened: int | None
    recorded: int | None
    fields: int | None
    filled: int | None

    @property
    def is_crm(self) -> bool:
        """Whether the CRM holds it."""
        return self.system in CRM

    @property
    def is_customer(self) -> bool:
        """Whether it is a customer, not business with one."""
        return self.object in CUSTOMERS


@dataclass(frozen=True, slots=True)
class ReadRecords:
    """The records of a file in its order, and refused rows by number with the key of the reason."""

    records: tuple[Record, ...]
    refused: tuple[tuple[int, str], ...]


class _Bad(Exception):
    """The key of the reason why a row is refused."""


def read_records(path: Path, time_zone: str) -> ReadRecords:
    """Read `system,object,id,customer,happened,recorded,fields,filled` (English or Chinese headers, any order).

    Only the first three must be there. Times without offset are of the zone (IANA name). UnreadableFile when the file
    cannot be read, lacks one of the three, or has no rows.
    """
    with opened(path) as source:
        table = source.table()
        columns = suggest(table, WORDS)
        if missing := [name for name in ("system", "object", "id") if not columns[name]]:
            raise UnreadableFile(
                "A file of records needs the columns system, object and id; missing: {names}.",
                "记录文件须有 system、object、id（系统、对象、编号）三列；缺少：{names}。",
                names=listed(missing),
            )
        places = {name: place_of(column, table) for name, column in columns.items() if column}
        rows = [(number, _cells(row, places)) for number, row in numbered(table)]
    return _read(rows, ZoneInfo(time_zone))


def newest(files: Sequence[Sequence[Record]]) -> list[Record]:
    """The records of files in the order in which they came: what a later file has again stands in it as it is now."""
    seen: set[tuple[str, str, str]] = set()
    found: list[Record] = []
    for records in reversed(files):
        found += [one for one in records if (one.system, one.object, one.id) not in seen]
        seen |= {(one.system, one.object, one.id) for one in records}
    return found


def _read(rows: list[tuple[int, dict[str, str]]], zone: ZoneInfo) -> ReadRecords:
    order = day_order(cell for _, row in rows for cell in (row["happened"], row["recorded"]))
    records: list[Record] = []
    refused: list[tuple[int, str]] = []
    for number, row in rows:
        try:
            records.append(_record(row, order, zone))
        except _Bad as reason:
            refused.append((number, str(reason)))
    if not rows:
        raise UnreadableFile("The file has a header but no rows.", "文件只有表头，没有数据行。")
    return ReadRecords(tuple(records), tuple(refused))


def _cells(row: list[str], places: Mapping[str, int]) -> dict[str, str]:
    return {name: row[places[name]].strip() if places.get(name, len(row)) < len(row) else "" for name in WORDS}


def _record(row: Mapping[str, str], order: str | None, zone: ZoneInfo) -> Record:
    names = {name: key_of(row[name]) for name in ("system", "object", "id", "customer")}
    for name in ("system", "object", "id"):
        if not names[name]:
            raise _Bad(f"no-{name}")
    if any(len(name) > LONGEST for name in names.values()):
        raise _Bad("too-long")
    fields, filled = _fields(row["fields"], row["filled"])
    return Record(
        names["system"], names["object"], names["id"], names["customer"] or None,
        _time(row["happened"], order, zone), _time(row["recorded"], order, zone), fields, filled,
    )  # fmt: skip


def _time(text: str, order: str | None, zone: ZoneInfo) -> int | None:
    if not text:
        return None
    at = instant(canonical(text, order), zone)
    if at is None or not 1970 <= at.year <= 2199:
        raise _Bad("bad-time")
    since = at - datetime(1970, 1, 1, tzinfo=at.tzinfo)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _fields(fields: str, filled: str) -> tuple[int | None, int | None]:
    if not fields and not filled:
        return None, None
    if not fields or not filled:
        raise _Bad("half-fields")
    if not (fields.isascii() and fields.isdigit() and filled.isascii() and filled.isdigit()) or len(fields) > 6:
        raise _Bad("bad-fields")
    if int(filled) > int(fields):
        raise _Bad("bad-fields")
    return int(fields), int(filled)
