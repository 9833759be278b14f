"""What a one-time link opens: a new account, or a new password."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.actions import VoidLink, accept_invitation, accept_new_password, find_open
from app.accounts.blueprint import bp
from app.accounts.forms import AcceptInvitationForm, FirstAdministratorForm, NewPasswordForm
from app.accounts.views.coming import begin_session
from app.database import db
from app.errors import Refused
from app.language import language
from app.models import Client, Firm, Invitation
from app.pages import page
from app.passwords import hash_password
from app.permissions import public, reads_first
from app.transactions import begin_write, finish
from app.words import _


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
@reads_first
def invitation(token: str) -> ResponseReturnValue:
    """Show what the link is for, ask for what is needed, and use it up."""
    found = find_open(token)
    if found is None:
        raise VoidLink
    form = _form_for(found)
    if form.validate_on_submit():
        hashed = hash_password(form.password.data or "")
        begin_write()
        try:
            return _use(token, form, hashed)
        except Refused as refusal:
            finish(success=False)
            form.form_errors.append(refusal.sentence)
    status = 422 if form.errors else 200
    return page("accounts/invitation.html", status=status, form=form, invitation=found, firm=_firm_name() or "Sextant")


def _use(token: str, form: NewPasswordForm, hashed: str) -> ResponseReturnValue:
    if not isinstance(form, AcceptInvitationForm):
        accept_new_password(token=token, password_hash=hashed)
        flash(_("Your new password is saved. Sign in with it."), "success")
        return redirect(url_for("accounts.sign_in"), 303)
    names = ("name", "language", "time_zone", "email", "firm_name")
    values = {name: form[name].data for name in names if name in form}
    begin_session(accept_invitation(token=token, password_hash=hashed, **values))
    return redirect(url_for("inbox.show"), 303)


def _form_for(found: Invitation) -> NewPasswordForm:
    if found.purpose == "password":
        form = NewPasswordForm()
        form.about = (found.name, found.email)
        return form
    kind = FirstAdministratorForm if found.purpose == "first-administrator" else AcceptInvitationForm
    wanted = language() if found.purpose == "first-administrator" else found.language
    given = kind(data={"name": found.name, "language": wanted, "time_zone": _time_zone(found)})
    said = (given[name].data or "" for name in ("name", "email", "firm_name") if name in given)
    given.about = (found.email, _firm_name(), *said)
    return given


def _time_zone(found: Invitation) -> str:
    """The zone to offer first: the client's, else the firm's, else China's for who reads Chinese."""
    if found.client_id is not None:
        return db.session.scalars(select(Client.time_zone).where(Client.id == found.client_id)).one()
    if found.purpose == "first-administrator":
        return "Asia/Shanghai" if language() == "zh" else "UTC"
    return db.session.scalar(select(Firm.time_zone)) or "UTC"


def _firm_name() -> str:
    return db.session.scalar(select(Firm.name)) or ""
