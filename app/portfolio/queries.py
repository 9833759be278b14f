"""The portfolio as page and export ask for it: the projects a person sees, filtered, sorted, a page at a time.

Statements are made once for each role, choice of filters and order, and run past the ORM: making and looking at them
would cost as much as the page itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, case, func, or_, select

from app.database import read
from app.facts.gate_counts import blockers_left
from app.facts.warnings import Warned, warned
from app.identity import Viewer
from app.models import AuditEvent, Client, Membership, Project, ProjectPhase, User
from app.visibility import viewpoint, visible_as
from phases.order import ORDER
from phases.warnings import KINDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects: client's and lead's key, phase, state, lateness, words; empty for all. `since` opens the week.

    `warning` is a kind of warning, or “any”.
    """

    since: datetime
    client: str = ""
    lead: str = ""
    phase: str = ""
    state: str = "active"
    late: str = ""
    words: str = ""
    warning: str = ""

    @property
    def shape(self) -> "Shape":
        """What the statement depends on."""
        filters = [name for name in ("client", "lead", "phase") if getattr(self, name)]
        return Shape(tuple(filters), self.state, self.late, min(len(self.words.split()), 8))

    @property
    def values(self) -> dict[str, Any]:
        """What it is run with."""
        words = {f"word{place}": f"%{_escaped(word)}%" for place, word in enumerate(self.words.lower().split()[:8])}
        return {"client": self.client, "lead": self.lead, "phase": self.phase, "state": self.state, **words}


class Shape(NamedTuple):
    """The filters in use, the state, the lateness, and how many words are searched for."""

    filters: tuple[str, ...]
    state: str
    late: str
    words: int


class Listed(NamedTuple):
    """A project as listed; what the facts of gates ask of a project is among it."""

    id: int
    key: str
    name: str
    client: str
    phase: str
    state: str
    edition: str
    time_zone: str
    go_live: date | None
    planned_end: date
    forecast_end: date | None
    slip: int
    likely_from: date | None
    likely_to: date | None
    wide_from: date | None
    wide_to: date | None


ALL = 2**31 - 1
MENU = 40
"""More clients than this are found by their name in the search field; a menu of them would grow with the firm."""

project: Any = Project.__table__.c
client: Any = Client.__table__.c
person: Any = User.__table__.c
member: Any = Membership.__table__.c
stage: Any = ProjectPhase.__table__.c
event: Any = AuditEvent.__table__.c
IDS: Any = bindparam("ids", expanding=True)
OF_CLIENT: Any = Project.__table__.join(Client.__table__, client.id == project.client_id)
LEADERS: Any = User.__table__.join(Membership.__table__, member.user_id == person.id)

LEAD = (
    select(person.name)
    .select_from(LEADERS)
    .where(member.project_id == project.id, member.role == "lead")
    .order_by(member.id)
    .limit(1)
    .correlate(Project.__table__)
    .scalar_subquery()
)
NEWEST = select(func.max(event.at)).where(event.project_id == project.id).correlate(Project.__table__).scalar_subquery()
SORTS: dict[str, Any] = {
    "name": func.lower(project.name),
    "client": func.lower(client.name),
    "phase": case({word: place for place, word in enumerate((*ORDER, "evaluation"))}, value=project.phase),
    "blockers": None,
    "late": project.slip,
    "warnings": None,
    "golive": func.coalesce(project.go_live, project.planned_end),
    "changed": NEWEST,
    "lead": func.lower(LEAD),
}
"""What each column sorts by; blockers and warnings are no columns and are counted by the method's own rules."""

COLUMNS = (
    project.id,
    project.key,
    project.name,
    client.name,
    project.phase,
    project.state,
    project.edition,
    project.time_zone,
    project.go_live,
    project.planned_end,
    project.forecast_end,
    project.slip,
    project.likely_from,
    project.likely_to,
    project.wide_from,
    project.wide_to,
)


def count_projects(viewer: Viewer, wanted: Wanted) -> int:
    """How many projects are wanted."""
    if wanted.warning:
        return len(list_projects(viewer, wanted, "name", descending=False))
    return int(_rows(_counting(viewer.role, viewer.of_firm, wanted.shape), viewer, **wanted.values)[0][0])


def list_projects(
    viewer: Viewer, wanted: Wanted, sort: str, *, descending: bool, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """The projects wanted, in order; names decide among equals."""
    if sort in COUNTED or wanted.warning:
        listed = _listed(viewer, wanted, "name" if sort in COUNTED else sort, descending and sort not in COUNTED)
        if wanted.warning:
            listed = [one for one, found in _with_warnings(listed) if _has(found, wanted.warning)]
        sorted_ = COUNTED[sort](listed, descending) if sort in COUNTED else listed
        return sorted_[offset : offset + limit if limit else None]
    return _listed(viewer, wanted, sort, descending, limit or ALL, offset)


def _listed(
    viewer: Viewer, wanted: Wanted, sort: str, descending: bool, limit: int = ALL, offset: int = 0
) -> list[Listed]:
    statement = _listing(viewer.role, viewer.of_firm, wanted.shape, sort, descending)
    rows = _rows(statement, viewer, **wanted.values, limit=limit, offset=offset)
    return [Listed(*row) for row in rows]


def _with_warnings(rows: list[Listed]) -> list[tuple[Listed, Warned]]:
    found = warned(rows)
    return [(row, found[row.id]) for row in rows]


def _has(found: Warned, kind: str) -> bool:
    if not kind:
        return True
    return bool(found.standing) if kind == "any" else any(one.key == kind for one in found.standing)


def _by_warnings(rows: list[Listed], descending: bool) -> list[Listed]:
    """Most warnings first or last; among as many, the gravest decides."""
    weight = {key: -place for place, key in enumerate(KINDS)}
    found = warned(rows)

    def order(row: Listed) -> tuple[int, int]:
        standing = found[row.id].standing
        return len(standing), weight[standing[0].key] if standing else -len(weight)

    return sorted(rows, key=order, reverse=descending)


def _by_blockers(rows: list[Listed], descending: bool) -> list[Listed]:
    counts = blockers_left(rows)
    return sorted(rows, key=lambda row: counts.get(row.id, -1), reverse=descending)


COUNTED = {"blockers": _by_blockers, "warnings": _by_warnings}
"""What is counted by rules and so sorted here, not by the database."""


def phase_states(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Per project the states of its phases that are not still ahead."""
    found: dict[int, dict[str, str]] = {id: {} for id in ids}
    for id, phase, state in _rows(_BEGUN, ids=list(ids)):
        found[id][phase] = state
    return found


def lead_names(ids: Sequence[int]) -> dict[int, str]:
    """Per project the name of its first lead consultant."""
    found: dict[int, str] = {}
    for id, name in _rows(_LEADS, ids=list(ids)):
        found.setdefault(id, name)
    return found


def clients_in_sight(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the clients whose projects a person sees, at most one more than a menu takes."""
    return [(key, name) for key, name in _rows(_clients(viewer.role, viewer.of_firm), viewer)]


def client_name(viewer: Viewer, key: str) -> str:
    """The name of one of these clients; empty when there is none."""
    found = _rows(_client_named(viewer.role, viewer.of_firm), viewer, client=key)
    return str(found[0][0]) if found else ""


def leads_in_sight(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the lead consultants of the projects that a person sees."""
    return [(key, name) for key, name in _rows(_lead_choices(viewer.role, viewer.of_firm), viewer)]


_BEGUN = select(stage.project_id, stage.phase, stage.state).where(stage.project_id.in_(IDS), stage.state != "ahead")
_LEADS = (
    select(member.project_id, person.name)
    .select_from(LEADERS)
    .where(member.project_id.in_(IDS), member.role == "lead")
    .order_by(member.id)
)


def _rows(statement: Any, viewer: Viewer | None = None, **parameters: Any) -> Sequence[Any]:
    if viewer is not None:
        parameters |= viewpoint(viewer)
    return read(statement, parameters)


@lru_cache(maxsize=256)
def _counting(role: str, of_firm: bool, shape: Shape) -> Any:
    return select(func.count(project.id)).select_from(OF_CLIENT).where(*_conditions(role, of_firm, shape))


@lru_cache(maxsize=512)
def _listing(role: str, of_firm: bool, shape: Shape, sort: str, descending: bool) -> Any:
    column = SORTS[sort]
    order = (column.is_(None), column.desc() if descending else column, func.lower(project.name), project.id)
    statement = select(*COLUMNS).select_from(OF_CLIENT).where(*_conditions(role, of_firm, shape)).order_by(*order)
    return statement.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer))


@lru_cache(maxsize=16)
def _clients(role: str, of_firm: bool) -> Any:
    return select(client.key, client.name).where(_has_seen(role, of_firm)).order_by(client.name).limit(MENU + 1)


@lru_cache(maxsize=16)
def _client_named(role: str, of_firm: bool) -> Any:
    return select(client.name).where(client.key == bindparam("client"), _has_seen(role, of_firm))


def _has_seen(role: str, of_firm: bool) -> Any:
    return select(project.id).where(project.client_id == client.id, visible_as(role, of_firm)).exists()


@lru_cache(maxsize=16)
def _lead_choices(role: str, of_firm: bool) -> Any:
    seen = select(project.id).where(project.id == member.project_id, visible_as(role, of_firm))
    leads = select(member.id).where(member.user_id == person.id, member.role == "lead", seen.exists())
    return select(person.key, person.name).where(person.client_id.is_(None), leads.exists()).order_by(person.name)


def _conditions(role: str, of_firm: bool, shape: Shape) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [visible_as(role, of_firm)]
    if shape.state == "active":
        found.append(project.state.in_(("running", "paused")))
    elif shape.state != "all":
        found.append(project.state == bindparam("state"))
    if shape.late:
        found.append(project.slip > 0 if shape.late == "late" else project.slip <= 0)
    by_filter = {
        "phase": project.phase == bindparam("phase"),
        "client": client.key == bindparam("client"),
        "lead": project.id.in_(_led_by()),
    }
    found += [by_filter[name] for name in shape.filters]
    for place in range(shape.words):
        texts = (project.name, client.name, project.system, LEAD)
        found.append(or_(*(func.lower(text).like(bindparam(f"word{place}"), escape="/") for text in texts)))
    return found


def _led_by() -> Any:
    led = select(member.project_id).select_from(LEADERS)
    return led.where(person.key == bindparam("lead"), member.role == "lead")


def _escaped(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")
