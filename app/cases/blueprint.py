"""The blueprint that all views of cases share, and how much their one large upload may send."""

from typing import Any

from flask import Blueprint, current_app, request

from app.config import Settings
from app.identity import viewer
from app.permissions import find_access
from app.rights import Right

bp = Blueprint("cases", __name__)
MIB = 1024 * 1024


@bp.url_value_preprocessor
def _allow_large_logs(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a log be as large as the installation allows, for people who may import it here, before the body is read."""
    if endpoint != "cases.upload_log" or request.method != "POST" or not values:
        return
    person = viewer()
    access = find_access(person, values["project"]) if person else None
    if access is not None and access.may(Right.IMPORT_USAGE):
        request.max_content_length = log_limit() + MIB


def log_limit() -> int:
    """How many bytes a log may have."""
    settings: Settings = current_app.extensions["settings"]
    return settings.usage_upload_mib * MIB
