"""Where a person goes on who cannot stay where they are: to sign in and back again, or to the page above."""

from urllib.parse import urlsplit

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from app.words import _

PAGES = ("GET", "HEAD")


def sign_in_first() -> ResponseReturnValue:
    """To the sign-in, and from there to the page that was asked for, or to the one whose form was sent."""
    if request.method in PAGES:
        return redirect(url_for("accounts.sign_in", next=_asked_for()))
    if request.endpoint != "accounts.sign_out":
        flash(_("Nothing was saved: you are no longer signed in. Sign in, and you are back on the page."), "warning")
    return redirect(url_for("accounts.sign_in", next=_page_of_form()))


def page_above() -> str | None:
    """The nearest page above the address asked for where that only takes forms; None where it does not.

    A refused form stays on its address; whoever opens that again, or comes back to it after signing in, wants the page.
    """
    addresses, path = current_app.create_url_adapter(request), request.path
    if addresses is None or request.method not in PAGES or path.startswith("/api/") or not _only_takes_forms(addresses):
        return None
    while path.strip("/"):
        path = path.rpartition("/")[0]
        if addresses.test(path or "/", "GET"):
            return path or "/"
    return None


def _only_takes_forms(addresses: MapAdapter) -> bool:
    """Whether forms are sent to this very address; …/usage/log looks like the page of something called log."""
    try:
        rule, values = addresses.match(request.path, "POST", return_rule=True)
    except HTTPException:
        return False
    if rule.endpoint == request.endpoint:
        return False
    return not request.view_args or len(values) < len(request.view_args)


def _asked_for() -> str | None:
    return request.full_path.rstrip("?") if request.path != "/" else None


def _page_of_form() -> str | None:
    """The page that the browser says the form stood on, if it is one of ours; the sign-in judges the path again."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if came_from.netloc != request.host or came_from.path in ("", "/"):
        return None
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
