"""Views of reports."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("reports", __name__)


@bp.route("/projects/<project>/reports", methods=["GET"])
@in_project()
def index(**_values: Any) -> str:
    """To be built."""
    return ""
