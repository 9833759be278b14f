"""Clients, their engagements and people, as far as each reader may see them."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort
from sqlalchemy import ColumnElement, func, or_, select

from app.database import db
from app.identity import Viewer
from app.models import Client, Membership, Project, User
from app.visibility import visible_clients, visible_to

COLUMNS = ("name", "industry", "engagements")


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in the list; the engagements are those that the reader may see."""

    key: str
    name: str
    industry: str
    country: str
    engagements: int
    running: int


def count_clients(person: Viewer, words: str) -> int:
    """How many clients the search leaves of those the person may see."""
    return db.session.scalar(select(func.count()).select_from(Client).where(*_narrowed(person, words))) or 0


def clients(
    person: Viewer, words: str = "", *, column: str = "name", descending: bool = False, offset: int = 0,
    limit: int | None = None,
) -> list[ClientRow]:  # fmt: skip
    """The clients a person may see, with their number of engagements, in one query."""
    seen = select(Project.id, Project.client_id, Project.state).where(visible_to(person)).subquery()
    total = func.count(seen.c.id)
    running = func.count(seen.c.id).filter(seen.c.state == "running")
    order = {"name": Client.name, "industry": Client.industry, "engagements": total}[column]
    query = (
        select(Client.key, Client.name, Client.industry, Client.country, total, running)
        .outerjoin(seen, seen.c.client_id == Client.id)
        .where(*_narrowed(person, words))
        .group_by(Client.id)
        .order_by(order.desc() if descending else order.asc(), Client.name, Client.id)
        .offset(offset)
        .limit(limit)
    )
    return [ClientRow(*row) for row in db.session.execute(query)]


def is_bare(client: Client) -> bool:
    """Whether nobody belongs to a client and no engagement, seen by the reader or not, was ever opened for it."""
    engaged = select(Project.id).where(Project.client_id == client.id).exists()
    peopled = select(User.id).where(User.client_id == client.id).exists()
    return not db.session.scalar(select(or_(engaged, peopled)))


def find_client(person: Viewer, key: str) -> Client:
    """A client by key that the person may see, or 404."""
    found = db.session.scalar(select(Client).where(Client.key == key, visible_clients(person)))
    if found is None:
        abort(404)
    return found


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement of a client."""

    key: str
    name: str
    system: str
    phase: str
    state: str
    start: date
    planned_end: date
    forecast_end: date | None

    @property
    def late(self) -> bool:
        """Whether it is expected to end after its plan."""
        return self.forecast_end is not None and self.forecast_end > self.planned_end


def engagements_of(person: Viewer, client: Client) -> list[EngagementRow]:
    """The client's engagements that the person may see, the youngest first."""
    query = (
        select(
            Project.key, Project.name, Project.system, Project.phase, Project.state, Project.start,
            Project.planned_end, Project.forecast_end,
        )
        .where(Project.client_id == client.id, visible_to(person))
        .order_by(Project.start.desc(), Project.id.desc())
    )  # fmt: skip
    return [EngagementRow(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works for the client."""

    key: str
    name: str
    job_title: str
    role: str
    disabled_at: datetime | None


def people_of(person: Viewer, client: Client) -> list[PersonRow]:
    """The client's people. Whoever sees only some of its engagements sees only the people of these."""
    query = (
        select(User.key, User.name, User.job_title, User.role, User.disabled_at)
        .where(User.client_id == client.id, *_met(person))
        .order_by(User.disabled_at.is_not(None), User.name, User.id)
    )
    return [PersonRow(*row) for row in db.session.execute(query)]


def _met(person: Viewer) -> list[ColumnElement[bool]]:
    if not person.of_firm or person.role in {"administrator", "director"}:
        return []
    theirs = select(Membership.user_id).join(Project, Project.id == Membership.project_id).where(visible_to(person))
    return [User.id.in_(theirs)]


def _narrowed(person: Viewer, words: str) -> list[ColumnElement[bool]]:
    found = [visible_clients(person)]
    for word in words.split()[:8]:
        found.append(or_(*(column.icontains(word, autoescape=True) for column in (Client.name, Client.industry))))
    return found
