"""The audit trail in words: what happened in a project, as sentences with the place to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, or_, select

from app.database import read
from app.language import ago, day, say
from app.models import AuditEvent, User
from app.registers.catalogue import registers
from app.roles import role_title
from app.tellings import ELSE, OUTCOMES, STATES, TELLINGS
from app.words import _
from phases.edition import Edition, editions
from phases.order import TITLES
from phases.thresholds import titled
from phases.warnings import KINDS

_NO_EVENT = 2**62
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
_OF_PROJECT = _EVENT.c.project_id == bindparam("project")
_NEWEST = (
    _ROWS.where(_OF_PROJECT)
    .order_by(_EVENT.c.at.desc(), _EVENT.c.id.desc())
    .limit(bindparam("size", type_=Integer))
)  # fmt: skip
_KNOWN: Any = AuditEvent.__table__.alias("known")
_ITS_TIME = (
    select(_KNOWN.c.at)
    .where(_KNOWN.c.id == bindparam("before"), _KNOWN.c.project_id == bindparam("project"))
    .scalar_subquery()
)
_EARLIER = _NEWEST.where(_EVENT.c.at <= _ITS_TIME, or_(_EVENT.c.at < _ITS_TIME, _EVENT.c.id < bindparam("before")))
"""What came before an event: at an earlier moment, or written before it at the same one."""
_IN_TIME = func.row_number().over(partition_by=_EVENT.c.project_id, order_by=(_EVENT.c.at.desc(), _EVENT.c.id.desc()))
_RANKED = (
    select(
        _EVENT.c.project_id, _EVENT.c.id, func.count().over(partition_by=_EVENT.c.project_id).label("count"),
        _IN_TIME.label("place"),
    )
    .where(_EVENT.c.project_id.in_(_IDS), _EVENT.c.at >= bindparam("since"))
    .subquery()
)  # fmt: skip
_COUNTS = select(_RANKED.c.project_id, _RANKED.c.count, _RANKED.c.id).where(_RANKED.c.place == 1)
_THESE = _ROWS.where(_EVENT.c.id.in_(_IDS))


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: when in words and for machines, who, what, and where to look (may be nothing)."""

    when: str
    iso: str
    who: str
    sentence: str
    url: str
    icon: str


def events_of(project_id: int, key: str, edition: Edition, *, limit: int) -> list[Event]:
    """The newest events of a project as sentences, newest first, in one query."""
    rows = read(_NEWEST, {"project": project_id, "size": limit})
    return [tell(row, key, edition) for row in rows]


def events_page(
    project_id: int, key: str, edition: Edition, *, before: int | None = None, size: int = 50
) -> tuple[list[Event], int | None]:
    """A page of events, and the number to ask the next page with; None when this is the last."""
    parameters = {"project": project_id, "size": size + 1}
    if before is None:
        rows = read(_NEWEST, parameters)
    else:
        rows = read(_EARLIER, {**parameters, "before": min(before, _NO_EVENT)})
    events = [tell(row, key, edition) for row in rows[:size]]
    return events, rows[size - 1].id if len(rows) > size else None


def latest_of(projects: Mapping[int, tuple[str, str]], since: datetime) -> dict[int, tuple[int, Event]]:
    """Per project id: how many acts since then, and the newest of them; `projects` gives key and edition by id.

    Two queries for any number of projects; projects where nothing happened have no entry.
    """
    parameters = {"ids": list(projects), "since": since}
    counts = {id: (count, newest) for id, count, newest in read(_COUNTS, parameters)}
    newest = [event for _count, event in counts.values()]
    found: dict[int, tuple[int, Event]] = {}
    for row in read(_THESE, {"ids": newest}):
        key, edition = projects[row.project_id]
        found[row.project_id] = (counts[row.project_id][0], tell(row, key, editions()[edition]))
    return found


def tell(row: Any, key: str, edition: Edition) -> Event:
    """One row of the trail as a line of a timeline."""
    telling = TELLINGS.get(row.verb, ELSE)
    told = Told(row, edition)
    place = telling.place.format_map({"number": "", **told.data, "about": row.about}) if telling.place else ""
    return Event(
        when=ago(row.at),
        iso=row.at.isoformat(),
        who=row.who or _("Sextant"),
        sentence=str(telling.sentence) % told,
        url=f"/projects/{key}/{place.rstrip('/')}" if place else "",
        icon=telling.icon,
    )


ABOUT_REGISTERS = frozenset({"record.taken-in", "headings.told", "words.told"})
"""Acts whose title is a register's: each reader has it in their language."""


class Told:
    """The values that a sentence asks for, found when it asks; what an old event does not know is an ellipsis."""

    def __init__(self, row: Any, edition: Edition) -> None:
        self.row, self.edition = row, edition
        self.data: dict[str, Any] = row.data or {}

    def __getitem__(self, name: str) -> str:
        value = self.data.get(name)
        match name:
            case "title":
                if (
                    self.row.verb in ABOUT_REGISTERS
                    and (path := self.row.about.removeprefix("records/")) in registers()
                ):
                    return say(registers()[path].title)
                return str(value or title_of(self.edition, self.row.about))
            case "person":
                return str(self.row.person or self.data.get("name") or "…")
            case "role":
                return role_title(str(value))
            case "start":
                return _as_day(str(value))
            case "state":
                return str(STATES.get(str(value or self._answer().get("state")), "…"))
            case "threshold":
                return say(titled(str(value)))
            case "outcome":
                return str(OUTCOMES.get(str(value), "…"))
            case _:
                return "…" if value is None else str(value)

    def _register(self) -> str:
        return str(self.row.about).removeprefix("records/")

    def _answer(self) -> dict[str, Any]:
        answer = self.data.get("to")
        return answer if isinstance(answer, dict) else {}


def title_of(edition: Edition, about: str) -> str:
    """What an event is about in the words of the method: an item's question, a deliverable's or phase's title."""
    if about in KINDS:
        return say(KINDS[about].title)
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
