"""What can go wrong for a person, as a tree, and the pages that say so.

SextantError            a sentence for the person, in their language
├── Refused       422   the act is not possible as things stand; the sentence says what to do
├── Conflict      409   somebody else changed the record meanwhile; carries both texts
├── NotAllowed    403   the person sees the record but their role may not do this
└── TooMany       429   too many tries at a secret
Strangers to a record get 404, as if it did not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from app import transactions
from app.identity import viewer
from app.way_back import page_above, sign_in_first
from app.words import _, lazy

SIGNED_IN = frozenset({"signed-in", "firm", "project"})  # the guards that ask for a person
SENTENCES = {
    400: lazy("The request could not be understood. Go back, reload the page and try again."),
    403: lazy("Your role may not do this here. Ask the lead consultant of the engagement."),
    404: lazy("There is nothing here that you can see. The address may be wrong, or access was not given."),
    405: lazy("This address does not take that kind of request. Go back and use the buttons of the page."),
    409: lazy("Somebody else changed this meanwhile. Compare both versions and save again."),
    413: lazy("The upload is larger than this installation allows. Make the file smaller or split it."),
    429: lazy("Too many tries. Wait 15 minutes, then try again."),
    500: lazy("Something went wrong on our side. Nothing was saved; please try again."),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed: its name, what the other saved, what this person wanted."""

    label: str
    theirs: str
    mine: str


class SextantError(Exception):
    """A failure with a sentence for the person who met it."""

    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(SextantError):
    """The act is not possible as things stand."""


class NotAllowed(SextantError):
    """The person's role may not do this."""

    status = 403


class TooMany(SextantError):
    """Too many tries at a secret."""

    status = 429


class Conflict(SextantError):
    """A stale edit; both texts are shown and nothing is lost."""

    status = 409

    def __init__(self, differences: Sequence[Difference] = (), *, version: int | None = None, field: str = "") -> None:
        super().__init__(str(SENTENCES[409]))
        self.differences = tuple(differences)
        self.version = version
        self.field = field


def init_errors(app: Flask) -> None:
    """Attach the pages that say what went wrong."""
    app.register_error_handler(SextantError, _sextant_error)
    app.register_error_handler(StaleDataError, lambda _error: _sextant_error(Conflict()))
    app.register_error_handler(DataError, lambda _error: _answer(400, str(SENTENCES[400])))  # such as NUL in a text
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def _answer(status: int, sentence: str, **context: object) -> ResponseReturnValue:
    transactions.finish(success=False)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=status, title=sentence), status
    template = f"errors/{status}.html" if status in SENTENCES and status != 405 else "errors/400.html"
    return render_template(template, status=status, sentence=sentence, **context), status


def _sextant_error(error: SextantError) -> ResponseReturnValue:
    if isinstance(error, Conflict):
        return _answer(409, error.sentence, conflict=error)
    return _answer(error.status, error.sentence)


def _forged(_error: CSRFError) -> ResponseReturnValue:
    """A form without the token of its session: where that session is over, the person signs in and comes back."""
    guard = getattr(current_app.view_functions.get(request.endpoint or ""), "guard", None)
    if guard is not None and guard.kind in SIGNED_IN and viewer() is None:
        transactions.finish(success=False)
        return sign_in_first()
    return _answer(400, _("The form has expired or came from another site. Reload the page and send it again."))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):  # a host that is not ours: no page can be drawn, no address be built for it
        return str(SENTENCES[400]), 400, {"Content-Type": "text/plain; charset=utf-8"}
    above = page_above() if error.code in (404, 405) else None
    if above is not None:
        return redirect(above)
    return _answer(error.code, _too_large() if error.code == 413 else str(SENTENCES.get(error.code, error.description)))


def _too_large() -> str:
    limit = (request.max_content_length or 0) >> 20
    if not limit:
        return str(SENTENCES[413])
    if (request.content_length or 0) <= limit << 20:  # it is the text of a form that is too large, not an upload
        return _(
            "The text is larger than the %(limit)s MiB that a form may have. Split the table.",
            limit=(request.max_form_memory_size or 0) >> 20,
        )
    return _(
        "The upload is larger than the %(limit)s MiB that this installation allows. Make the file smaller or split it.",
        limit=limit,
    )


def _unforeseen(error: Exception) -> ResponseReturnValue:
    if current_app.testing:
        raise error
    current_app.logger.exception("unforeseen failure")
    try:
        return _answer(500, str(SENTENCES[500]))
    except Exception:  # the page itself needs what is broken: the database, a template
        current_app.logger.exception("the page of the failure failed")
        return "Something went wrong on our side. Nothing was saved. 系统出现问题，未保存任何内容。", 500
