"""Passwords: argon2id hashes, ASVS rules, and a limit on tries at any secret."""

import re
import threading
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, func, select

from app.clock import now
from app.common_passwords import is_common
from app.database import db
from app.errors import TooMany
from app.models import Attempt
from app.words import _

LENGTH = (12, 128)
TRIES, WINDOW = 10, timedelta(minutes=15)
hasher = PasswordHasher()
_one_at_a_time = threading.Semaphore(1)
"""One hash at a time in each worker process: a hash takes 64 MiB."""


def hash_password(password: str) -> str:
    """An argon2id hash; takes about 80 ms and 64 MiB."""
    with _one_at_a_time:
        return hasher.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password fits the hash; takes as long when there is no such person."""
    with _one_at_a_time:
        nobody = _nobody()  # made for everybody, or the first unknown person would be told by a slower answer
        try:
            return hasher.verify(hashed or nobody, password) and hashed is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def password_problem(password: str, *, about: tuple[str, ...] = ()) -> str | None:
    """Why a password cannot be taken, as a sentence, or None. Rules: OWASP ASVS 5, chapter 6.2."""
    if len(password) < LENGTH[0]:
        return _("Use at least 12 characters. A sentence of your own is easy to remember and hard to guess.")
    if len(password) > LENGTH[1]:
        return _("Use at most 128 characters.")
    if is_common(password):
        return _("This password is among the first that attackers try. Choose another.")
    lowered = password.casefold()
    if any(word in lowered for word in _telling_words(about)):
        return _("The password must not contain your name, your e-mail address or your firm.")
    return None


def take_try(*subjects: str) -> None:
    """Count a try before its secret is checked, so that tries at the same moment cannot slip past the limit.

    Raises TooMany like forbid_flood. Call it in a writing transaction and commit before the check.
    """
    if db.engine.dialect.name == "postgresql":  # SQLite lets one writer in at a time anyway
        for subject in sorted(subjects):
            db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(subject))))
    forbid_flood(*subjects)
    note_failure(*subjects)


def give_back_try(subject: str) -> None:
    """Take one counted try back: the secret was right, so it was no failure."""
    newest = select(func.max(Attempt.id)).where(Attempt.subject == subject).scalar_subquery()
    db.session.execute(delete(Attempt).where(Attempt.id == newest))


def forbid_flood(*subjects: str) -> None:
    """Raise TooMany when any subject (an account, an address) had 10 failed tries within 15 minutes."""
    since = now() - WINDOW
    counts = db.session.execute(
        select(Attempt.subject, func.count()).where(Attempt.subject.in_(subjects), Attempt.at > since)
        .group_by(Attempt.subject)
    )  # fmt: skip
    if any(count >= TRIES for _subject, count in counts):
        raise TooMany(_("Too many tries. Wait 15 minutes, then try again."))


def note_failure(*subjects: str) -> None:
    """Count a failed try, and forget those that no longer matter."""
    instant = now()
    db.session.execute(delete(Attempt).where(Attempt.at < instant - WINDOW * 4))
    db.session.add_all(Attempt(subject=subject[:80], at=instant) for subject in subjects)


def forget_failures(*subjects: str) -> None:
    """A right secret clears the count."""
    db.session.execute(delete(Attempt).where(Attempt.subject.in_(subjects)))


def _telling_words(about: tuple[str, ...]) -> set[str]:
    """What an attacker would try first about this person: their names, the name before the @ and the firm behind it."""
    words = {word for text in about for word in re.split(r"[\s@.,_\-]+", text.casefold())}
    return {word for word in words if len(word) > 3 or (len(word) > 1 and ord(word[0]) > 0x2E80)}


def _nobody() -> str:
    global _nobodys_hash
    if _nobodys_hash is None:
        _nobodys_hash = hasher.hash("nobody has this password")
    return _nobodys_hash


_nobodys_hash: str | None = None
