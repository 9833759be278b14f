"""The page behind a link: it needs no sign-in and sets no cookie; the link is all the right there is."""

import secrets

import flask_babel
from flask import abort, g, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.extensions import csrf
from app.language import LANGUAGES
from app.pages import page
from app.permissions import public
from app.surveys.actions import count_answer, take_answer
from app.surveys.asked import Asked, asked_of, read_answers
from app.surveys.blueprint import bp
from app.surveys.opened import Opened, find_opened
from app.words import _


@bp.get("/survey/<token>")
@public
def meet(token: str) -> ResponseReturnValue:
    """The survey in the reader's language, or in the one chosen on the page."""
    _speak()
    opened = _opened(token)
    return _form(opened, asked_of(opened.survey))


@bp.post("/survey/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Take an answer; or show the same form, with what has been chosen so far, in another language."""
    _speak()
    if request.form.get("speak") in LANGUAGES:
        opened = _opened(token)
        return _form(opened, asked_of(opened.survey))
    count_answer(address=request.remote_addr or "")
    opened = _opened(token)
    asked, group, ticket = asked_of(opened.survey), request.form.get("group", ""), request.form.get("ticket", "")
    said, wrong = read_answers(asked, request.form)
    if group and group not in opened.survey.groups:
        wrong["group"] = _("Please choose one.")
    if not said and not wrong:
        wrong["all"] = _("Please answer at least one question.")
    if opened.ended or opened.used:
        return _form(opened, asked, status=422)
    if wrong or not 0 < len(ticket) <= 60:
        return _form(opened, asked, wrong, status=422)
    try:
        take_answer(opened=opened, asked=asked, said=said, group=group, ticket=ticket)
    except Refused as refused:
        return _form(opened, asked, sentence=refused.sentence, status=422)
    return page("surveys/answer.html", opened=opened, thanks=True)


def _opened(token: str) -> Opened:
    found = find_opened(token)
    if found is None:
        abort(404)
    return found


def _form(
    opened: Opened, asked: Asked, wrong: dict[str, str] | None = None, sentence: str = "", status: int = 200
) -> ResponseReturnValue:
    ticket = request.form.get("ticket", "")[:60] or secrets.token_urlsafe(24)
    return page(
        "surveys/answer.html", status, opened=opened, asked=asked, wrong=wrong or {}, sentence=sentence, ticket=ticket,
        typed=request.form.to_dict(), thanks=False,
        first_wrong=next((id for id in asked.ids if wrong and id in wrong), ""),
    )  # fmt: skip


def _speak() -> None:
    """The language chosen on the page goes before the browser's; it is kept in the address, not in a cookie."""
    wanted = request.args.get("in", "")
    if wanted in LANGUAGES:
        g.forced_language = wanted
        flask_babel.refresh()


# Whoever answers has no session that a forged request could use.
csrf.exempt(f"{__name__}.{answer.__name__}")
