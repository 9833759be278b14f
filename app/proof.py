"""Proof that somebody knows a password: each try is counted before it is checked, and nothing is hashed while others
wait to write."""

import hashlib
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import select

from app.database import db
from app.models import User
from app.passwords import forget_failures, give_back_try, is_password, take_try
from app.transactions import begin_write, finish


def find_by_secret(*, email: str, password: str, address: str) -> User | None:
    """The person with this e-mail (as it is stored) and password, in a writing transaction of its own; None otherwise.

    Takes as long, and counts the same, for people who do not exist. Raises TooMany after ten failures within
    15 minutes for the account or the address.
    """
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


def account_subject(email: str) -> str:
    """What tries at one account are counted under: a digest, as people type passwords into the wrong field."""
    return "account:" + hashlib.sha256(email.encode()).hexdigest()[:40]


def address_subject(address: str) -> str:
    """What tries from one place are counted under: an IPv4 address, or the /64 network that one IPv6 user owns."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "address:unknown"
    if not isinstance(found, IPv6Address):
        return f"address:{found}"
    return f"address:{found.ipv4_mapped or IPv6Network((found, 64), strict=False)}"
