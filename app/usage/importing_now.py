"""Takes logs and lists in here and now, outside a request: for the command line and the demonstration.

Everything slow happens before the one writing transaction; when something is refused, nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from app.config import Settings
from app.database import db
from app.delimited.reading import sniff
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import Received, receive
from app.language import say
from app.models import Project, UsageSource
from app.models.base import new_key
from app.transactions import transaction
from app.usage.actions import Choice, Upload, finish_import, is_running, is_same, new_source, save_mapping
from app.usage.actions_lists import Changes, Found, add_list, apply_list, changes, read_list
from app.usage.choosing import settled
from app.usage.columns import Mapped
from app.usage.known import hold, saved_mapping, source_with
from app.usage.list_guard import must_be_a_list
from app.usage.logs import ReadLog, forget_events, kept_file, mapping_values, read_log
from app.usage.storage import events_path
from app.words import _


@dataclass(frozen=True, slots=True)
class Taken:
    """A log or list that is in now; `already` when it was before, and nothing was changed."""

    source: UsageSource
    already: bool
    difference: Changes | None = None


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read and can be taken over: its kind, its content, its file on the disk."""

    kind: str
    name: str
    found: Found
    received: Received


def open_list(project: Project, kind: str, path: Path) -> ListFile:
    """Read a file of users or functions and keep it; refused when it cannot take the place of the list in force."""
    found = read_list(kind, path)
    must_be_a_list(project, kind, found)
    return ListFile(kind, path.name, found, receive(path, limit=_limit()))


def take_list(*, project: Project, file: ListFile, by: int | None) -> Taken:
    """Put a list in the place of the one in force, unless this very file is in force already."""
    with transaction():
        difference = changes(project, file.kind, file.found)
        in_force = source_with(project.id, file.kind, file.received.digest)
        if in_force is not None and in_force.state == "ready" and not difference.any:
            return Taken(in_force, True, difference)
        source = add_list(project=project, kind=file.kind, upload=Upload(file.received, file.name), by=by)
        return Taken(source, False, apply_list(project=project, source=source, found=file.found, by=by))


def take_log(*, project: Project, path: Path, wanted: Mapping[str, Any], time_zone: str = "", by: int | None) -> Taken:
    """Import a log.

    `wanted` names columns by user, function and time, and day_order; what is missing is the saved or suggested column.
    """
    received = receive(path, limit=_limit())
    choice = Choice(_mapping(project, received.digest, wanted), time_zone or project.time_zone)
    known = source_with(project.id, "events", received.digest)
    if known is not None and is_running(project.id, known):
        raise Refused(_("This log is being imported. Wait until that is done."))
    if known is not None and known.state == "ready" and is_same(known, choice) and events_path(known.key).exists():
        return Taken(known, True)
    key = new_key()
    read = read_log(key=key, digest=received.digest, mapping=choice.mapping, time_zone=choice.time_zone)
    try:
        return _store(project, key, Upload(received, path.name), choice, read, by)
    except BaseException:
        forget_events(key)
        raise


def _store(project: Project, key: str, upload: Upload, choice: Choice, read: ReadLog, by: int | None) -> Taken:
    with transaction():
        hold(project)
        before = source_with(project.id, "events", upload.file.digest)
        values = {"key": key, "mapping": mapping_values(choice.mapping)}
        source = new_source(project=project, kind="events", upload=upload, by=by, **values)
        source.time_zone = choice.time_zone
        db.session.add(source)
        save_mapping(project=project, choice=choice)
        finish_import(project=project, source=source, read=read, replaces=before, by=by)
        old = before.key if before is not None else ""
    if old:
        forget_events(old)
    return Taken(source, False)


def _mapping(project: Project, digest: str, wanted: Mapping[str, Any]) -> Mapped:
    try:
        return settled(sniff(kept_file(digest)), wanted, saved_mapping(project.id))
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _limit() -> int:
    settings: Settings = current_app.extensions["settings"]
    return settings.usage_upload_mib << 20
