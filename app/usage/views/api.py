"""The interface for a client's own systems: events in, and what became of them; errors as problem+json (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from werkzeug.exceptions import RequestEntityTooLarge

from app import transactions
from app.clock import now
from app.database import db
from app.errors import Refused
from app.extensions import csrf
from app.files import receive
from app.models import ApiToken, Attempt, Project, UsageSource
from app.passwords import WINDOW, note_failure
from app.permissions import by_token, public, reads_first
from app.transactions import begin_write
from app.usage.blueprint import bp
from app.usage.receiving import LARGEST, Answer, Problem, answered_before, count_events, take_events, told
from app.usage.tokens import CALLS_A_MINUTE, may_call, token_with
from app.words import _

WRONG_TRIES = 30
"""Wrong tokens that an address may send in a quarter of an hour."""
LONGEST_KEY = 100
View = Callable[..., ResponseReturnValue]


def with_problems(view: View) -> View:
    """Answer what goes wrong as a problem document."""

    @wraps(view)
    def answering(**kwargs: Any) -> ResponseReturnValue:
        try:
            return view(**kwargs)
        except RequestEntityTooLarge:
            limit = LARGEST >> 20
            detail = _("Send at most %(limit)s MB at a time.", limit=limit)
            return _problem(Problem(413, _("The body is too large."), detail))
        except Refused as refusal:
            return _problem(Problem(422, _("This cannot be done as things stand."), refusal.sentence))
        except Problem as problem:
            return _problem(problem)

    return answering


def _project_of_call(project: str) -> Project:
    """The project of the token that the call carries; a Problem for a wrong one, and for too many calls."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Problem(401, _("The call carries no token."), _("Send the header Authorization: Bearer followed by it."))
    _not_too_many_wrong()
    found = token_with(secret.strip(), project)
    if found is None:
        begin_write()
        note_failure(_address())
        transactions.finish(success=True)
        detail = _("It was revoked, belongs to another project, or was never made.")
        raise Problem(401, _("This token opens nothing here."), detail)
    g.token, the_project = found
    if request.method == "POST":
        _count_call(g.token)
    return the_project


def _count_call(token: ApiToken) -> None:
    begin_write()
    allowed = may_call(token)
    transactions.finish(success=True)
    if not allowed:
        detail = _("Wait until the next minute: a token may make %(count)s calls a minute.", count=CALLS_A_MINUTE)
        raise Problem(429, _("Too many calls."), detail)


def _not_too_many_wrong() -> None:
    counted = select(func.count()).where(Attempt.subject == _address(), Attempt.at > now() - WINDOW)
    if (db.session.scalar(counted) or 0) >= WRONG_TRIES:
        raise Problem(429, _("Too many wrong tokens."), _("Too many tries. Wait 15 minutes, then try again."))


def _address() -> str:
    return f"api:{request.remote_addr or ''}"[:80]


@bp.post("/api/v1/projects/<project>/usage-events")
@reads_first
@with_problems
@by_token(_project_of_call)
def receive_events(project: Project) -> ResponseReturnValue:
    """Take events of use: JSON, an array of objects or one object a line."""
    request.max_content_length = LARGEST
    token: ApiToken = g.token
    body = request.get_data()
    events = count_events(body)
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise Problem(422, _("The idempotency key is too long."), _("It may have 100 characters."))
    if key and (before := answered_before(token, key, body)):
        return _answer(before)
    received = receive(body, media_type="application/json", limit=LARGEST)
    begin_write()
    return _answer(take_events(project=project, token=token, received=received, events=events, key=key, body=body))


@bp.get("/api/v1/projects/<project>/usage-events/<source>")
@with_problems
@by_token(_project_of_call)
def show_events(project: Project, source: str) -> ResponseReturnValue:
    """Say what became of events that were sent."""
    query = select(UsageSource).where(
        UsageSource.project_id == project.id, UsageSource.key == source, UsageSource.removed_at.is_(None)
    )
    row = db.session.scalar(query)
    if row is None or row.kind != "events":
        raise Problem(404, _("There is nothing here."), _("No events came in under this name, or they were removed."))
    return _answer(Answer(200, told(project, row)))


@bp.get("/api/v1/openapi.json")
@public
def openapi() -> ResponseReturnValue:
    """The description of the interface in OpenAPI 3.1."""
    from app.usage.api_document import document

    return jsonify(document())


def _answer(answer: Answer) -> ResponseReturnValue:
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers["Cache-Control"] = "no-store"
    if answer.again:
        response.headers["Idempotent-Replayed"] = "true"
    if answer.status == 202:
        response.headers["Location"] = answer.body["url"]
    return response


def _problem(problem: Problem) -> ResponseReturnValue:
    response = jsonify(type="about:blank", title=problem.title, status=problem.status, detail=problem.detail)
    response.status_code = problem.status
    response.headers["Content-Type"] = "application/problem+json"
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="usage events"'
    if problem.status == 429:
        response.headers["Retry-After"] = "60"
    return response


# A call carries its own secret and no cookie, so there is no session that a forged request could use.
csrf.exempt(f"{__name__}.{receive_events.__name__}")
