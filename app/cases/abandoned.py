"""Logs of cases that nobody uses, never imported or of a process that is gone: with their names they are deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from app import audit
from app.cases.work import forget as forget_activities
from app.clock import day_in, now
from app.database import db
from app.facts.evaluation import rounds_of, sources_used
from app.facts.freezing import corrections_of
from app.files import drop, forget
from app.language import day
from app.models import AuditEvent, CaseLog, StoredFile, TargetProcess, UsageSource
from app.queue import Work
from app.transactions import transaction

KEPT = timedelta(days=7)
"""How long a log waits for its import, or for its process to be put back."""

NEVER_IN = ("waiting", "failed")
_PROCESSES = select(TargetProcess.key).where(TargetProcess.project_id == CaseLog.project_id)


def kept_until(log: CaseLog, time_zone: str) -> str:
    """The last day (in a zone, an IANA name) on which a log that nobody uses is surely there; nothing of others."""
    since = _unused_since(log)
    return day(day_in(since + KEPT, time_zone)) if since else ""


def forget_abandoned(work: Work) -> None:
    """Delete every log that for a week has waited for its import, failed in it, or had no process any more.

    One that a closed round was computed from stays: its figures can be computed anew from it.
    """
    gone = [_forget(id) for id in _candidates()]
    with work.completion() as result:
        result["removed"] = sum(gone)


def _candidates() -> list[int]:
    wanted = or_(CaseLog.state.in_(NEVER_IN), CaseLog.process_key.not_in(_PROCESSES))
    with transaction():
        return list(db.session.scalars(select(CaseLog.id).where(wanted).order_by(CaseLog.id)))


def _forget(id: int) -> bool:
    """One in a transaction of its own: whether it was still abandoned. Files go once the rows are gone."""
    digests: list[str] = []
    with transaction():
        log = db.session.get(CaseLog, id, with_for_update=True)
        since = _unused_since(log) if log else None
        if log is None or since is None or since > now() - KEPT:
            return False
        key = log.key
        audit.record(
            "cases.abandoned" if _never_in(log) else "cases.left-over", by=None, project=log.project_id, about=key,
            title=log.file_name, days=KEPT.days,
        )  # fmt: skip
        files = list(_files(log))
        db.session.delete(log)
        db.session.flush()
        digests = [one.digest for one in files if drop(one)]
    for digest in digests:
        forget(digest)
    forget_activities(key)
    return True


def _unused_since(log: CaseLog) -> datetime | None:
    """Since when nobody has used a log: its upload, or the end of its process; None while it is used."""
    if _never_in(log):
        return log.created_at
    if log.state != "ready" or _has_process(log) or _was_used(log):
        return None
    of_process = (AuditEvent.project_id == log.project_id, AuditEvent.about == log.process_key)
    ended = db.session.scalar(select(func.max(AuditEvent.at)).where(*of_process, AuditEvent.verb == "record.removed"))
    return max(log.created_at, ended) if ended else log.created_at


def _never_in(log: CaseLog) -> bool:
    return log.state in NEVER_IN and not log.accepted


def _has_process(log: CaseLog) -> bool:
    mine = (TargetProcess.project_id == log.project_id, TargetProcess.key == log.process_key)
    return db.session.scalar(select(TargetProcess.id).where(*mine)) is not None


def _was_used(log: CaseLog) -> bool:
    """Whether a closed round, or a correction of one, was computed from it."""
    closed = [one for one in rounds_of([log.project_id])[log.project_id] if one.closed]
    if any(one.key == log.key for round_ in closed for one in sources_used(round_)):
        return True
    later = (one for found in corrections_of([round_.id for round_ in closed]).values() for one in found)
    return any(source["key"] == log.key for one in later for source in one.contents.get("sources", ()))


def _files(log: CaseLog) -> Iterator[StoredFile]:
    """The file as it came, and that of its refused rows unless another log has the very same."""
    yield db.session.get_one(StoredFile, log.file_id)
    digest = log.details.get("refused_file", "")
    if digest and not any(_refused_in(table, digest, log.key) for table in (CaseLog, UsageSource)):
        yield from db.session.scalars(select(StoredFile).where(StoredFile.digest == digest))


def _refused_in(table: Any, digest: str, besides: str) -> bool:
    same = select(table.id).where(table.details["refused_file"].as_string() == digest, table.key != besides)
    return db.session.scalar(same.limit(1)) is not None
