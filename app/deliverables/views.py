"""Views of deliverables."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("deliverables", __name__)


@bp.route("/projects/<project>/deliverables", methods=["GET"])
@in_project()
def index(**_values: Any) -> str:
    """To be built."""
    return ""
