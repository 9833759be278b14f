"""Views of projects."""

from typing import Any

from flask import Blueprint

from app.permissions import in_project

bp = Blueprint("projects", __name__)


@bp.route("/projects/<project>", methods=["GET"])
@in_project()
def show(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/projects/<project>/people", methods=["GET"])
@in_project()
def people(**_values: Any) -> str:
    """To be built."""
    return ""
