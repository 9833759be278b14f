"""Which files went into a round and what was left out of them, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.clock import day_in
from app.facts.evaluation import SourceFact
from app.language import day, listed, number
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


def at_hand(sources: Iterable[SourceFact]) -> str:
    """What of the three kinds of files is there already, and what is still missing; nothing when there is none."""
    kinds = {"events": _("usage log"), "users": _("list of users"), "functions": _("functions in scope")}
    present = {source.kind for source in sources}
    there, missing = ([kinds[kind] for kind in kinds if (kind in present) == has] for has in (True, False))
    if not there:
        return ""
    if not missing:
        return _("Usage log, list of users and functions in scope are here: it can be computed now.")
    return _(
        "Here already: %(there)s. Still missing: %(missing)s; what needs it stays unmeasured.",
        there=listed(there),
        missing=listed(missing),
    )


def source_row(one: SourceFact, time_zone: str) -> SourceRow:
    """A file as the table of sources shows it; its days are those of the given time zone."""
    kinds = {
        "events": _("Usage log"),
        "users": _("List of users"),
        "functions": _("List of functions"),
        "cases": _("Case log"),
        "records": _("File of records"),
    }
    first, last = (_day(instant, time_zone) for instant in (one.first_at, one.last_at))
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
        (title, listed(f"{name} ({number(int(str(events)), 0)})" for name, events in log[kind]))
        for kind, title in titles
        if log.get(kind)
    ]


def _day(instant: str | None, time_zone: str) -> str:
    return day(day_in(datetime.fromisoformat(instant), time_zone)) if instant else ""
