"""What people do with files of records and norms of use: bring a file in, take it out again, agree the norms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import delete, select

from app import audit
from app.clock import now
from app.database import db
from app.delimited.names import key_of
from app.delimited.unreadable import UnreadableFile
from app.errors import Conflict, Difference, Refused
from app.facts.counts import norms_of
from app.files import clean_name, keep
from app.language import number, say
from app.models import Project, RecordFile, StoredFile, UseNorm
from app.usage.actions import Upload
from app.usage.known import hold
from app.usage.logs import kept_file
from app.usage.records.reading import REASONS, ReadRecords, read_records
from app.words import _

KEPT_REFUSALS = 100
LARGEST_NORM = 10_000.0


def read_file(digest: str, time_zone: str) -> ReadRecords:
    """Read a kept file of records; refused with a sentence when nothing in it can be used."""
    try:
        found = read_records(kept_file(digest), time_zone)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    if not found.records:
        row, reason = found.refused[0]
        raise Refused(
            _("No row of the file could be accepted. Row %(row)s: %(reason)s", row=row, reason=say(REASONS[reason]))
        )
    return found


def add_records(*, project: Project, upload: Upload, found: ReadRecords, by: int | None) -> RecordFile:
    """Keep a file of records with what was found in it; refused when the same file is there already."""
    hold(project)
    twin = (
        select(RecordFile.id)
        .join(StoredFile, StoredFile.id == RecordFile.file_id)
        .where(
            RecordFile.project_id == project.id,
            RecordFile.removed_at.is_(None),
            StoredFile.digest == upload.file.digest,
        )
    )
    if db.session.scalar(twin) is not None:
        raise Refused(_("This file of records is there already."))
    held = Counter((one.system, one.object) for one in found.records)
    row = RecordFile(
        project_id=project.id,
        file_id=keep(upload.file).id,
        file_name=clean_name(upload.name),
        time_zone=project.time_zone,
        accepted=len(found.records),
        refused=len(found.refused),
        held=[[*pair, count] for pair, count in held.most_common(KEPT_REFUSALS)],
        refusals=[list(one) for one in found.refused[:KEPT_REFUSALS]],
        added_by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    _note("records.added", project, row.key, by, name=row.file_name)
    return row


def remove_records(*, project: Project, key: str, by: int | None) -> RecordFile | None:
    """Take a file of records out of all rounds computed from now on; None when there is no such file."""
    row = db.session.scalar(
        select(RecordFile).where(
            RecordFile.project_id == project.id, RecordFile.key == key, RecordFile.removed_at.is_(None)
        )
    )
    if row is not None:
        row.removed_at = now()
        _note("records.removed", project, row.key, by, name=row.file_name)
    return row


def set_norms(*, project: Project, norms: Mapping[str, float | None], seen: str = "", by: int | None) -> None:
    """Agree events per user and working day by role; None is no norm. `seen` is what `norms_seen` gave at reading."""
    hold(project)
    known = norms_of(project.id)
    if seen and seen != norms_seen(known):
        raise Conflict(_differences(known, norms), version=0)
    for role, norm in norms.items():
        if norm is not None and not (math.isfinite(norm) and 0 < norm <= LARGEST_NORM):
            raise Refused(_("%(role)s: a norm is a number above 0 and at most 10,000.", role=role))
    wanted = {role: norm for role, norm in norms.items() if norm is not None}
    kept = {role: norm for role, norm in known.items() if role not in norms}
    if {**kept, **wanted} == known:
        return
    db.session.execute(delete(UseNorm).where(UseNorm.project_id == project.id, UseNorm.role.in_(list(norms))))
    db.session.add_all(UseNorm(project_id=project.id, role=role, events=norm) for role, norm in wanted.items())
    db.session.flush()
    _note("norms.agreed", project, project.key, by)


def norms_seen(norms: Mapping[str, float]) -> str:
    """The norms as one text: what an edit carries to be checked."""
    return ";".join(f"{key_of(role)}={norm!r}" for role, norm in sorted(norms.items())) or "-"


def _differences(known: Mapping[str, float], norms: Mapping[str, float | None]) -> list[Difference]:
    def shown(norm: float | None) -> str:
        return "" if norm is None else number(norm, 2)

    pairs = [Difference(role, shown(known.get(role)), shown(norm)) for role, norm in norms.items()]
    return [one for one in pairs if one.theirs != one.mine]


def _note(verb: str, project: Project, about: str, by: int | None, **data: object) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=about, **data)
