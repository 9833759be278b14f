"""The audit trail in words: what happened in a project, as sentences with the place to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from app.database import db
from app.language import ago, day, say
from app.models import AuditEvent, User
from app.roles import role_title
from app.words import _, lazy
from phases.edition import Edition, editions
from phases.order import TITLES


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: when in words and for machines, who, what, and where to look (may be nothing)."""

    when: str
    iso: str
    who: str
    sentence: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How a verb is told: its sentence, its icon, and the place below the project (`{about}` is filled in)."""

    sentence: Any
    icon: str = "dot"
    place: str = ""


TELLINGS: dict[str, Telling] = {
    "project.created": Telling(lazy("opened the engagement"), "flag"),
    "project.edited": Telling(lazy("changed the engagement's settings"), "edit", "settings"),
    "project.paused": Telling(lazy("paused the engagement: %(reason)s"), "stop"),
    "project.resumed": Telling(lazy("resumed the engagement"), "flag"),
    "project.reopened": Telling(lazy("opened the engagement again: %(reason)s"), "flag"),
    "project.closed": Telling(lazy("closed the engagement"), "done"),
    "project.cancelled": Telling(lazy("cancelled the engagement: %(reason)s"), "stop"),
    "plan.moved": Telling(lazy("moved the start of “%(title)s” to %(start)s"), "edit", "schedule"),
    "plan.move-undone": Telling(lazy("moved the start of “%(title)s” back to %(start)s"), "return", "schedule"),
    "plan.durations-set": Telling(lazy("changed the lengths of phases"), "edit", "schedule"),
    "member.added": Telling(lazy("added %(person)s to the team: %(role)s"), "people", "people"),
    "member.role-changed": Telling(lazy("gave %(person)s the part of %(role)s"), "people", "people"),
    "member.removed": Telling(lazy("took %(person)s off the team"), "people", "people"),
    "raid.raised": Telling(lazy("entered “%(title)s” in the RAID log"), "alert", "raid/{about}"),
    "raid.edited": Telling(lazy("changed “%(title)s” in the RAID log"), "edit", "raid/{about}"),
    "raid.closed": Telling(lazy("closed “%(title)s” in the RAID log"), "done", "raid/{about}"),
    "raid.reopened": Telling(lazy("opened “%(title)s” in the RAID log again"), "return", "raid/{about}"),
    "item.answered": Telling(lazy("answered “%(title)s”: %(state)s"), "done", "items/{about}"),
    "item.undone": Telling(lazy("took back the answer to “%(title)s”"), "return", "items/{about}"),
    "item.planned": Telling(lazy("changed who answers “%(title)s” and when"), "edit", "items/{about}"),
    "item.added": Telling(lazy("added the item “%(title)s” to the checklist"), "plus", "items/{about}"),
    "item.edited": Telling(lazy("worded the item “%(title)s” anew"), "edit", "items/{about}"),
    "item.deleted": Telling(lazy("deleted the item “%(title)s” of the checklist"), "trash"),
    "evidence.added": Telling(lazy("added the evidence “%(title)s”"), "clip", "items/{about}"),
    "evidence.removed": Telling(lazy("removed the evidence “%(title)s”"), "trash", "items/{about}"),
    "evidence.restored": Telling(lazy("put the evidence “%(title)s” back"), "return", "items/{about}"),
}
ELSE = Telling(lazy("changed something in the project"))
STATES = {
    "open": lazy("Open"),
    "doing": lazy("Doing"),
    "done": lazy("Done"),
    "na": lazy("Not applicable"),
}


def events_of(project_id: int, key: str, edition: Edition, *, limit: int) -> list[Event]:
    """The newest events of a project as sentences, newest first, in one query."""
    rows = db.session.execute(_NEWEST, {"project": project_id, "before": _NO_LIMIT, "size": limit})
    return [tell(row, key, edition) for row in rows]


def events_page(
    project_id: int, key: str, edition: Edition, *, before: int | None = None, size: int = 50
) -> tuple[list[Event], int | None]:
    """A page of events, and the number to ask the next page with; None when this is the last."""
    parameters = {"project": project_id, "before": min(before or _NO_LIMIT, _NO_LIMIT), "size": size + 1}
    rows = db.session.execute(_NEWEST, parameters).all()
    events = [tell(row, key, edition) for row in rows[:size]]
    return events, rows[size - 1].id if len(rows) > size else None


def latest_of(projects: Mapping[int, tuple[str, str]], since: datetime) -> dict[int, tuple[int, Event]]:
    """Per project id: how many acts since then, and the newest of them; `projects` gives key and edition by id.

    Two queries for any number of projects; projects where nothing happened have no entry.
    """
    parameters = {"ids": list(projects), "since": since}
    counts = {id: (count, newest) for id, count, newest in db.session.execute(_COUNTS, parameters).all()}
    newest = [event for _count, event in counts.values()]
    found: dict[int, tuple[int, Event]] = {}
    for row in db.session.execute(_THESE, {"ids": newest}).all():
        key, edition = projects[row.project_id]
        found[row.project_id] = (counts[row.project_id][0], tell(row, key, editions()[edition]))
    return found


def tell(row: Any, key: str, edition: Edition) -> Event:
    """One row of the trail as a line of a timeline."""
    telling = TELLINGS.get(row.verb, ELSE)
    values = Told(_values(row, edition))
    return Event(
        when=ago(row.at),
        iso=row.at.isoformat(),
        who=row.who or _("Sextant"),
        sentence=str(telling.sentence) % values,
        url=f"/projects/{key}/{telling.place.format(about=row.about)}" if telling.place else "",
        icon=telling.icon,
    )


class Told(dict[str, str]):
    """Values for a sentence; what an old event does not know is an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


_NO_LIMIT = 2**62
_EVENT: Any = AuditEvent.__table__
_WHO: Any = User.__table__.alias("who")
_SUBJECT: Any = User.__table__.alias("subject")
_IDS: Any = bindparam("ids", expanding=True)
_ROWS = select(
    _EVENT.c.id,
    _EVENT.c.at,
    _EVENT.c.project_id,
    _EVENT.c.verb,
    _EVENT.c.about,
    _EVENT.c.data,
    _WHO.c.name.label("who"),
    _SUBJECT.c.name.label("person"),
).select_from(_EVENT.outerjoin(_WHO, _WHO.c.id == _EVENT.c.by_id).outerjoin(_SUBJECT, _SUBJECT.c.key == _EVENT.c.about))
_NEWEST = (
    _ROWS.where(_EVENT.c.project_id == bindparam("project"), _EVENT.c.id < bindparam("before"))
    .order_by(_EVENT.c.id.desc())
    .limit(bindparam("size", type_=Integer))
)
_THESE = _ROWS.where(_EVENT.c.id.in_(_IDS))
_COUNTS = (
    select(_EVENT.c.project_id, func.count(), func.max(_EVENT.c.id))
    .where(_EVENT.c.project_id.in_(_IDS), _EVENT.c.at >= bindparam("since"))
    .group_by(_EVENT.c.project_id)
)


def _values(row: Any, edition: Edition) -> dict[str, str]:
    data = row.data or {}
    values = {name: str(value) for name, value in data.items() if isinstance(value, str | int | float)}
    values["title"] = values.get("title") or title_of(edition, row.about)
    values["person"] = row.person or values.get("name", "…")
    if "role" in values:
        values["role"] = role_title(values["role"])
    if "start" in values:
        values["start"] = _as_day(values["start"])
    state = values.get("state") or (data["to"].get("state") if isinstance(data.get("to"), dict) else None)
    if state in STATES:
        values["state"] = str(STATES[state])
    return values


def title_of(edition: Edition, about: str) -> str:
    """What an event is about in the words of the method: an item's question, a deliverable's or phase's title."""
    if about in TITLES:
        return say(TITLES[about])
    content = edition.phases.get(about.partition(".")[0])
    if content is None:
        return about
    if about in content.items:
        return say(content.items[about].question)
    return say(content.deliverables[about].title) if about in content.deliverables else about


def _as_day(iso: str) -> str:
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso
