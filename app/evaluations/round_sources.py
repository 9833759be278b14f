"""Which files went into a round and what was left out of them, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.facts.evaluation import SourceFact
from app.language import day, number
from app.words import _


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file that went in."""

    name: str
    kind: str
    rows: str
    accepted: str
    refused: str
    period: str
    digest: str


def source_row(one: SourceFact) -> SourceRow:
    """A file as the table of sources shows it."""
    kinds = {"events": _("Usage log"), "users": _("List of users"), "functions": _("List of functions")}
    first, last = (_day(one.first_at), _day(one.last_at))
    return SourceRow(
        name=one.file_name,
        kind=kinds[one.kind],
        rows=number(one.rows, 0),
        accepted=number(one.accepted, 0),
        refused=number(one.refused, 0),
        period=f"{first} – {last}" if first and last else "",
        digest=one.digest,
    )


def unknown_names(log: Mapping[str, list[list[object]]]) -> list[tuple[str, str]]:
    """Names in the log that no list has, with their events: who or what they are has to be asked."""
    titles = (("unknown_users", _("Users not on the list")), ("unknown_functions", _("Functions not in scope")))
    return [
        (title, ", ".join(f"{name} ({number(int(str(events)), 0)})" for name, events in log[kind]))
        for kind, title in titles
        if log.get(kind)
    ]


def _day(instant: str | None) -> str:
    return day(datetime.fromisoformat(instant).date()) if instant else ""
