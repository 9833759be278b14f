"""Who is asking: the person behind a request, found by the session row on the server."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, g, request, session
from sqlalchemy import bindparam, delete, select, update

from app.clock import now
from app.config import Settings
from app.database import db, read
from app.models import Session, User

TOUCH_EVERY = timedelta(seconds=45)
"""How exactly idle time is known: a session's last sight is written at most this often."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person, as plain values."""

    id: int
    key: str
    name: str
    email: str
    role: str
    client_id: int | None
    language: str
    time_zone: str
    theme: str
    session_id: int
    session_key: str
    last_seen_at: datetime
    authenticated_at: datetime

    @property
    def of_firm(self) -> bool:
        """Whether the person works for the consulting firm."""
        return self.client_id is None

    @property
    def initials(self) -> str:
        """Two letters (or one Chinese family name) that stand for the person."""
        words = self.name.split()
        if not words:
            return "?"
        if ord(words[0][0]) > 0x2E80:
            return words[0][0]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def viewer() -> Viewer | None:
    """The person behind this request, or None; asked of the database once a request."""
    if "viewer" not in g:
        g.viewer = _find_viewer()
    found: Viewer | None = g.viewer
    return found


def hash_token(token: str) -> str:
    """What the database keeps of a secret link or cookie: its SHA-256, never the secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(user: User, settings: Settings) -> None:
    """Sign a person in: a new row, a new cookie, nothing kept from before."""
    token = secrets.token_urlsafe(32)
    instant = now()
    db.session.add(
        Session(
            token_hash=hash_token(token),
            user_id=user.id,
            last_seen_at=instant,
            authenticated_at=instant,
            expires_at=instant + timedelta(hours=settings.session_hours),
            address=request.remote_addr or "",
            browser=(request.user_agent.string or "")[:300],
        )
    )
    see(user.id)
    session.clear()
    session["token"] = token


def see(user_id: int) -> None:
    """Note with the person that they were here: sessions end and are forgotten, a silent client must not be."""
    # On the table, because being seen is no edit of the person and makes none stale.
    db.session.execute(update(User.__table__).where(_PERSON.id == user_id).values(last_seen_at=now()))  # type: ignore[arg-type]


def close_session(session_id: int) -> None:
    """End one session; its cookie is void from now on, wherever it was copied to."""
    db.session.execute(delete(Session).where(Session.id == session_id))


def close_sessions(user_id: int, *, but: int | None = None) -> None:
    """End all sessions of a person, except perhaps the one at hand."""
    statement = delete(Session).where(Session.user_id == user_id)
    db.session.execute(statement.where(Session.id != but) if but is not None else statement)


def init_identity(app: Flask) -> None:
    """Note after each answer that the person was seen."""
    app.after_request(_touch)


_PERSON: Any = User.__table__.c
_SESSION: Any = Session.__table__.c
# On tables and made once, because every request asks this.
_SIGNED_IN = (
    select(
        _PERSON.id, _PERSON.key, _PERSON.name, _PERSON.email, _PERSON.role, _PERSON.client_id, _PERSON.language,
        _PERSON.time_zone, _PERSON.theme, _SESSION.id, _SESSION.key, _SESSION.last_seen_at, _SESSION.authenticated_at,
        _SESSION.expires_at,
    )
    .join_from(User.__table__, Session.__table__, _SESSION.user_id == _PERSON.id)
    .where(_SESSION.token_hash == bindparam("token"), _PERSON.disabled_at.is_(None))
)  # fmt: skip


def _find_viewer() -> Viewer | None:
    from flask import current_app

    token = session.get("token")
    if not isinstance(token, str):
        return None
    rows = read(_SIGNED_IN, {"token": hash_token(token)})
    if not rows:
        return None
    *values, expires_at = rows[0]
    found = Viewer(*values)
    settings: Settings = current_app.extensions["settings"]
    instant = now()
    if instant >= expires_at or instant - found.last_seen_at >= timedelta(minutes=settings.idle_minutes):
        return None
    return found


def _touch(response: Response) -> Response:
    found: Viewer | None = g.get("viewer")
    if found is not None and now() - found.last_seen_at > TOUCH_EVERY:
        from app.transactions import begin_write, finish

        begin_write()
        db.session.execute(update(Session).where(Session.id == found.session_id).values(last_seen_at=now()))
        see(found.id)
        finish(success=True)
    return response
