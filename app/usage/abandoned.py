"""Logs and lists that nobody imported: with the names in them they are not kept for longer than a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from app import audit
from app.clock import day_in, now
from app.database import db
from app.files import drop, forget
from app.language import day
from app.models import StoredFile, UsageSource
from app.queue import Work
from app.transactions import transaction

KEPT = timedelta(days=7)
"""How long an uploaded file waits for its columns or its confirmation to be named."""

NEVER_IN = ("waiting", "failed")


def kept_until(source: UsageSource, time_zone: str) -> str:
    """The last day (in a zone, an IANA name) on which a file that is not in yet is surely there; nothing of others."""
    if source.state not in NEVER_IN or source.accepted:
        return ""
    return day(day_in(source.created_at + KEPT, time_zone))


def forget_abandoned(work: Work) -> None:
    """Delete every file that waits for its import, or failed in it, for a week; the file too if nothing else keeps it.

    A file that was taken out before it was imported goes with them.
    """
    gone = [_forget(id) for id in _abandoned(now() - KEPT)]
    with work.completion() as result:
        result["removed"] = sum(gone)


def _abandoned(before: datetime) -> list[int]:
    never = (UsageSource.state.in_(NEVER_IN), UsageSource.accepted == 0, UsageSource.created_at < before)
    with transaction():
        return list(db.session.scalars(select(UsageSource.id).where(*never).order_by(UsageSource.id)))


def _forget(id: int) -> bool:
    """One in a transaction of its own: whether it was still abandoned. The file goes once the row is gone."""
    digest = ""
    with transaction():
        source = db.session.get(UsageSource, id, with_for_update=True)
        if source is None or source.state not in NEVER_IN:
            return False
        audit.record(
            "usage.abandoned", by=None, project=source.project_id, about=source.key, title=source.file_name,
            days=KEPT.days,
        )  # fmt: skip
        stored = db.session.get_one(StoredFile, source.file_id)
        db.session.delete(source)
        db.session.flush()
        if drop(stored):
            digest = stored.digest
    if digest:
        forget(digest)
    return True
