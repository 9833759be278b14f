"""What the pages of engagements ask of the database."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from app.database import db
from app.identity import Viewer
from app.models import Client, Membership, Project, User
from app.visibility import visible_clients
from app.words import _


@dataclass(frozen=True, slots=True)
class ClientChoice:
    """A client that a person may open an engagement for."""

    key: str
    name: str
    country: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could join a team, with the company they work for."""

    key: str
    name: str
    role: str
    of_firm: bool
    side: str


def clients_to_choose(viewer: Viewer) -> list[ClientChoice]:
    """The clients that a person sees, by name."""
    rows = db.session.execute(
        select(Client.key, Client.name, Client.country, Client.time_zone)
        .where(visible_clients(viewer))
        .order_by(Client.name)
    )
    return [ClientChoice(*row) for row in rows]


def find_client(viewer: Viewer, key: str) -> Client | None:
    """The client with this key, if the person sees it."""
    client: Client | None = db.session.scalar(select(Client).where(Client.key == key, visible_clients(viewer)))
    return client


def candidates_for(project: Project) -> list[Candidate]:
    """People of the firm and of this client who are not in the team yet; nobody of another client."""
    rows = db.session.execute(
        select(User.key, User.name, User.role, User.client_id)
        .outerjoin(Membership, and_(Membership.user_id == User.id, Membership.project_id == project.id))
        .where(
            Membership.id.is_(None),
            User.disabled_at.is_(None),
            or_(User.client_id.is_(None), User.client_id == project.client_id),
        )
        .order_by(User.client_id.is_not(None), User.name, User.id)
    )
    firm, client = _("our firm"), project.client.name
    return [
        Candidate(key, name, role, client_id is None, firm if client_id is None else client)
        for key, name, role, client_id in rows
    ]
