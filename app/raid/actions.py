"""What people do with the RAID log: raise, edit, close, open again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit
from app.clock import now
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.people import find_member, members_of
from app.language import day
from app.models import Project, RaidEntry
from app.raid.words import KINDS, SEVERITIES
from app.words import _
from phases.order import ORDER


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person writes of a risk, assumption, issue or decision; `owner` is a member's key or nothing."""

    kind: str
    title: str
    severity: str = "medium"
    text: str = ""
    response: str = ""
    owner: str = ""
    due: date | None = None
    phase: str = ""


def raise_entry(*, project: Project, entry: Entry, by: int | None) -> RaidEntry:
    """Enter something in the log; refused for an owner who is not in the team, or words that do not exist."""
    row = RaidEntry(project_id=project.id, raised_by_id=by, **_values(project, entry))
    db.session.add(row)
    db.session.flush()
    _note("raid.raised", project, row, by)
    return row


def edit_entry(*, project: Project, row: RaidEntry, entry: Entry, version: int, by: int | None) -> None:
    """Change an entry; Conflict with both texts when somebody else has changed it since `version`."""
    values = _values(project, entry)
    if row.version != version:
        raise Conflict(_differences(project, row, values), version=row.version)
    for name, value in values.items():
        setattr(row, name, value)
    _note("raid.edited", project, row, by)


def close_entry(*, project: Project, row: RaidEntry, note: str, version: int, by: int | None) -> None:
    """Close an entry with a sentence on how it ended."""
    if row.closed_at is not None:
        raise Refused(_("This entry is closed already."))
    if not note.strip():
        raise Refused(_("Please say in a sentence how it ended."))
    if row.version != version:
        raise Conflict([Difference(_("How it ended"), row.closing_note, note)], version=row.version)
    row.closed_at, row.closing_note = now(), note.strip()
    _note("raid.closed", project, row, by)


def reopen_entry(*, project: Project, row: RaidEntry, version: int, by: int | None) -> None:
    """Open a closed entry again; its closing note stays in the audit trail."""
    if row.closed_at is None:
        raise Refused(_("This entry is open already."))
    if row.version != version:
        raise Conflict(version=row.version)
    note, row.closed_at, row.closing_note = row.closing_note, None, ""
    _note("raid.reopened", project, row, by, note=note)


def _values(project: Project, entry: Entry) -> dict[str, Any]:
    if entry.kind not in KINDS or entry.severity not in SEVERITIES or entry.phase not in {"", *ORDER}:
        raise Refused(_("Choose a kind, a severity and a phase from the lists."))
    if not entry.title.strip():
        raise Refused(_("Say in a few words what it is about."))
    owner = find_member(project.id, entry.owner) if entry.owner else None
    if entry.owner and owner is None:
        raise Refused(_("The owner has to be in the team of the engagement."))
    return {
        "kind": entry.kind,
        "title": entry.title.strip(),
        "severity": entry.severity,
        "text": entry.text.strip(),
        "response": entry.response.strip(),
        "owner_id": owner.id if owner else None,
        "due": entry.due,
        "phase": entry.phase or None,
    }


def _differences(project: Project, row: RaidEntry, mine: dict[str, Any]) -> list[Difference]:
    names = {member.id: member.name for member in members_of(project.id)}
    shown: dict[str, tuple[str, Callable[[Any], str]]] = {
        "kind": (_("Kind"), lambda value: str(KINDS[value])),
        "title": (_("Title"), str),
        "severity": (_("Severity"), lambda value: str(SEVERITIES[value])),
        "text": (_("Description"), str),
        "response": (_("Response"), str),
        "owner_id": (_("Owner"), lambda value: names.get(value, "")),
        "due": (_("Due"), day),
        "phase": (_("Phase"), lambda value: value or ""),
    }
    return [
        Difference(label, words(getattr(row, name)), words(mine[name]))
        for name, (label, words) in shown.items()
        if getattr(row, name) != mine[name]
    ]


def _note(verb: str, project: Project, row: RaidEntry, by: int | None, **data: str) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=row.key, title=row.title, kind=row.kind, **data)
