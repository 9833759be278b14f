"""The job that imports a usage log: reads it outside any transaction, then puts all of it down in one."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.models import Project, UsageSource
from app.queue import Work
from app.transactions import transaction
from app.usage.actions import fail_import, finish_import
from app.usage.logs import digest_of, forget_events, mapping_of, read_log
from app.words import _


def import_source(work: Work) -> None:
    """Read the log that the payload names by key; what is wrong with it is kept with it and told to the person."""
    project = db.session.get_one(Project, work.project_id)
    source = _find(project, work.payload["source"])
    key, digest, mapping, zone = source.key, digest_of(source), mapping_of(source), source.time_zone
    reading, storing = _("Reading the log."), _("Storing the events.")

    def progress(share: float) -> None:
        work.progress(0.9 * share, reading if share < 1 else storing)

    db.session.rollback()  # reading takes a while: no transaction waits for it
    try:
        read = read_log(key=key, digest=digest, mapping=mapping, time_zone=zone, progress=progress)
    except Refused as refusal:
        with transaction():
            fail_import(project=project, source=source, sentence=refusal.sentence, by=work.by_id)
        raise
    with work.completion() as result:
        replaced = _find_or_none(project, work.payload.get("replaces", ""))
        finish_import(project=project, source=_find(project, key), read=read, replaces=replaced, by=work.by_id)
        result["url"] = f"/projects/{project.key}/usage/{key}"
    if work.payload.get("replaces"):
        forget_events(work.payload["replaces"])


def _find(project: Project, key: str) -> UsageSource:
    found = _find_or_none(project, key)
    if found is None or found.removed_at is not None:
        raise Refused(_("This file has been removed meanwhile."))
    return found


def _find_or_none(project: Project, key: str) -> UsageSource | None:
    return db.session.scalar(select(UsageSource).where(UsageSource.project_id == project.id, UsageSource.key == key))
