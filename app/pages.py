"""Drawing pages: ends the writing transaction first, and answers inline requests with their fragment."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import transactions
from app.database import writing


def page(template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Draw a page. After a POST this commits (or, from status 400, rolls back) before drawing."""
    if writing.get():
        transactions.finish(success=status < 400)
    return render_template(template, **context), status


def is_inline() -> bool:
    """Whether the page's script asks for a fragment instead of a whole page."""
    return request.headers.get("X-Inline") == "1"
