"""The blueprint that all views of usage data share, and how much their one large upload may send."""

from typing import Any

from flask import Blueprint, current_app, request

from app.config import Settings
from app.identity import viewer
from app.permissions import find_access
from app.rights import Right

bp = Blueprint("usage", __name__)
LARGE_UPLOADS = frozenset({"usage.upload_log", "usage.replace"})
MIB = 1024 * 1024


@bp.url_value_preprocessor
def _allow_large_logs(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a log be as large as the installation allows, for people who may import it here.

    Before anything reads the body: the check against forged requests does, and it comes before the view's guard.
    """
    if endpoint not in LARGE_UPLOADS or request.method != "POST" or not values:
        return
    person = viewer()
    access = find_access(person, values["project"]) if person else None
    if access is not None and access.may(Right.IMPORT_USAGE):
        request.max_content_length = log_limit() + MIB


def log_limit() -> int:
    """How many bytes a usage log may have."""
    settings: Settings = current_app.extensions["settings"]
    return settings.usage_upload_mib * MIB
