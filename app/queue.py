"""The queue of background work: rows in our own database, claimed with a lease, finished with their effect.

Measured: a queue beside the database lost every job in flight when killed; a row with lease and fencing token
lost none and did none twice.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import CursorResult, or_, select, update

from app.clock import now
from app.database import db
from app.models import Job, User
from app.transactions import transaction
from app.words import _

LEASE = timedelta(seconds=60)
TRIES = 5


class LostLease(Exception):
    """Somebody else has taken the job meanwhile; what was done here must not count."""


def enqueue(
    kind: str,
    *,
    by: int | None,
    project: int | None = None,
    idempotency_key: str | None = None,
    after: timedelta = timedelta(),
    **payload: Any,
) -> Job:
    """Add a job in the present transaction; it runs once that is committed, and not before `after` has passed."""
    if idempotency_key is not None:
        known = db.session.scalar(select(Job).where(Job.idempotency_key == idempotency_key))
        if known is not None:
            return known
    due = now() + after
    job = Job(kind=kind, payload=payload, by_id=by, project_id=project, idempotency_key=idempotency_key, run_after=due)
    db.session.add(job)
    db.session.flush()
    return job


@dataclass(slots=True)
class Work:
    """A claimed job in the hands of whoever does it."""

    id: int
    key: str
    kind: str
    payload: dict[str, Any]
    project_id: int | None
    by_id: int | None
    attempts: int
    token: str
    last_share: float = field(default=-1.0)

    def progress(self, share: float, message: str = "") -> None:
        """Say how far the work is (0 to 1); raises LostLease when somebody else has the job."""
        if share - self.last_share < 0.01 and share < 1:
            return
        self.last_share = share
        with transaction():
            self._set(progress=min(share, 1.0), message=message, lease_until=now() + LEASE)

    def renew(self) -> None:
        """Hold on to the job for another lease."""
        with transaction():
            self._set(lease_until=now() + LEASE)

    @contextmanager
    def completion(self) -> Iterator[dict[str, Any]]:
        """One transaction for the job's effect and its end; put what the page should know into the dictionary."""
        result: dict[str, Any] = {}
        with transaction():
            yield result
            self._set(state="done", progress=1.0, result=result, finished_at=now(), lease_until=None)

    def fail(self, message: str, *, again: bool) -> None:
        """End in failure with a sentence, or wait for another try."""
        with transaction():
            if again and self.attempts < TRIES:
                pause = timedelta(seconds=2**self.attempts)
                self._set(state="waiting", message=message, run_after=now() + pause, lease_until=None)
            else:
                self._set(state="failed", message=message, finished_at=now(), lease_until=None)

    def _set(self, **values: Any) -> None:
        mine = (Job.id == self.id, Job.token == self.token, Job.state == "running")
        done = db.session.execute(update(Job).where(*mine).values(**values))
        assert isinstance(done, CursorResult)
        if done.rowcount != 1:
            raise LostLease(self.key)


def is_any_due() -> bool:
    """Whether a job waits or was left behind, asked without a write."""
    return db.session.scalar(select(Job.id).where(_due()).limit(1)) is not None


def claim() -> Work | None:
    """Take the next due job, or one whose holder died; None when there is nothing to do."""
    with transaction():
        query = select(Job).where(_due()).order_by(Job.run_after, Job.id).limit(1).with_for_update(skip_locked=True)
        job = db.session.scalar(query)
        if job is None:
            return None
        job.attempts += 1
        job.token = secrets.token_hex(16)
        if job.attempts > TRIES:
            job.state, job.finished_at, job.message = "failed", now(), _last_words(job)
            return None
        job.state, job.lease_until = "running", now() + LEASE
        return Work(
            job.id, job.key, job.kind, dict(job.payload), job.project_id, job.by_id, job.attempts, job.token
        )  # fmt: skip


def _last_words(job: Job) -> str:
    """What whoever started a job reads when its process was killed each time, so that it could say nothing itself."""
    language = db.session.scalar(select(User.language).where(User.id == job.by_id)) or "en"
    with force_locale(language):
        return _(
            "The work was broken off %(tries)s times and is given up. Start it again, or tell the administrator.",
            tries=TRIES,
        )


def _due() -> Any:
    waiting = (Job.state == "waiting") & (Job.run_after <= now())
    left_behind = (Job.state == "running") & (Job.lease_until < now())
    return or_(waiting, left_behind)
