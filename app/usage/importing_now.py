"""Takes logs and lists in here and now, outside a request: for the command line and the demonstration.

Everything slow happens before the one writing transaction; when something is refused, nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from app import files
from app.config import Settings
from app.database import db
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import Received, receive
from app.language import listed, say
from app.models import Project, UsageSource
from app.models.base import new_key
from app.opening.opened import table_of
from app.transactions import transaction
from app.usage import vendors
from app.usage.actions import Choice, Upload, finish_import, is_running, is_same, new_source, save_mapping
from app.usage.actions_lists import Changes, Found, add_list, apply_list, changes, read_list
from app.usage.choosing import settled, uses
from app.usage.coding import Coded, code_list, code_log, forget_original
from app.usage.columns import EVENT_FIELDS, Mapped
from app.usage.known import hold, other_events, saved_mapping, source_with
from app.usage.list_guard import must_be_a_list
from app.usage.logs import ReadLog, forget_events, kept_file, mapping_values, read_log
from app.usage.pseudonyms import codes_of, unless_said
from app.usage.storage import events_path
from app.words import _


@dataclass(frozen=True, slots=True)
class Taken:
    """A log or list that is in now; `already` when it was before, and nothing was changed."""

    source: UsageSource
    already: bool
    difference: Changes | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody said of a log; what is missing is the saved, ready or suggested one.

    `columns` names columns by user, function and time, and day_order; `vendor` is the key of a ready mapping;
    `pseudonyms` None is the project's habit; `replaces` the log that this one is the corrected version of.
    """

    columns: Mapping[str, Any]
    time_zone: str = ""
    vendor: str = ""
    pseudonyms: bool | None = None
    replaces: UsageSource | None = None


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read and can be taken over: its kind, its content, its file on the disk.

    `original_digest` is that of the file as it came, where the file kept has codes in place of names.
    """

    kind: str
    name: str
    found: Found
    received: Received
    original_digest: str = ""


def open_list(project: Project, kind: str, path: Path, *, pseudonyms: bool = False) -> ListFile:
    """Read a file of users or functions and keep it, with codes if asked for; refused when it cannot take the place
    of the list in force."""
    received, chosen = receive(path, limit=_limit()), saved_mapping(project.id, kind)
    original = ""
    if pseudonyms and kind == "users":
        with transaction():
            codes = codes_of(project)
        original, received = received.digest, code_list(path, codes, chosen)
        forget_original(original)
    found = read_list(kind, kept_file(received.digest), {} if original else chosen)
    must_be_a_list(project, kind, found)
    return ListFile(kind, path.name, found, received, original)


def take_list(*, project: Project, file: ListFile, by: int | None) -> Taken:
    """Put a list in the place of the one in force, unless this very file is in force already."""
    with transaction():
        difference = changes(project, file.kind, file.found)
        in_force = source_with(project.id, file.kind, file.received.digest)
        if in_force is not None and in_force.state == "ready" and not difference.any:
            return Taken(in_force, True, difference)
        upload = Upload(file.received, file.name, format=file.found.kind, original_digest=file.original_digest)
        mapping = {} if file.original_digest else saved_mapping(project.id, file.kind)
        source = add_list(project=project, kind=file.kind, upload=upload, mapping=mapping, by=by)
        return Taken(source, False, apply_list(project=project, source=source, found=file.found, by=by))


def take_log(*, project: Project, path: Path, wanted: Wanted | Mapping[str, Any], by: int | None) -> Taken:
    """Import a log; `wanted` may be the columns alone."""
    wanted = wanted if isinstance(wanted, Wanted) else Wanted(wanted)
    received = receive(path, limit=_limit())
    choice = _choice(project, received.digest, wanted)
    known = source_with(project.id, "events", received.digest)
    if known is not None and is_running(project.id, known):
        raise Refused(_("This log is being imported. Wait until that is done."))
    if known is not None and known.state == "ready" and is_same(known, choice) and events_path(known.key).exists():
        files.forget(received.digest)
        return Taken(known, True)
    replaced = known or wanted.replaces
    key = new_key()
    mapping, coded = choice.mapping, None
    try:
        if choice.pseudonyms:
            coded = _coded(project, received.digest, choice)
            mapping = coded.mapping
        digest = coded.file.digest if coded else received.digest
        others = other_events(project.id, but=(replaced.key if replaced else "",))
        read = read_log(key=key, digest=digest, mapping=mapping, time_zone=choice.time_zone, others=others)
        upload = Upload(coded.file if coded else received, path.name, original_digest=coded.original if coded else "")
        return _store(project, key, upload, choice, mapping, read, replaced, by)
    except BaseException:
        forget_events(key)
        raise
    finally:
        files.forget(received.digest)


def _store(
    project: Project,
    key: str,
    upload: Upload,
    choice: Choice,
    mapping: Mapped,
    read: ReadLog,
    replaced: UsageSource | None,
    by: int | None,
) -> Taken:
    with transaction():
        hold(project)
        values = {"key": key, "mapping": mapping_values(mapping), "vendor": choice.vendor}
        source = new_source(project=project, kind="events", upload=upload, by=by, **values)
        source.time_zone, source.details = choice.time_zone, {"chosen": mapping_values(choice.mapping)}
        source.replaces = replaced.key if replaced is not None else ""
        db.session.add(source)
        save_mapping(project=project, choice=choice)
        finish_import(project=project, source=source, read=read, replaces=replaced, by=by)
        old = replaced.key if replaced is not None else ""
    if old:
        forget_events(old)
    return Taken(source, False)


def _coded(project: Project, digest: str, choice: Choice) -> Coded:
    with transaction():
        codes = codes_of(project)
    received, mapping = code_log(kept_file(digest), choice.mapping, codes)
    return Coded(digest, received, mapping)


def _choice(project: Project, digest: str, wanted: Wanted) -> Choice:
    try:
        _kind, table = table_of(kept_file(digest))
        vendor = vendors.named(wanted.vendor) if wanted.vendor else vendors.recognised(table.columns)
        saved = saved_mapping(project.id)
        if wanted.vendor and vendor is not None:
            _must_fit(vendor, table, wanted)
            saved = {"day_order": saved.get("day_order")}  # who names a ready mapping means its columns
        mapping = settled(table, wanted.columns, saved, vendor)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    zone = wanted.time_zone or (vendor.time_zone if vendor else "") or project.time_zone
    pseudonyms = unless_said(project) if wanted.pseudonyms is None else wanted.pseudonyms
    return Choice(mapping, zone, pseudonyms, vendor.key if vendor and uses(vendor, mapping) else "")


def _must_fit(vendor: vendors.Vendor, table: Table, wanted: Wanted) -> None:
    if vendor.columns(table.columns) is None and not all(wanted.columns.get(field) for field in EVENT_FIELDS):
        raise Refused(
            _(
                "The ready mapping “%(vendor)s” does not fit this file, whose columns are: %(columns)s.",
                vendor=vendor.key, columns=listed(table.columns, 12),
            )
        )  # fmt: skip


def _limit() -> int:
    settings: Settings = current_app.extensions["settings"]
    return settings.usage_upload_mib << 20
