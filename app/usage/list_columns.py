"""Which column of a list is which field: proposed from the headings, chosen by a person, saved for the next list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.delimited.matching import suggest
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import Received, drop, keep
from app.language import say
from app.models import Project, StoredFile, UsageMapping, UsageSource
from app.opening.opened import opened
from app.usage.columns import EVENT_WORDS, FUNCTION_WORDS, USER_WORDS
from app.usage.lists import Chosen, columns_of

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {"users": USER_WORDS, "functions": FUNCTION_WORDS}
GROUPS: Mapping[str, tuple[str, ...]] = {"users": ("role", "department"), "functions": ("area", "roles", "advanced")}
"""What a list is for beside its names: when none of it was recognised, people are asked for the columns."""


def table_in(path: Path) -> Table:
    """The table of a list; refused with a sentence when the file cannot be read."""
    try:
        with opened(path) as source:
            return source.table()
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def must_ask(kind: str, table: Table, chosen: Chosen, *, coded: bool, grouped: bool = False) -> bool:
    """Whether people have to say which column is which: the headings do not tell the names.

    Or nothing but the names, where what was not recognised would be lost: a list with codes keeps no other column, and
    one that is `grouped` would lose the groups of the list in force. Headings of a log are no such groups.
    """
    found = columns_of(table, WORDS[kind], chosen)
    names, groups = next(iter(WORDS[kind])), GROUPS[kind]
    if found[names] is None or any(found[one] for one in groups):
        return found[names] is None
    unknown = set(table.columns) - {name for name in found.values() if name}
    of_log = {name for name in suggest(table, dict(EVENT_WORDS)).values() if name}
    return (coded and bool(unknown)) or (grouped and bool(unknown - of_log))


def choose_columns(
    *, project: Project, source: UsageSource, columns: Chosen, coded: Received | None = None, by: int | None
) -> bool:
    """Keep which column is which, for this list and for the project's next one.

    `coded` takes the place of the file as it came; whether the latter is kept no more and has to leave the disk.
    """
    gone = _put_coded(source, coded) if coded is not None else False
    source.mapping = {} if source.original_digest else dict(columns)
    query = select(UsageMapping).where(UsageMapping.project_id == project.id, UsageMapping.kind == source.kind)
    row = db.session.scalar(query)
    if row is None:
        row = UsageMapping(project_id=project.id, kind=source.kind)
        db.session.add(row)
    row.mapping, row.saved_at = dict(columns), now()
    db.session.flush()
    audit.record("usage.mapped", by=by, project=project.id, about=source.key, title=source.file_name)
    return gone


def _put_coded(source: UsageSource, coded: Received) -> bool:
    original = db.session.get_one(StoredFile, source.file_id)
    source.file_id, source.original_digest = keep(coded, media_type="text/csv").id, original.digest
    db.session.flush()
    return drop(original)
