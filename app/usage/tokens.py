"""Secrets by which a client's system sends events: bound to one project, shown once, kept as a digest, revocable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused
from app.models import ApiToken, Project, User
from app.words import _

PREFIX = "sxt_"
BYTES = 32
CALLS_A_MINUTE = 60
MOST = 20
"""Tokens that a project may have at a time."""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token in the list; `hint` are the last characters of its secret."""

    key: str
    name: str
    hint: str
    who: str
    made: datetime
    used: datetime | None
    revoked: datetime | None


def tokens_of(project: Project) -> list[TokenRow]:
    """The tokens of a project, newest first, those in force before the revoked ones."""
    query = (
        select(ApiToken, User.name)
        .outerjoin(User, User.id == ApiToken.created_by_id)
        .where(ApiToken.project_id == project.id)
        .order_by(ApiToken.revoked_at.is_not(None), ApiToken.id.desc())
    )
    return [
        TokenRow(one.key, one.name, one.hint, who or "", one.created_at, one.last_used_at, one.revoked_at)
        for one, who in db.session.execute(query)
    ]


def make_token(*, project: Project, name: str, by: int | None) -> str:
    """A new secret, which nobody can read again; refused when there are enough."""
    in_force = [one for one in tokens_of(project) if one.revoked is None]
    if len(in_force) >= MOST:
        raise Refused(_("There are %(count)s tokens in force: revoke those that nobody uses.", count=MOST))
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    row = ApiToken(
        project_id=project.id, name=name, digest=digest_of(secret), hint=secret[-4:], created_by_id=by
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.touch(project.id)
    audit.record("usage.token-made", by=by, project=project.id, about=row.key, title=name)
    return secret


def revoke_token(*, project: Project, token: ApiToken, by: int | None) -> None:
    """Let a token open nothing any more; once revoked it stays so."""
    if token.revoked_at is not None:
        return
    token.revoked_at = now()
    db.session.flush()
    audit.touch(project.id)
    audit.record("usage.token-revoked", by=by, project=project.id, about=token.key, title=token.name)


def token_with(secret: str, project_key: str) -> tuple[ApiToken, Project] | None:
    """The token in force with this secret and its project, if that is the one named."""
    row = db.session.execute(
        select(ApiToken, Project)
        .join(Project, Project.id == ApiToken.project_id)
        .where(ApiToken.digest == digest_of(secret), ApiToken.revoked_at.is_(None), Project.key == project_key)
    ).first()
    return (row[0], row[1]) if row is not None else None


def may_call(token: ApiToken) -> bool:
    """Count a call, in the present writing transaction; whether it is within the calls of this minute."""
    instant = now()
    minute = int(instant.timestamp()) // 60
    db.session.refresh(token, with_for_update=True)
    if token.minute != minute:
        token.minute, token.calls = minute, 0
    token.calls += 1
    token.last_used_at = instant
    db.session.flush()
    return token.calls <= CALLS_A_MINUTE


def digest_of(secret: str) -> str:
    """What is kept of a secret: of 256 random bits a plain digest suffices."""
    return sha256(secret.encode()).hexdigest()
