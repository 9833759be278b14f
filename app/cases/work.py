"""Reads logs and counts cases outside any transaction, then puts down what was found in one; for jobs and commands."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.analytics.case_logs.columns import Chosen, chosen, proposed
from app.analytics.case_logs.reading import Imported, read_cases
from app.analytics.case_logs.reasons import REASONS
from app.cases.actions import (
    add_log,
    fail_import,
    file_path,
    finish_import,
    keep_reading,
    log_with,
    save_columns,
    saved_columns,
)
from app.database import db
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.facts.cases import Asked, asked_of, cases_path, measure, secret_of
from app.facts.evaluation import scheme_of
from app.files import Received, receive
from app.language import number, say
from app.models import CaseLog, Project
from app.opening.opened import opened, table_of
from app.queue import Work
from app.transactions import transaction
from app.words import _


def import_log(work: Work) -> None:
    """The job that imports a log named by key; what is wrong with it is kept with it and told to the person."""
    project = db.session.get_one(Project, work.project_id)
    log = _find(project, work.payload["log"])
    key, mapping, zone, path, secret = log.key, chosen(log.mapping), log.time_zone, file_path(log), secret_of(project)
    work.progress(0.1, _("Reading the log."))
    db.session.rollback()  # reading takes a while: no transaction waits for it
    try:
        found, refused = read_log(path, key, mapping, zone, secret)
    except Refused as refusal:
        with transaction():
            fail_import(project=project, log=log, sentence=refusal.sentence, by=work.by_id)
        raise
    with work.completion() as result:
        finish_import(project=project, log=_find(project, key), found=found, refused=refused, by=work.by_id)
        result["url"] = f"/projects/{project.key}/cases/logs/{key}"


def read_log(path: Path, key: str, mapping: Chosen, zone: str, secret: bytes) -> tuple[Imported, Received | None]:
    """Write the activities of a file to where the log `key` has them; refused when nothing of it can be used."""
    out = cases_path(key)
    out.parent.mkdir(parents=True, exist_ok=True)
    rejects = out.with_suffix(".refused.csv")
    try:
        with opened(path) as source:
            found = read_cases(source.table(), mapping, time_zone=zone, out=out, refused=rejects, secret=secret)
        if not found.accepted:
            forget(key)
            raise Refused(_nothing_in(found))
        return found, receive(rejects, media_type="text/csv") if found.refused else None
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    finally:
        rejects.unlink(missing_ok=True)


def _nothing_in(found: Imported) -> str:
    """Why nothing was imported, by the reason of most rows."""
    if found.reasons:
        why = say(REASONS[next(iter(found.reasons))])
    else:
        why = _("No row tells of a completion or a start: is the transition another column, or none?")
    if found.rows == 1:
        return _("The only row could not be accepted, so nothing was imported. %(why)s", why=why)
    return _(
        "None of the %(rows)s rows could be accepted, so nothing was imported. %(why)s",
        rows=number(found.rows),
        why=why,
    )


def forget(key: str) -> None:
    """Remove the activities of a log that is gone."""
    with suppress(FileNotFoundError):
        cases_path(key).unlink()


def read_period(work: Work) -> None:
    """The job that counts the cases of a process for a period."""
    project = db.session.get_one(Project, work.project_id)
    first, last = (date.fromisoformat(work.payload[name]) for name in ("first", "last"))
    asked = process_asked(project, work.payload["process"])
    idle = idle_days(project)
    work.progress(0.2, _("Counting the cases."))
    db.session.rollback()
    found = measure(asked, first, last, idle_days=idle)
    with work.completion() as result:
        keep_reading(project=project, asked=asked, found=found)
        result["url"] = f"/projects/{project.key}/cases/processes/{asked.key}?from={first}&to={last}"


def process_asked(project: Project, key: str) -> Asked:
    """The process with this key and its logs; refused when there is no log any more."""
    found = asked_of(project, key=key)
    if not found:
        raise Refused(_("There is no log of cases for this process any more."))
    return found[0]


def idle_days(project: Project) -> int:
    """After how many days without an activity a case counts as ended."""
    return int(scheme_of(project.edition).limits["case_idle_days"])


def take_log(
    *, project: Project, process_key: str, path: Path, wanted: Mapping[str, Any], time_zone: str = "", by: int | None
) -> tuple[CaseLog, bool]:
    """Import a log here and now, and whether it was in already; `wanted` names columns, the rest is recognised."""
    received = receive(path)
    try:
        _kind, table = table_of(path)
        found = {
            **proposed(table, saved_columns(project.id)),
            **{name: value for name, value in wanted.items() if value},
        }
        mapping = chosen(found)
        mapping.places(table)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    zone = time_zone or project.time_zone
    known = log_with(project.id, process_key, received.digest)
    same = known is not None and known.state == "ready" and known.mapping == mapping.saved() and known.time_zone == zone
    if known is not None and same and cases_path(known.key).exists():
        return known, True
    with transaction():
        log = add_log(project=project, process_key=process_key, file=received, name=path.name, by=by)
        log.mapping, log.time_zone = mapping.saved(), zone
    try:
        read, refused = read_log(path, log.key, mapping, zone, secret_of(project))
    except Refused as refusal:
        with transaction():
            fail_import(project=project, log=log, sentence=refusal.sentence, by=by)
        raise
    with transaction():
        save_columns(project=project, mapping=mapping, time_zone=zone)
        finish_import(project=project, log=log, found=read, refused=refused, by=by)
    return log, False


def _find(project: Project, key: str) -> CaseLog:
    found = db.session.scalar(select(CaseLog).where(CaseLog.project_id == project.id, CaseLog.key == key))
    if found is None or found.removed_at is not None:
        raise Refused(_("This file has been removed meanwhile."))
    return found
