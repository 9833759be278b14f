"""Looking after other people's accounts: roles, disabling and enabling."""

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Conflict, Refused
from app.identity import close_sessions
from app.models import FIRM_ROLES, ROLE_WORDS, Membership, User
from app.words import _


def change_role(*, user: User, role: str, version: int, by: int | None) -> None:
    """Give a person another role of their side; holds from their next request on."""
    must_not_be_oneself(user, by)
    may_manage(user.role, by)
    may_manage(role, by)
    if role not in ROLE_WORDS or (role in FIRM_ROLES) != user.of_firm:
        raise Refused(
            _("This role belongs to the other side. People of the firm and of a client have different roles.")
        )
    if user.version != version:
        raise Conflict(version=user.version)
    if role != "administrator":
        _must_leave_an_administrator(user)
    if user.role == role:
        return
    before, user.role = user.role, role
    _look_anew_where(user)
    audit.record("person.role-changed", by=by, about=user.key, before=before, after=role)


def disable_person(*, user: User, by: int | None) -> None:
    """Shut a person out at once: their sessions end, their history stays."""
    must_not_be_oneself(user, by)
    may_manage(user.role, by)
    if user.disabled_at is not None:
        return
    _must_leave_an_administrator(user)
    user.disabled_at = now()
    close_sessions(user.id)
    _look_anew_where(user)
    audit.record("person.disabled", by=by, about=user.key)


def enable_person(*, user: User, by: int | None) -> None:
    """Let a disabled person sign in again with the password they had."""
    may_manage(user.role, by)
    if user.disabled_at is None:
        return
    user.disabled_at = None
    _look_anew_where(user)
    audit.record("person.enabled", by=by, about=user.key)


def may_manage(role: str, by: int | None) -> None:
    """Refuse what only administrators may do with administrators; the command line (None) is one."""
    if role != "administrator" or by is None:
        return
    if db.session.scalar(select(User.role).where(User.id == by)) != "administrator":
        raise Refused(_("Only an administrator may invite, change or disable administrators."))


def must_not_be_oneself(user: User, by: int | None) -> None:
    """Refuse to let people change their own rights."""
    if by is not None and user.id == by:
        raise Refused(_("You cannot do this to your own account. Ask another administrator."))


def _look_anew_where(user: User) -> None:
    """Gates and warnings ask who can still act: look anew at the projects that this person is a member of."""
    audit.moves(db.session.scalars(select(Membership.project_id).where(Membership.user_id == user.id)))


def _must_leave_an_administrator(user: User) -> None:
    """Refuse when this person is the last one who can let others in; the rows stay locked until the commit."""
    if user.role != "administrator":
        return
    others = db.session.scalars(
        select(User.id)
        .where(User.role == "administrator", User.disabled_at.is_(None), User.id != user.id)
        .with_for_update()
    )
    if others.first() is None:
        raise Refused(_("This is the last administrator. Make somebody else an administrator first."))
