"""People, their sessions and invitations as the pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort
from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.accounts.browsers import describe_browser
from app.clock import now
from app.database import db
from app.models import FIRM_ROLES, Client, Invitation, Membership, Project, Session, User

COLUMNS = ("name", "email", "role", "client", "seen")


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list of people is narrowed to; empty words narrow nothing."""

    words: str = ""
    side: str = ""
    role: str = ""
    client: str = ""
    state: str = ""

    def condition(self) -> list[ColumnElement[bool]]:
        """The narrowing as conditions on people and their clients."""
        found: list[ColumnElement[bool]] = []
        for word in self.words.split()[:8]:
            columns = (User.name, User.email, User.job_title, Client.name)
            found.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
        if self.side:
            found.append(User.client_id.is_(None) if self.side == "firm" else User.client_id.is_not(None))
        if self.role:
            found.append(User.role == self.role)
        if self.client:
            found.append(Client.key == self.client)
        if self.state:
            found.append(User.disabled_at.is_(None) if self.state == "active" else User.disabled_at.is_not(None))
        return found


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list; `seen` is the last sight of an open session."""

    key: str
    name: str
    email: str
    job_title: str
    role: str
    client: str
    disabled: bool
    seen: datetime | None


def count_people(narrowing: PeopleFilter) -> int:
    """How many people the narrowing leaves."""
    query = select(func.count()).select_from(User).outerjoin(Client, Client.id == User.client_id)
    return db.session.scalar(query.where(*narrowing.condition())) or 0


def people(
    narrowing: PeopleFilter,
    *,
    column: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[PersonRow]:
    """The people of this installation: one query for the page and for its export."""
    seen = func.max(Session.last_seen_at)
    order = {"name": User.name, "email": User.email, "role": User.role, "client": Client.name, "seen": seen}[column]
    query = (
        select(
            User.key, User.name, User.email, User.job_title, User.role, Client.name.label("client"), User.disabled_at,
            seen.label("seen"),
        )
        .outerjoin(Client, Client.id == User.client_id)
        .outerjoin(Session, Session.user_id == User.id)
        .where(*narrowing.condition())
        .group_by(User.id, Client.id)
        .order_by(order.desc().nulls_last() if descending else order.asc().nulls_last(), User.id)
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return [
        PersonRow(r.key, r.name, r.email, r.job_title, r.role, r.client or "", r.disabled_at is not None, r.seen)
        for r in db.session.execute(query)
    ]


def find_person(key: str) -> User:
    """A person by key, or 404; only for views that need the right to manage people."""
    found = db.session.scalar(select(User).where(User.key == key))
    if found is None:
        abort(404)
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in one engagement."""

    project: str
    key: str
    client: str
    role: str


def parts_of(user: User) -> list[Part]:
    """The engagements a person works on."""
    query = (
        select(Project.name, Project.key, Client.name, Membership.role)
        .join(Membership, Membership.project_id == Project.id)
        .join(Client, Client.id == Project.client_id)
        .where(Membership.user_id == user.id)
        .order_by(Client.name, Project.name, Project.id)
    )
    return [Part(*row) for row in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One signed-in browser of a person."""

    key: str
    browser: str
    address: str
    since: datetime
    seen: datetime
    here: bool


def sessions_of(user_id: int, *, here: int, idle: timedelta) -> list[SessionRow]:
    """A person's open sessions, the one at hand first."""
    query = (
        select(Session.key, Session.browser, Session.address, Session.created_at, Session.last_seen_at, Session.id)
        .where(Session.user_id == user_id, Session.expires_at > now(), Session.last_seen_at > now() - idle)
        .order_by(Session.id != here, Session.last_seen_at.desc(), Session.id)
    )
    return [
        SessionRow(key, describe_browser(browser), address, since, seen, id == here)
        for key, browser, address, since, seen, id in db.session.execute(query)
    ]


def own_session(user_id: int, key: str) -> Session:
    """One of a person's own sessions by key; anybody else's is 404."""
    found = db.session.scalar(select(Session).where(Session.key == key, Session.user_id == user_id))
    if found is None:
        abort(404)
    return found


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that can still be used."""

    key: str
    email: str
    name: str
    role: str
    client: str
    invited_by: str
    expires: datetime
    language: str


def pending_invitations(project: Project | None = None) -> list[InvitationRow]:
    """The invitations of people (into one team) that wait to be accepted, the newest first."""
    into = true() if project is None else _into(project)
    query = (
        select(
            Invitation.key, Invitation.email, Invitation.name, Invitation.role, Client.name.label("client"),
            User.name.label("invited_by"), Invitation.expires_at, Invitation.language,
        )
        .outerjoin(Client, Client.id == Invitation.client_id)
        .outerjoin(User, User.id == Invitation.invited_by_id)
        .where(_pending(), into)
        .order_by(Invitation.id.desc())
    )  # fmt: skip
    return [
        InvitationRow(r.key, r.email, r.name, r.role, r.client or "", r.invited_by or "", r.expires_at, r.language)
        for r in db.session.execute(query)
    ]


def pending_invitation(key: str) -> Invitation:
    """One waiting invitation by key, or 404."""
    found = db.session.scalar(select(Invitation).where(Invitation.key == key, _pending()))
    if found is None:
        abort(404)
    return found


def client_invitation(project: Project, key: str) -> Invitation:
    """One waiting invitation of somebody of the client into this team by key, or 404."""
    found = db.session.scalar(select(Invitation).where(Invitation.key == key, _pending(), _into(project)))
    if found is None:
        abort(404)
    return found


def sponsor_is_known(project: Project) -> bool:
    """Whether the team has a sponsor, or somebody is invited as one."""
    inside = select(Membership.project_id).where(Membership.project_id == project.id, Membership.role == "sponsor")
    invited = select(Invitation.id).where(_pending(), _into(project), Invitation.role == "sponsor")
    return db.session.scalar(inside) is not None or db.session.scalar(invited) is not None


def _into(project: Project) -> ColumnElement[bool]:
    return and_(
        Invitation.project_id == project.id,
        Invitation.client_id == project.client_id,
        Invitation.role.not_in(FIRM_ROLES),
    )


def _pending() -> ColumnElement[bool]:
    return and_(
        Invitation.purpose == "person",
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
    )


def client_choices() -> list[tuple[str, str]]:
    """All clients as (key, name); only for views that need the right to manage people."""
    query = select(Client.key, Client.name).order_by(Client.name, Client.id)
    return [(key, name) for key, name in db.session.execute(query)]


def find_client(key: str) -> Client | None:
    """A client by key; None for no key or an unknown one."""
    return db.session.scalar(select(Client).where(Client.key == key)) if key else None


def client_of(user: User) -> str:
    """The name of the client that a person works for; nothing for people of the firm."""
    return db.session.scalar(select(Client.name).where(Client.id == user.client_id)) or ""
