"""Views of answers."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("answers", __name__)


@bp.route("/projects/<project>/phases/<phase>", methods=["GET"])
@in_project()
def checklist(**_values: Any) -> str:
    """To be built."""
    return ""
