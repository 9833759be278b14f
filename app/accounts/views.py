"""Views of accounts."""

from typing import Any

from flask import Blueprint

from app.permissions import Right, firm, public, signed_in

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/sign-out", methods=["POST"])
@signed_in
def sign_out(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/language", methods=["POST"])
@public
def language(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/theme", methods=["POST"])
@public
def theme(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/me", methods=["GET"])
@signed_in
def me(**_values: Any) -> str:
    """To be built."""
    return ""


@bp.route("/people", methods=["GET"])
@firm(Right.MANAGE_PEOPLE)
def people(**_values: Any) -> str:
    """To be built."""
    return ""
