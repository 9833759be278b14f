"""Who works on a project: its members with their roles, asked once and by key only inside the project."""

from dataclasses import dataclass

from sqlalchemy import case, select

from app.database import db
from app.models import ROLE_WORDS, Membership, User


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


_ORDER = case({role: place for place, role in enumerate(ROLE_WORDS)}, value=Membership.role)
_MEMBERS = (
    select(
        User.id,
        User.key,
        User.name,
        User.job_title,
        Membership.role,
        User.client_id,
        Membership.key.label("membership"),
        User.disabled_at,
    )
    .join(Membership, Membership.user_id == User.id)
    .order_by(_ORDER, User.name, User.id)
)


def members_of(project_id: int) -> list[Member]:
    """The members of a project, leads first, then by role and name; people whose account is closed are marked."""
    rows = db.session.execute(_MEMBERS.where(Membership.project_id == project_id))
    return [
        Member(id, key, name, title, role, client is None, membership, closed is not None)
        for id, key, name, title, role, client, membership, closed in rows
    ]


def find_member(project_id: int, key: str) -> Member | None:
    """The member with this person's key; None for anybody who is not in the project."""
    return next((member for member in members_of(project_id) if member.key == key), None)
