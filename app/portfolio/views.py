"""Views of portfolio."""

from typing import Any

from flask import Blueprint

from app.permissions import Right, firm

bp = Blueprint("portfolio", __name__)


@bp.route("/portfolio", methods=["GET"])
@firm(Right.SEE_PORTFOLIO)
def show(**_values: Any) -> str:
    """To be built."""
    return ""
