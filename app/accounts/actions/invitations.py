"""One-time links: the first administrator, a new person, a new password. Only their digest is kept."""

import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, select, update

from app import audit
from app.accounts.actions.people import may_manage, must_not_be_oneself
from app.accounts.actions.profile import change_password
from app.accounts.email import normal_email
from app.clock import now
from app.config import Settings
from app.database import db
from app.errors import Refused, SextantError
from app.identity import hash_token
from app.models import FIRM_ROLES, Client, Firm, Invitation, Membership, Project, User
from app.transactions import transaction
from app.words import _

VALID = {
    "first-administrator": timedelta(days=7),
    "person": timedelta(days=14),
    "password": timedelta(minutes=60),
}


class VoidLink(SextantError):
    """A link that was used, withdrawn, never existed or has run out; the answer is the same for all of these."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("This link was used, withdrawn or has expired. Ask whoever sent it for a new one."))


def first_administrator_link(settings: Settings) -> str | None:
    """A link for creating the first administrator, new each time; None once there is somebody.

    Makes the firm's row, too; its name is asked for with the administrator's.
    """
    with transaction():
        if db.session.scalar(select(User.id).limit(1)) is not None:
            return None
        if db.session.scalar(select(Firm.id).limit(1)) is None:
            db.session.add(Firm(name="Sextant"))
        _withdraw(Invitation.purpose == "first-administrator")
        _invitation, token = _make("first-administrator")
        audit.record("invitation.made", by=None, purpose="first-administrator")
    return f"{settings.base_url}/invitations/{token}"


def invite_person(
    *, email: str, name: str, role: str, client: Client | None, language: str, by: int | None,
    project: Project | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    """Invite somebody by a link that works once, for two weeks; earlier links to this address are void.

    With a project, accepting puts the person into its team. Returns the row and the secret of the link.
    """
    email = normal_email(email)
    may_manage(role, by)
    if (role in FIRM_ROLES) != (client is None):
        raise Refused(_("Client roles need a client, and roles of the firm have none."))
    if project is not None and client is not None and project.client_id != client.id:
        raise Refused(_("The engagement belongs to another client."))
    must_be_new(email)
    _withdraw(Invitation.purpose == "person", Invitation.email == email)
    invitation, token = _make(
        "person", email=email, name=name.strip(), role=role, language=language,
        client_id=client.id if client else None, project_id=project.id if project else None, invited_by_id=by,
    )  # fmt: skip
    audit.record("invitation.made", by=by, about=invitation.key, purpose="person", role=role)
    return invitation, token


def make_password_link(*, user: User, by: int | None) -> str:
    """The secret of a link, valid for an hour, with which a person sets a new password."""
    must_not_be_oneself(user, by)
    may_manage(user.role, by)
    if user.disabled_at is not None:
        raise Refused(_("This account is disabled. Enable it first."))
    _withdraw(Invitation.purpose == "password", Invitation.user_id == user.id)
    values = {"email": user.email, "name": user.name, "role": user.role, "language": user.language}
    _invitation, token = _make("password", user_id=user.id, client_id=user.client_id, invited_by_id=by, **values)
    audit.record("invitation.made", by=by, about=user.key, purpose="password")
    return token


def revoke_invitation(*, invitation: Invitation, by: int | None) -> None:
    """Withdraw a link that nobody has used yet."""
    may_manage(invitation.role, by)
    if invitation.used_at is not None:
        raise Refused(_("This invitation has been used already."))
    invitation.revoked_at = now()
    audit.record("invitation.revoked", by=by, about=invitation.key)


def accept_invitation(
    *, token: str, name: str, password_hash: str, language: str, time_zone: str, email: str = "", firm_name: str = ""
) -> User:
    """Make the account that a link promises, and use the link up; VoidLink when somebody was faster."""
    invitation = find_open(token, lock=True)
    if invitation is None or invitation.purpose == "password":
        raise VoidLink
    first = invitation.purpose == "first-administrator"
    user = User(
        email=normal_email(email) if first else invitation.email,
        name=name.strip(),
        role="administrator" if first else invitation.role,
        client_id=invitation.client_id,
        language=language,
        time_zone=time_zone,
        password_hash=password_hash,
    )
    must_be_new(user.email)
    db.session.add(user)
    db.session.flush()
    invitation.used_at, invitation.user_id = now(), user.id
    if first:
        _name_firm(firm_name, language, time_zone)
    _join_project(invitation, user)
    audit.record("person.created", by=user.id, about=user.key, role=user.role, invited_by=invitation.invited_by_id)
    return user


def accept_new_password(*, token: str, password_hash: str) -> None:
    """Set the password that a link allows, use the link up and end all sessions of the person."""
    invitation = find_open(token, lock=True)
    user = db.session.get(User, invitation.user_id) if invitation and invitation.purpose == "password" else None
    if invitation is None or user is None or user.disabled_at is not None:
        raise VoidLink
    invitation.used_at = now()
    db.session.flush()
    change_password(user=user, password_hash=password_hash, by=user.id)


def find_open(token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation behind a link that can still be used."""
    query = select(Invitation).where(
        Invitation.token_hash == hash_token(token),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
    )
    return db.session.scalar(query.with_for_update() if lock else query)


def must_be_new(email: str) -> None:
    """Refuse an address that has an account already."""
    if db.session.scalar(select(User.id).where(User.email == email)) is not None:
        raise Refused(_("Somebody with this e-mail address has an account already."))


def _make(purpose: str, **values: object) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=hash_token(token), purpose=purpose, expires_at=now() + VALID[purpose], **values
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    return invitation, token


def _withdraw(*which: ColumnElement[bool]) -> None:
    still_open = update(Invitation).where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), *which)
    db.session.execute(still_open.values(revoked_at=now()))


def _name_firm(name: str, language: str, time_zone: str) -> None:
    firm = db.session.scalar(select(Firm))
    if firm is None:
        firm = Firm(name=name)
        db.session.add(firm)
    firm.name, firm.language, firm.time_zone = name.strip(), language, time_zone


def _join_project(invitation: Invitation, user: User) -> None:
    if invitation.project_id is not None and user.role not in {"administrator", "director"}:
        db.session.add(Membership(project_id=invitation.project_id, user_id=user.id, role=user.role))
        audit.record("member.joined", by=user.id, project=invitation.project_id, about=user.key, role=user.role)
