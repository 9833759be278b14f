"""What people do with logs of cases: bring one in, name its columns, say which activity is which step, take it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from app import audit, files
from app.analytics.case_logs.columns import Chosen
from app.analytics.case_logs.reading import Imported
from app.clock import now
from app.database import db
from app.delimited.names import key_of
from app.errors import Refused
from app.facts.cases import Asked
from app.files import Received, clean_name, keep
from app.models import CaseActivity, CaseColumns, CaseLog, CaseReading, Job, OptionalStep, Project, StoredFile
from app.queue import enqueue
from app.words import _
from phases.evaluation.cases import ProcessCases

KINDS = ("step", "beside", "ending", "unknown")


def add_log(*, project: Project, process_key: str, file: Received, name: str, by: int | None) -> CaseLog:
    """Keep a log as it came; it waits for its columns to be named. A file that is there already gives its log."""
    hold(project)
    known = log_with(project.id, process_key, file.digest)
    if known is not None:
        return known
    log = CaseLog(
        project_id=project.id, process_key=process_key, file_id=keep(file).id, file_name=clean_name(name),
        time_zone=project.time_zone, added_by_id=by,
    )  # fmt: skip
    db.session.add(log)
    _end("cases.uploaded", project, log, by)
    return log


def start_import(*, project: Project, log: CaseLog, mapping: Chosen, time_zone: str, by: int) -> None:
    """Have a log imported in the background by these columns, which are saved for next time."""
    hold(project)
    if is_running(project.id, log):
        raise Refused(_("This log is being imported. Wait until that is done."))
    if log.state == "ready" and log.mapping == mapping.saved() and log.time_zone == time_zone:
        raise Refused(_("This log is in already, by the same columns."))
    log.state, log.failure, log.mapping, log.time_zone = "importing", "", mapping.saved(), time_zone
    save_columns(project=project, mapping=mapping, time_zone=time_zone)
    enqueue("case-import", by=by, project=project.id, log=log.key)
    _end("cases.importing", project, log, by)


def finish_import(*, project: Project, log: CaseLog, found: Imported, refused: Received | None, by: int | None) -> None:
    """Put down what reading the log gave."""
    hold(project)
    log.state, log.failure = "ready", ""
    log.rows, log.accepted, log.refused, log.duplicates = found.rows, found.accepted, found.refused, found.duplicates
    log.cases, log.first_at, log.last_at = found.cases, found.first_at, found.last_at
    log.details = {**found.details(), "refused_file": keep(refused).digest if refused else ""}
    _end("cases.imported", project, log, by, rows=log.rows, accepted=log.accepted, refused=log.refused)


def fail_import(*, project: Project, log: CaseLog, sentence: str, by: int | None) -> None:
    """Note why a log could not be imported; its columns can be chosen again."""
    log.state, log.failure = "failed", sentence
    _end("cases.failed", project, log, by)


def remove_log(*, project: Project, log: CaseLog, by: int) -> None:
    """Take a log out; it can be brought in again. Rounds computed with it show that they are out of date."""
    hold(project)
    if is_running(project.id, log):
        raise Refused(_("This log is being imported. Wait until that is done."))
    log.removed_at = now()
    _end("cases.removed", project, log, by)


def decide_activities(
    *, project: Project, asked: Asked, given: Mapping[str, str], optional: frozenset[str], by: int
) -> None:
    """Save what activities are (`step:<key>`, beside, ending, unknown, or nothing for “by its name”) and which steps
    not every case owes; refused when no step would be left that a case owes."""
    steps = {step.key for step in asked.steps}
    if not steps - optional:
        raise Refused(_("At least one step has to be owed by every case."))
    own: Any = (CaseActivity.project_id == project.id, CaseActivity.process_key == asked.key)
    db.session.execute(delete(CaseActivity).where(*own))
    for activity, value in given.items():
        kind, _sign, step = value.partition(":")
        if kind in KINDS and (kind != "step" or step in steps):
            db.session.add(
                CaseActivity(
                    project_id=project.id,
                    process_key=asked.key,
                    activity=key_of(activity)[:300],
                    kind=kind,
                    step_key=step,
                )
            )
    db.session.execute(
        delete(OptionalStep).where(OptionalStep.project_id == project.id, OptionalStep.process_key == asked.key)
    )
    for key in sorted(optional & steps):
        db.session.add(OptionalStep(project_id=project.id, process_key=asked.key, step_key=key))
    db.session.flush()
    audit.touch(project.id)
    audit.record("cases.decided", by=by, project=project.id, about=asked.key, title=asked.name)


def start_reading(*, project: Project, asked: Asked, first: date, last: date, by: int) -> Job:
    """Have the cases of a process counted for a period in the background."""
    if last < first:
        raise Refused(_("The period ends before it begins."))
    return enqueue(
        "case-reading", by=by, project=project.id, process=asked.key, first=first.isoformat(), last=last.isoformat()
    )


def keep_reading(*, project: Project, asked: Asked, found: ProcessCases) -> None:
    """Put down what the cases of a period showed, in the place of what was there for it."""
    first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
    own: Any = (
        CaseReading.project_id == project.id, CaseReading.process_key == asked.key, CaseReading.from_date == first,
        CaseReading.to_date == last,
    )  # fmt: skip
    db.session.execute(delete(CaseReading).where(*own))
    db.session.add(
        CaseReading(
            project_id=project.id, process_key=asked.key, from_date=first, to_date=last, basis=asked.basis,
            facts=found.stored(), computed_at=now(),
        )
    )  # fmt: skip


def save_columns(*, project: Project, mapping: Chosen, time_zone: str) -> None:
    """Remember the columns for the project's next log."""
    row = db.session.scalar(select(CaseColumns).where(CaseColumns.project_id == project.id))
    if row is None:
        row = CaseColumns(project_id=project.id)
        db.session.add(row)
    row.mapping, row.saved_at = {**mapping.saved(), "time_zone": time_zone}, now()


def saved_columns(project_id: int) -> dict[str, Any]:
    """The columns chosen for the last log of this project; empty when there was none."""
    return db.session.scalar(select(CaseColumns.mapping).where(CaseColumns.project_id == project_id)) or {}


def log_with(project_id: int, process_key: str, digest: str) -> CaseLog | None:
    """The log of a process that came as a file with this digest and has not been removed."""
    return db.session.scalar(
        select(CaseLog)
        .join(StoredFile, StoredFile.id == CaseLog.file_id)
        .where(
            CaseLog.project_id == project_id, CaseLog.process_key == process_key, CaseLog.removed_at.is_(None),
            StoredFile.digest == digest,
        )
        .limit(1)
    )  # fmt: skip


def newest_job(project_id: int, kind: str, **payload: str) -> Job | None:
    """The newest job of this kind whose payload says so."""
    jobs = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == kind).order_by(Job.id.desc()).limit(50)
    )
    return next((job for job in jobs if payload.items() <= job.payload.items()), None)


def is_running(project_id: int, log: CaseLog) -> bool:
    """Whether a job that imports this log waits or runs."""
    job = newest_job(project_id, "case-import", log=log.key) if log.state == "importing" else None
    return job is not None and job.state in ("waiting", "running")


def hold(project: Project) -> None:
    """Let no other import into this project happen until the present transaction ends."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())


def file_path(log: CaseLog) -> Any:
    """The path of the file as it came; refused with a sentence when the store has lost it."""
    path = files.path_of(db.session.get_one(StoredFile, log.file_id).digest)
    if not path.exists():
        raise Refused(_("The file as it came is missing from the store. Upload it again."))
    return path


def _end(verb: str, project: Project, log: CaseLog, by: int | None, **data: object) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=log.key, title=log.file_name, **data)
