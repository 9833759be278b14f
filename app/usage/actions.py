"""What people do with usage logs: bring one in, say which column is which, have it imported, take it out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select, update

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused
from app.files import Received, clean_name, drop, keep
from app.language import moment
from app.models import CrmFunction, LicensedUser, Project, StoredFile, UsageMapping, UsageSource, UserPost
from app.queue import enqueue
from app.usage.columns import Mapped
from app.usage.days import keep_days, use_changed
from app.usage.known import hold, newest_import, source_with
from app.usage.logs import ReadLog, mapping_values, settle
from app.words import _


@dataclass(frozen=True, slots=True)
class Upload:
    """A received file, the name it came under, and how it is written as far as that was found out.

    `original_digest` is that of the file as it came where `file` has codes in place of names.
    """

    file: Received
    name: str
    encoding: str = ""
    delimiter: str = ""
    format: str = "csv"
    original_digest: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody said of a log: its columns, the time zone of times without offset (IANA name), how names are kept.

    `vendor` is the key of the ready mapping that was used, if one was.
    """

    mapping: Mapped
    time_zone: str
    pseudonyms: bool = False
    vendor: str = ""


def add_log(*, project: Project, upload: Upload, replaces: str = "", by: int | None) -> UsageSource:
    """Keep a log as it came; it waits for its columns to be named. A file that is there already gives its source.

    `replaces` is the key of the log that this one, its corrected version, takes the place of once it is in.
    """
    hold(project)
    known = source_with(project.id, "events", upload.file.digest)
    if known is not None:
        if known.state in ("waiting", "failed") and known.key != replaces:
            known.replaces = replaces or known.replaces
        return known
    source = new_source(project=project, kind="events", upload=upload, by=by, replaces=replaces)
    db.session.add(source)
    _end("usage.uploaded", project, source, by)
    return source


def start_import(*, project: Project, source: UsageSource, choice: Choice, by: int) -> UsageSource:
    """Have a log imported in the background by these columns, which are saved for next time.

    A log that is in already is imported anew as another source, which takes the place of the first when it is done.
    Refused when the same columns were used before, or an import of this log is under way.
    """
    _hold_source(project, source)
    if is_running(project.id, source):
        raise Refused(_("This log is being imported. Wait until that is done."))
    if source.state == "ready":
        must_be_other(source, choice)
    target = _successor(source, by) if source.state == "ready" else source
    if target is not source:
        db.session.add(target)
    target.state, target.failure = "importing", ""
    target.mapping, target.time_zone = mapping_values(choice.mapping), choice.time_zone
    target.pseudonyms, target.vendor = choice.pseudonyms or bool(target.original_digest), choice.vendor
    target.details = {"chosen": mapping_values(choice.mapping)}
    save_mapping(project=project, choice=choice)
    db.session.flush()
    replaces = source.key if target is not source else source.replaces
    enqueue("usage-import", by=by, project=project.id, source=target.key, replaces=replaces)
    _end("usage.importing", project, target, by)
    return target


def finish_import(
    *, project: Project, source: UsageSource, read: ReadLog, replaces: UsageSource | None = None, by: int | None
) -> None:
    """Put down what reading the log gave; an earlier import of the same file makes way."""
    hold(project)
    settle(source, read)
    if replaces is not None and replaces.removed_at is None:
        replaces.removed_at = now()
    keep_days(source, read.days)
    use_changed(project.id)
    _end("usage.imported", project, source, by, rows=source.rows, accepted=source.accepted, refused=source.refused)


def keep_coded(*, project: Project, source: UsageSource, coded: Received, mapping: Mapped) -> bool:
    """Put the file with codes in the place of the one as it came, in the present transaction.

    Whether the latter is kept no more: another record of the installation may keep the same file.
    """
    original = db.session.get_one(StoredFile, source.file_id)
    kept = keep(coded, media_type="text/csv")
    source.original_digest, source.pseudonyms = original.digest, True
    source.mapping = mapping_values(mapping)
    of_project = (UsageSource.project_id == project.id, UsageSource.file_id == original.id)
    gone = or_(UsageSource.id == source.id, UsageSource.removed_at.is_not(None))
    values = {"file_id": kept.id, "original_digest": original.digest}
    db.session.flush()
    db.session.execute(update(UsageSource).where(*of_project, gone).values(values))
    db.session.refresh(source)
    return drop(original)


def fail_import(*, project: Project, source: UsageSource, sentence: str, by: int | None) -> None:
    """Note why a log could not be imported; its columns can be chosen again."""
    source.state, source.failure = "failed", sentence
    _end("usage.failed", project, source, by)


def remove_source(*, project: Project, source: UsageSource, by: int) -> None:
    """Take a log or a list out; it can be brought in again. Rounds computed with it show that they are out of date."""
    _hold_source(project, source)
    if is_running(project.id, source):
        raise Refused(_("This log is being imported. Wait until that is done."))
    if source.state == "ready" and source.kind != "events":
        table: Any = LicensedUser if source.kind == "users" else CrmFunction
        db.session.execute(delete(table).where(table.project_id == project.id))
        if source.kind == "users":
            forget_posts(project.id)
    source.removed_at = now()
    use_changed(project.id)
    _end("usage.removed", project, source, by)


def forget_posts(project_id: int) -> None:
    """Remove who held which post when: the list that said so is gone."""
    db.session.execute(delete(UserPost).where(UserPost.project_id == project_id))


def new_source(*, project: Project, kind: str, upload: Upload, by: int | None, **values: Any) -> UsageSource:
    """A source for a received file, not added to the session yet."""
    return UsageSource(
        project_id=project.id,
        kind=kind,
        file_id=keep(upload.file).id,
        file_name=clean_name(upload.name),
        format=upload.format,
        encoding=upload.encoding,
        delimiter=upload.delimiter,
        original_digest=upload.original_digest,
        pseudonyms=bool(upload.original_digest),
        time_zone=project.time_zone,
        added_by_id=by,
        **values,
    )


def save_mapping(*, project: Project, choice: Choice) -> None:
    """Remember the columns for the project's next log."""
    query = select(UsageMapping).where(UsageMapping.project_id == project.id, UsageMapping.kind == "events")
    row = db.session.scalar(query)
    if row is None:
        row = UsageMapping(project_id=project.id, kind="events")
        db.session.add(row)
    said = {"time_zone": choice.time_zone, "vendor": choice.vendor}
    row.mapping, row.saved_at = {**choice.mapping.saved(), **said}, now()


def must_be_other(source: UsageSource, choice: Choice) -> None:
    """Refuse to import a log a second time by the same columns."""
    if is_same(source, choice):
        raise Refused(already_in(source))


def is_same(source: UsageSource, choice: Choice) -> bool:
    """Whether a log was imported by these columns and this time zone, and its names were kept alike."""
    chosen = source.details.get("chosen") or source.mapping
    alike = source.pseudonyms or not choice.pseudonyms
    return chosen == mapping_values(choice.mapping) and source.time_zone == choice.time_zone and alike


def is_running(project_id: int, source: UsageSource) -> bool:
    """Whether a job that imports this source waits or runs."""
    job = newest_import(project_id, source.key) if source.state == "importing" else None
    return job is not None and job.state in ("waiting", "running")


def already_in(source: UsageSource) -> str:
    """What somebody hears who brings the same log again."""
    return _("This log is already in: it was imported on %(when)s.", when=moment(source.created_at))


def _successor(source: UsageSource, by: int | None) -> UsageSource:
    return UsageSource(
        project_id=source.project_id, kind=source.kind, file_id=source.file_id, file_name=source.file_name,
        encoding=source.encoding, delimiter=source.delimiter, added_by_id=by, format=source.format,
        original_digest=source.original_digest, pseudonyms=source.pseudonyms,
    )  # fmt: skip


def _hold_source(project: Project, source: UsageSource) -> None:
    """Nobody else changes the source meanwhile; refused when it was removed."""
    hold(project)
    db.session.flush()
    db.session.refresh(source)
    if source.removed_at is not None:
        raise Refused(_("This file has been removed meanwhile."))


def _end(verb: str, project: Project, source: UsageSource, by: int | None, **data: object) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=source.key, title=source.file_name, **data)
