"""Pieces of evidence as an item's page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.language import day, file_size, moment
from app.models import Project
from app.permissions import the_access, the_viewer
from app.rights import ANSWERED_ROLES, Right
from app.words import _


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One piece: `href` leads to the file or the link, `url` is where it is removed and put back,
    `stale` says that it is out of date and what to do."""

    key: str
    icon: str
    title: str
    href: str
    outside: bool
    text: str
    details: str
    day: str
    stale: str
    added: str
    removed: bool
    removable: bool
    url: str


def pieces(records: Sequence[Any], project: Project, fresh: date) -> list[PieceRow]:
    """The rows of evidence, newest date first; what speaks of a day before `fresh` is out of date."""
    base = f"/projects/{project.key}/evidence/"
    return [_piece(record, base + record.key, fresh) for record in records]


def may_remove(added_by: int | None) -> bool:
    """Whether the person may take a piece away: who does not answer everything only what they brought themselves."""
    access = the_access()
    return access.may(Right.ADD_EVIDENCE) and (access.role not in ANSWERED_ROLES or added_by == the_viewer().id)


def _piece(record: Any, url: str, fresh: date) -> PieceRow:
    return PieceRow(
        key=record.key,
        icon={"file": "file", "link": "link"}.get(record.kind, "note"),
        title=record.title,
        href=url if record.kind == "file" else record.url,
        outside=record.kind == "link",
        text="" if record.text.strip() == record.title else record.text,
        details=f"{record.file_name} · {file_size(record.size)}" if record.kind == "file" else record.url,
        day=day(record.speaks_of),
        stale=_stale(fresh) if record.speaks_of < fresh else "",
        added=_added(record),
        removed=record.removed_at is not None,
        removable=may_remove(record.added_by_id),
        url=url,
    )


def _stale(fresh: date) -> str:
    return _("It speaks of a day before %(day)s: add newer evidence.", day=day(fresh))


def _added(record: Any) -> str:
    return _("added by %(name)s, %(when)s", name=record.added_by or _("Sextant"), when=moment(record.created_at))
