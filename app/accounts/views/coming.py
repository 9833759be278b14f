"""Coming and going: sign-in, sign-out, and what visitors choose before they sign in."""

from flask import Response, abort, current_app, flash, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.actions import change_language, change_theme, find_by_secret, record_sign_in, record_sign_out
from app.accounts.blueprint import bp
from app.accounts.forms import SignInForm
from app.accounts.next_page import local_path
from app.identity import close_session, open_session, viewer
from app.language import COOKIE as LANGUAGE_COOKIE
from app.language import LANGUAGES
from app.models import User
from app.pages import page
from app.permissions import public, reads_first, signed_in, the_viewer
from app.shell import THEME_COOKIE
from app.words import _

YEAR = 365 * 24 * 3600


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@reads_first
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password; whoever is signed in already goes on."""
    way = local_path(request.args.get("next"))
    if request.method == "GET" and viewer() is not None:
        return redirect(way)
    form = SignInForm()
    if form.validate_on_submit():
        user = find_by_secret(
            email=form.email.data or "", password=form.password.data or "", address=request.remote_addr or ""
        )
        if user is not None:
            begin_session(user)
            return redirect(way, 303)
        form.form_errors.append(_("E-mail and password do not fit together. Check both and try again."))
    return page("accounts/sign_in.html", status=422 if form.errors else 200, form=form)


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session at hand."""
    person = the_viewer()
    record_sign_out(session_id=person.session_id, by=person.id)
    session.clear()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/language")
@public
def language() -> ResponseReturnValue:
    """Read on in another language; kept for the person, and for this browser's visitors."""
    chosen = _one_of("language", LANGUAGES)
    person = viewer()
    if person is not None:
        change_language(user_id=person.id, language=chosen, by=person.id)
    return _go_back(LANGUAGE_COOKIE, chosen)


@bp.post("/theme")
@public
def theme() -> ResponseReturnValue:
    """Light, dark, or as the device says."""
    chosen = _one_of("theme", ("auto", "light", "dark"))
    person = viewer()
    if person is not None:
        change_theme(user_id=person.id, theme=chosen, by=person.id)
    return _go_back(THEME_COOKIE, chosen)


def begin_session(user: User) -> None:
    """Sign a person in with a new session; the one that this browser had before ends."""
    before = viewer()
    if before is not None:
        close_session(before.session_id)
    open_session(user, current_app.extensions["settings"])
    record_sign_in(user=user, by=user.id)


def _one_of(name: str, words: tuple[str, ...]) -> str:
    value = request.form.get(name, "")
    if value not in words:
        abort(400)
    return value


def _go_back(cookie: str, value: str) -> Response:
    answer = make_response(redirect(local_path(request.form.get("next")), 303))
    answer.set_cookie(cookie, value, max_age=YEAR, secure=True, httponly=True, samesite="Lax", path="/")
    return answer
