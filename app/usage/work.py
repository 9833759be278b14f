"""The job that imports a usage log: reads it outside any transaction, then puts all of it down in one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.models import Project, UsageSource
from app.queue import Work
from app.transactions import transaction
from app.usage.actions import fail_import, finish_import, keep_coded
from app.usage.coding import Coded, code_log, forget_original
from app.usage.known import other_events
from app.usage.logs import ReadLog, digest_of, forget_events, kept_file, mapping_of, read_log
from app.usage.pseudonyms import codes_of
from app.words import _


def import_source(work: Work) -> None:
    """Read the log that the payload names by key; what is wrong with it is kept with it and told to the person."""
    project = db.session.get_one(Project, work.project_id)
    source = _find(project, work.payload["source"])
    asked: dict[str, Any] = {
        "key": source.key, "digest": digest_of(source), "mapping": mapping_of(source), "time_zone": source.time_zone,
        "others": other_events(project.id, but=(source.key, work.payload.get("replaces", ""))),
    }  # fmt: skip
    codes_wanted = source.pseudonyms and not source.original_digest
    reading, storing = _("Reading the log."), _("Storing the events.")

    def progress(share: float) -> None:
        work.progress(0.9 * share, reading if share < 1 else storing)

    db.session.rollback()  # reading takes a while: no transaction waits for it
    coded = None
    try:
        if codes_wanted:
            work.progress(0.0, _("Replacing the names by codes."))
            coded = _code(project, asked)
        read = read_log(**asked, progress=progress)
    except Refused as refusal:
        with transaction():
            fail_import(project=project, source=source, sentence=refusal.sentence, by=work.by_id)
        raise
    _finish(work, project, read, coded)


def _code(project: Project, asked: dict[str, Any]) -> Coded:
    """Have the log read from a file with codes in place of names from here on."""
    with transaction():
        codes = codes_of(project)
    original = asked["digest"]
    received, mapping = code_log(kept_file(original), asked["mapping"], codes)
    asked["digest"], asked["mapping"] = received.digest, mapping
    return Coded(original, received, mapping)


def _finish(work: Work, project: Project, read: ReadLog, coded: Coded | None) -> None:
    key, replaces = work.payload["source"], work.payload.get("replaces", "")
    with work.completion() as result:
        source = _find(project, key)
        forget = coded is not None and keep_coded(
            project=project, source=source, coded=coded.file, mapping=coded.mapping
        )
        replaced = _find_or_none(project, replaces)
        finish_import(project=project, source=source, read=read, replaces=replaced, by=work.by_id)
        result["url"] = f"/projects/{project.key}/usage/{key}"
    if replaces:
        forget_events(replaces)
    if coded is not None and forget:
        forget_original(coded.original)


def _find(project: Project, key: str) -> UsageSource:
    found = _find_or_none(project, key)
    if found is None or found.removed_at is not None:
        raise Refused(_("This file has been removed meanwhile."))
    return found


def _find_or_none(project: Project, key: str) -> UsageSource | None:
    return db.session.scalar(select(UsageSource).where(UsageSource.project_id == project.id, UsageSource.key == key))
