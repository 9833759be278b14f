"""Signing in and out; the proof that somebody knows a password is app.proof's."""

from sqlalchemy import delete

from app import audit, proof
from app.accounts.email import normal_email
from app.clock import now
from app.database import db
from app.models import Session, User
from app.proof import address_subject, is_own_password

__all__ = ["address_subject", "find_by_secret", "is_own_password", "record_sign_in", "record_sign_out"]


def find_by_secret(*, email: str, password: str, address: str) -> User | None:
    """The person with this e-mail, however it was typed, and this password; see app.proof."""
    return proof.find_by_secret(email=normal_email(email), password=password, address=address)


def record_sign_in(*, user: User, by: int) -> None:
    """Write down that somebody signed in, and forget those of their sessions that ran out."""
    db.session.execute(delete(Session).where(Session.user_id == user.id, Session.expires_at < now()))
    audit.record("session.opened", by=by, about=user.key)


def record_sign_out(*, session_id: int, by: int) -> None:
    """End the session at hand; its cookie is void wherever it was copied to."""
    db.session.execute(delete(Session).where(Session.id == session_id))
    audit.record("session.ended", by=by)
