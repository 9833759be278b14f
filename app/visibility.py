"""Which projects and clients a person sees: conditions that lists, search, exports and guards share."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select, true

from app.database import BigId
from app.identity import Viewer
from app.models import Client, Membership, Project
from app.rights import Right, has_right


def visible_to(person: Viewer) -> ColumnElement[bool]:
    """The one condition that says which projects a person sees; lists, search and exports all use it."""
    return visible(person.role, person.id, person.client_id, of_firm=person.of_firm)


def visible_as(role: str, of_firm: bool) -> ColumnElement[bool]:
    """The same for statements made once a role: whoever runs one gives `person` and `company` (see `viewpoint`)."""
    return visible(role, bindparam("person", type_=BigId), bindparam("company", type_=BigId), of_firm=of_firm)


def viewpoint(person: Viewer) -> dict[str, Any]:
    """What a statement made with `visible_as` is run with."""
    return {"person": person.id, "company": person.client_id}


def visible(role: str, person: Any, company: Any, *, of_firm: bool) -> ColumnElement[bool]:
    """What all of these ask: administrators and directors see everything, executives their company, others theirs."""
    if role in {"administrator", "director"}:
        return true()
    member = Project.id.in_(select(Membership.project_id).where(Membership.user_id == person))
    if of_firm:
        return member
    own_company = Project.client_id == company
    return own_company if role == "executive" else and_(own_company, member)


def visible_clients(person: Viewer) -> ColumnElement[bool]:
    """Which clients a person sees: all for those who manage clients, otherwise those of visible projects."""
    if has_right(person, Right.MANAGE_CLIENTS):
        return true()
    if not person.of_firm:
        return Client.id == person.client_id if person.client_id else false()
    return or_(Client.id.in_(select(Project.client_id).where(visible_to(person))))
