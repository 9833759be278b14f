"""Views of clients."""

from typing import Any

from flask import Blueprint

from app.permissions import signed_in

bp = Blueprint("clients", __name__)


@bp.route("/clients", methods=["GET"])
@signed_in
def index(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/clients/<client>", methods=["GET"])
@signed_in
def show(**_values: Any) -> str:
    """To be built."""
    return ""
