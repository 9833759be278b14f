"""One's own account: profile, password, sessions."""

from datetime import timedelta

from flask import current_app, flash, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.accounts import actions
from app.accounts.blueprint import bp
from app.accounts.forms import ChangePasswordForm, ProfileForm
from app.accounts.queries import own_session, sessions_of
from app.config import Settings
from app.database import db
from app.identity import open_session
from app.models import User
from app.pages import page
from app.passwords import hash_password
from app.permissions import reads_first, signed_in, the_viewer
from app.words import _


@bp.route("/me", methods=["GET", "POST"])
@signed_in
def me() -> ResponseReturnValue:
    """The profile to change, and the list of signed-in browsers."""
    user = _own_account()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        actions.edit_profile(user=user, by=user.id, **form.values())
        with force_locale(form.language.data):
            flash(_("Your profile is saved."), "success")
        return redirect(url_for("accounts.me"), 303)
    settings: Settings = current_app.extensions["settings"]
    sessions = sessions_of(user.id, here=the_viewer().session_id, idle=timedelta(minutes=settings.idle_minutes))
    status = 422 if form.errors else 200
    return page("accounts/me.html", status=status, form=form, sessions=sessions, email=user.email, settings=settings)


@bp.route("/me/password", methods=["GET", "POST"])
@signed_in
@reads_first
def password() -> ResponseReturnValue:
    """Change the password; the present one proves who asks, and every other browser is signed out."""
    person = the_viewer()
    form = ChangePasswordForm()
    form.about = (person.name, person.email)
    if form.validate_on_submit():
        hashed = hash_password(form.password.data or "")
        if _is_right(form.old.data or ""):
            return _set_password(hashed)
        form.old.errors = (_("This is not your present password."),)
    return page("accounts/password.html", status=422 if form.errors else 200, form=form)


@bp.post("/me/sessions/<session>/end")
@signed_in
def end_session(session: str) -> ResponseReturnValue:
    """Sign one of one's own browsers out."""
    person = the_viewer()
    found = own_session(person.id, session)
    actions.end_session(session=found, by=person.id)
    if found.id == person.session_id:
        cookie.clear()
        return redirect(url_for("accounts.sign_in"), 303)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere else."""
    person = the_viewer()
    actions.end_other_sessions(user_id=person.id, session_id=person.session_id, by=person.id)
    flash(_("All other browsers are signed out."), "success")
    return redirect(url_for("accounts.me"), 303)


def _own_account() -> User:
    user = db.session.get(User, the_viewer().id)
    assert user is not None, "a session belongs to a person"
    return user


def _is_right(old: str) -> bool:
    return actions.is_own_password(email=the_viewer().email, password=old, address=request.remote_addr or "")


def _set_password(hashed: str) -> ResponseReturnValue:
    user = _own_account()
    actions.change_password(user=user, password_hash=hashed, by=user.id)
    open_session(user, current_app.extensions["settings"])
    flash(_("Your new password is saved. All other browsers are signed out."), "success")
    return redirect(url_for("accounts.me"), 303)
