"""Views of gates."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("gates", __name__)


@bp.route("/projects/<project>/gates", methods=["GET"])
@in_project()
def index(**_values: Any) -> str:
    """To be built."""
    return ""
