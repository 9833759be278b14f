"""Views of raid."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("raid", __name__)


@bp.route("/projects/<project>/raid", methods=["GET"])
@in_project()
def index(**_values: Any) -> str:
    """To be built."""
    return ""
