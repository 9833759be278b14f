"""Replaces names by codes: a keyed digest, the same for the same person in every log and list of a project.

The key is made of two halves, the installation's secret key and a salt of the project in the database: who has only
one of them can compute no code, and without the salt the codes can never be joined to names again.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256

from flask import current_app
from sqlalchemy import func, select

from app import audit
from app.config import Settings
from app.database import db
from app.delimited.names import key_of
from app.errors import Refused
from app.models import Project, UsagePseudonyms, UsageSource
from app.usage.judging import BREAKS, JUNK, LONGEST
from app.usage.known import lists_in_force
from app.words import _

PURPOSE = b"sextant usage pseudonyms 1"
LETTERS = 12
"""Letters of a code: 60 bits, so that two of a hundred thousand people share one once in a hundred million projects."""
UNREADABLE, BROKEN, TOO_LONG = "\ufffd", "-\n-", "x" * (LONGEST + 1)
CODE = re.compile(rf"p-[a-z2-7]{{{LETTERS}}}")


class Codes(dict[str, str]):
    """Names to codes, remembered: in a log the same few names come a million times.

    What is no name stays what it is refused for: nothing, unreadable, broken over lines, too long.
    """

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, name: str) -> str:
        code = self[name] = self._code(key_of(name))
        return code

    def _code(self, name: str) -> str:
        if not name or CODE.fullmatch(name):
            return name
        if any(chr(one) in name for one in JUNK):
            return UNREADABLE
        if any(chr(one) in name for one in BREAKS):
            return BROKEN
        if len(name) > LONGEST:
            return TOO_LONG
        digest = hmac.digest(self._key, name.encode(), "sha256")
        return "p-" + b32encode(digest).decode()[:LETTERS].lower()


def codes_of(project: Project) -> Codes:
    """The codes of a project; its salt is made when it is needed first, in the present writing transaction.

    Refused when the installation's secret key is another than the one that codes in use were made with.
    """
    row = _row(project)
    if not row.salt:
        row.salt = secrets.token_hex(32)
        row.proof = _proof(_key(project, row.salt))
    key = _key(project, row.salt)
    if not hmac.compare_digest(row.proof, _proof(key)):
        if _in_use(project):
            raise Refused(
                _(
                    "The secret key of this installation is another than the one that the codes of this project were "
                    "made with, so the same person would get another code. Set SEXTANT_SECRET_KEY back, or remove the "
                    "logs and lists with codes and import them again."
                )
            )
        row.proof = _proof(key)
    db.session.flush()
    return Codes(key)


def always(project: Project) -> bool:
    """Whether somebody said that names are replaced in whatever comes into this project."""
    query = select(UsagePseudonyms.always).where(UsagePseudonyms.project_id == project.id)
    return bool(db.session.scalar(query))


def unless_said(project: Project) -> bool:
    """Whether names are replaced unless somebody says otherwise: always, or because the list of users holds codes.

    Beside a list of codes a log of names would bring strangers only, and the names that were to be kept out.
    """
    return always(project) or any(one.pseudonyms for one in lists_in_force(project.id, "users"))


def set_always(*, project: Project, on: bool, by: int | None) -> None:
    """Say whether names are replaced by default in what comes in from now on."""
    _row(project).always = on
    db.session.flush()
    audit.touch(project.id)
    audit.record("usage.names", by=by, project=project.id, codes=on)


def _row(project: Project) -> UsagePseudonyms:
    row = db.session.scalar(select(UsagePseudonyms).where(UsagePseudonyms.project_id == project.id))
    if row is None:
        row = UsagePseudonyms(project_id=project.id)
        db.session.add(row)
        db.session.flush()
    return row


def _in_use(project: Project) -> bool:
    query = select(func.count()).where(
        UsageSource.project_id == project.id, UsageSource.original_digest != "", UsageSource.removed_at.is_(None)
    )
    return bool(db.session.scalar(query))


def _key(project: Project, salt: str) -> bytes:
    settings: Settings = current_app.extensions["settings"]
    purpose = b"\0".join((PURPOSE, project.key.encode(), salt.encode()))
    return hmac.digest(settings.secret_key.encode(), purpose, "sha256")


def _proof(key: bytes) -> str:
    return hmac.new(key, b"proof", sha256).hexdigest()
