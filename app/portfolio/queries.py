"""The portfolio as page and export ask for it: the projects a person sees, filtered, sorted, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select

from app.database import db
from app.facts.gates import objections_of
from app.identity import Viewer
from app.models import AuditEvent, Client, Membership, Project, ProjectPhase, User
from app.permissions import visible_to
from phases.order import ORDER


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects: client's and lead's key, phase, state, lateness, words; empty for all. `since` opens the week."""

    since: datetime
    client: str = ""
    lead: str = ""
    phase: str = ""
    state: str = "active"
    late: str = ""
    words: str = ""


class Listed(NamedTuple):
    """A project as listed; what the facts of gates ask of a project is among it."""

    id: int
    key: str
    name: str
    client: str
    lead: str | None
    phase: str
    state: str
    edition: str
    time_zone: str
    go_live: date | None
    planned_end: date
    forecast_end: date | None
    slip: int


def _lead(column: Any) -> Any:
    """The column of a project's first lead consultant."""
    return (
        select(column)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.project_id == Project.id, Membership.role == "lead")
        .order_by(Membership.id)
        .limit(1)
        .correlate(Project)
        .scalar_subquery()
    )


LEAD = _lead(User.name)
NEWEST = select(func.max(AuditEvent.at)).where(AuditEvent.project_id == Project.id).correlate(Project).scalar_subquery()
SORTS: dict[str, Any] = {
    "name": func.lower(Project.name),
    "client": func.lower(Client.name),
    "phase": case({word: place for place, word in enumerate((*ORDER, "evaluation"))}, value=Project.phase),
    "blockers": None,
    "late": Project.slip,
    "golive": func.coalesce(Project.go_live, Project.planned_end),
    "changed": NEWEST,
    "lead": func.lower(LEAD),
}
"""What each column sorts by; blockers are no column of the database and are counted by the method's own rules."""

COLUMNS = (
    Project.id,
    Project.key,
    Project.name,
    Client.name.label("client"),
    LEAD.label("lead"),
    Project.phase,
    Project.state,
    Project.edition,
    Project.time_zone,
    Project.go_live,
    Project.planned_end,
    Project.forecast_end,
    Project.slip,
)


def _rows(statement: Any, **parameters: Any) -> Sequence[Any]:
    """Run a statement that reads columns only, past the ORM: it would take as long again to look at them."""
    return db.session.connection().execute(statement, parameters).all()


def count_projects(viewer: Viewer, wanted: Wanted) -> int:
    """How many projects are wanted."""
    statement = select(func.count(Project.id)).join(Client, Client.id == Project.client_id)
    return int(_rows(statement.where(*_conditions(viewer, wanted)))[0][0])


def list_projects(
    viewer: Viewer, wanted: Wanted, sort: str, *, descending: bool, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """The projects wanted, in order; names decide among equals."""
    if sort == "blockers":
        return _by_blockers(viewer, wanted, descending)[offset : offset + limit if limit else None]
    column = SORTS[sort]
    order = (column.is_(None), column.desc() if descending else column, func.lower(Project.name), Project.id)
    statement = _select(viewer, wanted).order_by(*order).limit(limit).offset(offset)
    return [Listed(*row) for row in _rows(statement)]


def _by_blockers(viewer: Viewer, wanted: Wanted, descending: bool) -> list[Listed]:
    statement = _select(viewer, wanted).order_by(func.lower(Project.name), Project.id)
    rows = [Listed(*row) for row in _rows(statement)]
    found = objections_of(rows)
    counts = {id: len(one.blockers) for id, one in found.items()}
    return sorted(rows, key=lambda row: counts.get(row.id, -1), reverse=descending)


_STAGE: Any = ProjectPhase.__table__.c
_BEGUN = select(_STAGE.project_id, _STAGE.phase, _STAGE.state).where(
    _STAGE.project_id.in_(bindparam("ids", expanding=True)), _STAGE.state != "ahead"
)


def phase_states(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Per project the states of its phases that are not still ahead."""
    found: dict[int, dict[str, str]] = {id: {} for id in ids}
    for id, phase, state in _rows(_BEGUN, ids=list(ids)):
        found[id][phase] = state
    return found


def clients_in_sight(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the clients whose projects a person sees."""
    seen = select(Project.client_id).where(visible_to(viewer))
    rows = _rows(select(Client.key, Client.name).where(Client.id.in_(seen)).order_by(Client.name))
    return [(key, name) for key, name in rows]


def leads_in_sight(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the lead consultants of the projects that a person sees."""
    leads = select(Membership.user_id).where(
        Membership.role == "lead", Membership.project_id.in_(select(Project.id).where(visible_to(viewer)))
    )
    rows = _rows(select(User.key, User.name).where(User.id.in_(leads)).order_by(User.name))
    return [(key, name) for key, name in rows]


def _select(viewer: Viewer, wanted: Wanted) -> Any:
    statement = select(*COLUMNS).join(Client, Client.id == Project.client_id)
    return statement.where(*_conditions(viewer, wanted))


def _conditions(viewer: Viewer, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [visible_to(viewer)]
    if wanted.state == "active":
        found.append(Project.state.in_(("running", "paused")))
    elif wanted.state != "all":
        found.append(Project.state == wanted.state)
    if wanted.phase:
        found.append(Project.phase == wanted.phase)
    if wanted.client:
        found.append(Client.key == wanted.client)
    if wanted.lead:
        found.append(Project.id.in_(_led_by(wanted.lead)))
    if wanted.late:
        found.append(Project.slip > 0 if wanted.late == "late" else Project.slip <= 0)
    for word in wanted.words.lower().split():
        texts = (Project.name, Client.name, Project.system, LEAD)
        found.append(or_(*(func.lower(text).contains(word, autoescape=True) for text in texts)))
    return found


def _led_by(key: str) -> Any:
    return (
        select(Membership.project_id)
        .join(User, User.id == Membership.user_id)
        .where(User.key == key, Membership.role == "lead")
    )
