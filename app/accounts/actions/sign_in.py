"""Checking passwords: each try is counted before it is checked, and nothing is hashed while others wait to write."""

import hashlib
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import delete, select

from app import audit
from app.accounts.email import normal_email
from app.clock import now
from app.database import db
from app.models import Session, User
from app.passwords import forget_failures, give_back_try, is_password, take_try
from app.transactions import begin_write, finish


def find_by_secret(*, email: str, password: str, address: str) -> User | None:
    """The person with this e-mail and password, in a writing transaction of its own; None when there is none such.

    Takes as long, and counts the same, for people who do not exist. Raises TooMany after ten failures within
    15 minutes for the account or the address.
    """
    email = normal_email(email)
    subjects = (account_subject(email), address_subject(address))
    begin_write()
    take_try(*subjects)
    finish(success=True)
    row = db.session.execute(
        select(User.id, User.password_hash).where(User.email == email, User.disabled_at.is_(None))
    ).first()
    if not is_password(password, row.password_hash if row else None) or row is None:
        return None
    begin_write()
    forget_failures(subjects[0])
    give_back_try(subjects[1])
    return db.session.scalar(
        select(User).where(User.id == row.id, User.password_hash == row.password_hash, User.disabled_at.is_(None))
    )


def is_own_password(*, email: str, password: str, address: str) -> bool:
    """Whether the signed-in person knows their password; ends in a writing transaction when they do."""
    return find_by_secret(email=email, password=password, address=address) is not None


def record_sign_in(*, user: User, by: int) -> None:
    """Write down that somebody signed in, and forget those of their sessions that ran out."""
    db.session.execute(delete(Session).where(Session.user_id == user.id, Session.expires_at < now()))
    audit.record("session.opened", by=by, about=user.key)


def record_sign_out(*, session_id: int, by: int) -> None:
    """End the session at hand; its cookie is void wherever it was copied to."""
    db.session.execute(delete(Session).where(Session.id == session_id))
    audit.record("session.ended", by=by)


def account_subject(email: str) -> str:
    """What tries at one account are counted under: a digest, as people type passwords into the wrong field."""
    return "account:" + hashlib.sha256(normal_email(email).encode()).hexdigest()[:40]


def address_subject(address: str) -> str:
    """What tries from one place are counted under: an IPv4 address, or the /64 network that one IPv6 user owns."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "address:unknown"
    if not isinstance(found, IPv6Address):
        return f"address:{found}"
    return f"address:{found.ipv4_mapped or IPv6Network((found, 64), strict=False)}"
