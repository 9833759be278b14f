"""Joins between records, read for the facts of gates: which rows stand at the other end."""

from collections import defaultdict
from typing import Any
from zlib import crc32

from sqlalchemy import select

from app.database import db
from app.models import Join

_JOIN: Any = Join.__table__.c


def word_id(word: str) -> int:
    """The number of what has none of its own: a function by its name, an indicator by its key."""
    return crc32(" ".join(word.casefold().split()).encode())


def joined(project_id: int, from_kind: str, to_kind: str) -> list[tuple[int, int]]:
    """All pairs of row numbers of two kinds, the earlier end first, in one query."""
    wanted = (_JOIN.project_id == project_id, _JOIN.from_kind == from_kind, _JOIN.to_kind == to_kind)
    rows = db.session.execute(select(_JOIN.from_id, _JOIN.to_id).where(*wanted).order_by(_JOIN.from_id, _JOIN.to_id))
    return [(start, end) for start, end in rows]


def ends_of(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    """The later ends by the earlier one."""
    found: dict[int, list[int]] = defaultdict(list)
    for start, end in pairs:
        found[start].append(end)
    return found


def starts_of(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    """The earlier ends by the later one."""
    return ends_of([(end, start) for start, end in pairs])
