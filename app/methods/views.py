"""Views of methods."""

from typing import Any

from flask import Blueprint

from app.permissions import signed_in

bp = Blueprint("methods", __name__)


@bp.route("/method", methods=["GET"])
@signed_in
def show(**_values: Any) -> str:
    """To be built."""
    return ""
