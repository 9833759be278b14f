"""Drawing pages: ends the writing transaction first, and answers inline requests with their fragment."""

from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from app import transactions
from app.database import writing


def page(template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Draw a page. After a POST this commits (or, from status 400, rolls back) before drawing."""
    if writing.get():
        transactions.finish(success=status < 400)
    return render_template(template, **context), status


def fragment(template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Draw a part of a page for its script: like page(), but without asking for heading and navigation."""
    if writing.get():
        transactions.finish(success=status < 400)
    return current_app.jinja_env.get_template(template).render(context), status


def is_inline() -> bool:
    """Whether the page's script asks for a fragment instead of a whole page."""
    return request.headers.get("X-Inline") == "1"
