"""Views of inbox."""

from typing import Any

from flask import Blueprint

from app.permissions import signed_in

bp = Blueprint("inbox", __name__)


@bp.route("/", methods=["GET"])
@signed_in
def show(**_values: Any) -> str:
    """To be built."""
    return ""
