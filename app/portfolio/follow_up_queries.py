"""The corrective actions of all projects that a person sees, filtered, sorted and paged by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.database import db
from app.identity import Viewer
from app.models import Client, Finding, Project, Rectification, Round, User
from app.visibility import visible_to
from phases.evaluation.rectification import OPEN, STATES

NOT_DONE = ("proposed", "agreed", "doing")
SHOWS = ("open", "overdue", "all", *STATES)
SEVERITIES = ("critical", "high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which actions: `show` is open, overdue, all or a state; client and owner by key; severity; words.

    `today` decides what is late.
    """

    today: date
    show: str = "open"
    client: str = ""
    words: str = ""
    owner: str = ""
    severity: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the open actions of all is sought."""
        return bool(self.words or self.client or self.owner or self.severity or self.show != "open")


class Followed(NamedTuple):
    """An action with its project, finding and owner."""

    key: str
    title: str
    state: str
    due: date
    owner: str
    indicator: str
    expected: float | None
    effect: str
    effect_round: int | None
    finding: str
    found_on: str
    severity: str
    round_id: int
    round: int
    project_id: int
    project_key: str
    project: str
    edition: str
    client: str


SEVERITY = case({"critical": 0, "high": 1, "medium": 2}, value=Finding.severity, else_=3)
SORTS: dict[str, Any] = {
    "due": Rectification.due,
    "action": func.lower(Rectification.title),
    "project": func.lower(Project.name),
    "client": func.lower(Client.name),
    "owner": func.lower(User.name),
    "state": case({word: place for place, word in enumerate(STATES)}, value=Rectification.state),
    "severity": SEVERITY,
}
"""What each column sorts by; by due day the overdue ones stand first."""


def count_actions(viewer: Viewer, sought: Sought) -> int:
    """How many actions are sought."""
    return db.session.scalar(_joined(select(func.count(Rectification.id)), viewer, sought)) or 0


def list_actions(
    viewer: Viewer, sought: Sought, sort: str, *, descending: bool, limit: int | None = None, offset: int = 0
) -> list[Followed]:
    """The actions sought, in order; one query."""
    column = SORTS[sort].desc() if descending else SORTS[sort]
    late_first = [] if sort != "due" else [_late(sought.today).desc() if not descending else _late(sought.today)]
    statement = _joined(
        select(
            Rectification.key, Rectification.title, Rectification.state, Rectification.due, User.name,
            func.coalesce(func.nullif(Rectification.expected_indicator, ""), Finding.indicator),
            Rectification.expected_change, Rectification.effect, Rectification.effect_round_id, Finding.title,
            Finding.indicator, Finding.severity, Round.id, Round.number, Project.id, Project.key, Project.name,
            Project.edition, Client.name,
        ), viewer, sought,
    ).order_by(*late_first, column, Rectification.due, Rectification.id)  # fmt: skip
    if limit is not None:
        statement = statement.limit(limit).offset(offset)
    return [Followed(*row) for row in db.session.execute(statement)]


def clients_with_actions(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the clients whose actions a person sees."""
    statement = (
        select(Client.key, Client.name)
        .join(Project, Project.client_id == Client.id)
        .join(Rectification, Rectification.project_id == Project.id)
        .where(visible_to(viewer))
        .distinct()
        .order_by(Client.name)
    )
    return [(key, name) for key, name in db.session.execute(statement)]


def owners_of_actions(viewer: Viewer) -> list[tuple[str, str]]:
    """Key and name of the people who own actions that a person sees."""
    statement = (
        select(User.key, User.name)
        .join(Rectification, Rectification.owner_id == User.id)
        .join(Project, Project.id == Rectification.project_id)
        .where(visible_to(viewer))
        .distinct()
        .order_by(User.name)
    )
    return [(key, name) for key, name in db.session.execute(statement)]


def _joined(statement: Any, viewer: Viewer, sought: Sought) -> Any:
    return (
        statement.select_from(Rectification)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(Round, Round.id == Finding.round_id)
        .join(Project, Project.id == Rectification.project_id)
        .join(Client, Client.id == Project.client_id)
        .join(User, User.id == Rectification.owner_id)
        .where(visible_to(viewer), Finding.removed_at.is_(None), *_conditions(sought))
    )


def _late(today: date) -> Any:
    return case((and_(Rectification.due < today, Rectification.state.in_(NOT_DONE)), 1), else_=0)


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.show == "overdue":
        found.append(_late(sought.today) == 1)
    elif sought.show == "open":
        found.append(Rectification.state.in_(OPEN))
    elif sought.show != "all":
        found.append(Rectification.state == sought.show)
    if sought.client:
        found.append(Client.key == sought.client)
    if sought.owner:
        found.append(User.key == sought.owner)
    if sought.severity:
        found.append(Finding.severity == sought.severity)
    for word in sought.words.lower().split()[:8]:
        texts = (Rectification.title, Finding.title, Project.name, Client.name, User.name)
        found.append(or_(*(func.lower(text).contains(word, autoescape=True) for text in texts)))
    return found
