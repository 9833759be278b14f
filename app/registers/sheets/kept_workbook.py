"""A workbook of several sheets that was brought a moment ago: kept so that another of its sheets can be read.

It lies in the store of files without a row, so that the daily sweep takes it away; only who brought it can name it.
"""

from __future__ import annotations

import hmac
import re

from flask import current_app

from app.files import path_of, receive
from app.models import Project


def keep_workbook(data: bytes, project: Project, user_id: int) -> str:
    """Keep a workbook; the mark by which this person can have it read again in this project."""
    digest = receive(data).digest
    return f"{digest}.{_seal(digest, project, user_id)}"


def kept_workbook(mark: str, project: Project, user_id: int) -> bytes:
    """The workbook with this mark; empty when it is no longer there, or was never this person's."""
    digest, _dot, seal = mark.partition(".")
    ours = re.fullmatch(r"[0-9a-f]{64}", digest) and hmac.compare_digest(seal, _seal(digest, project, user_id))
    return path_of(digest).read_bytes() if ours and path_of(digest).is_file() else b""


def _seal(digest: str, project: Project, user_id: int) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"workbook/{project.key}/{user_id}/{digest}".encode(), "sha256").hexdigest()
