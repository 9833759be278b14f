"""Who works on a project: its members with their roles, asked once and by key only inside the project."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, select

from app.clock import now
from app.database import UtcDateTime, db, read
from app.models import ROLE_WORDS, Invitation, Membership, User


@dataclass(frozen=True, slots=True)
class Member:
    """A person's part in one project; `key` is the person's, `membership` the part's own."""

    id: int
    key: str
    name: str
    job_title: str
    role: str
    of_firm: bool
    membership: str
    disabled: bool


_USER: Any = User.__table__.c
_MEMBER: Any = Membership.__table__.c
_ORDER = case({role: place for place, role in enumerate(ROLE_WORDS)}, value=_MEMBER.role)
_MEMBERS = (
    select(
        _USER.id, _USER.key, _USER.name, _USER.job_title, _MEMBER.role, _USER.client_id, _MEMBER.key, _USER.disabled_at
    )
    .join_from(User.__table__, Membership.__table__, _MEMBER.user_id == _USER.id)
    .where(_MEMBER.project_id == bindparam("project"))
    .order_by(_ORDER, _USER.name, _USER.id)
)


def members_of(project_id: int) -> list[Member]:
    """The members of a project, leads first, then by role and name; people whose account is closed are marked."""
    db.session.flush()
    rows = read(_MEMBERS, {"project": project_id})
    return [
        Member(id, key, name, title, role, client is None, membership, closed is not None)
        for id, key, name, title, role, client, membership, closed in rows
    ]


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was invited into the team and has not come yet; the link works until `until`."""

    name: str
    email: str
    role: str
    of_firm: bool
    until: datetime


_INVITATION: Any = Invitation.__table__.c
_INVITED = (
    select(
        _INVITATION.name, _INVITATION.email, _INVITATION.role, _INVITATION.client_id.is_(None), _INVITATION.expires_at
    )
    .where(
        _INVITATION.project_id == bindparam("project"),
        _INVITATION.purpose == "person",
        _INVITATION.used_at.is_(None),
        _INVITATION.revoked_at.is_(None),
        _INVITATION.expires_at > bindparam("now", type_=UtcDateTime),
    )
    .order_by(_INVITATION.id)
)


def invited_into(project_id: int) -> list[Invited]:
    """Who was invited into a project's team by a link that still works, in the order of the invitations."""
    return [Invited(*row) for row in read(_INVITED, {"project": project_id, "now": now()})]


def find_member(project_id: int, key: str) -> Member | None:
    """The member with this person's key; None for anybody who is not in the project."""
    return next((member for member in members_of(project_id) if member.key == key), None)
