"""Reads a kept log into events and a file of its refused rows, before any transaction; then puts the figures down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app import files
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import Received, receive
from app.language import number, say
from app.models import UsageSource
from app.usage.columns import Mapped, mapped
from app.usage.days import Days, days_of
from app.usage.importing import Imported, normalise
from app.usage.overlap import also_in
from app.usage.reasons import REASONS
from app.usage.storage import events_path
from app.words import _
from phases.model import Text

NO_LIMIT = 1 << 50
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class ReadLog:
    """What reading a log gave: the figures, the file of refused rows (None when none was), the days of use.

    `overlap` counts the events that other logs of the project have too: they count once.
    """

    imported: Imported
    refused: Received | None
    days: Days = field(default_factory=list)
    overlap: int = 0


def read_log(
    *,
    key: str,
    digest: str,
    mapping: Mapped,
    time_zone: str,
    others: Sequence[Path] = (),
    progress: Progress | None = None,
) -> ReadLog:
    """Write the events of the kept file with this digest to where the source `key` has them.

    `others` are the events of other logs of the project.

    Refused with a sentence when the file cannot be read or none of its rows can be accepted; nothing is left then.
    """
    out = events_path(key)
    out.parent.mkdir(parents=True, exist_ok=True)
    rejects = out.with_suffix(".refused.csv")
    try:
        imported = _normalise(kept_file(digest), mapping, time_zone, out, rejects, progress)
        if not imported.accepted:
            out.unlink(missing_ok=True)
            raise Refused(_nothing_accepted(imported))
        refused = receive(rejects, media_type="text/csv", limit=NO_LIMIT) if imported.refused else None
    finally:
        rejects.unlink(missing_ok=True)
    return ReadLog(imported, refused, days_of(out, time_zone), also_in(out, others))


def settle(source: UsageSource, read: ReadLog) -> None:
    """Put the figures of a log that was read into its row, in the present transaction."""
    one = read.imported
    source.state, source.failure = "ready", ""
    source.format, source.encoding, source.delimiter = one.kind, one.encoding, one.delimiter
    chosen = source.details.get("chosen")
    source.rows, source.accepted, source.refused, source.duplicates = (
        one.rows, one.accepted, one.refused, one.duplicates,
    )  # fmt: skip
    source.first_at, source.last_at = one.first_at, one.last_at
    refused = files.keep(read.refused).digest if read.refused else ""
    source.details = {
        **one.summary(),
        "examples": [
            {"row": refusal.row, "reason": refusal.reason, "line": refusal.line[:500]} for refusal in one.examples
        ],
        "refused_file": refused,
        "overlap": read.overlap,
        **({"chosen": chosen} if chosen else {}),
    }


def restore(source: UsageSource) -> None:
    """Make the events of a ready log again from the file as it came; for a data folder that lost what can be remade."""
    digest = digest_of(source)
    read_log(key=source.key, digest=digest, mapping=mapping_of(source), time_zone=source.time_zone)


def mapping_of(source: UsageSource) -> Mapped:
    """The columns that somebody chose for this log."""
    return mapped(source.mapping)


def mapping_values(mapping: Mapped) -> dict[str, Any]:
    """All of a mapping as JSON values, with what was said of the file."""
    return asdict(mapping)


def digest_of(source: UsageSource) -> str:
    """The SHA-256 of the file as it came."""
    from app.database import db
    from app.models import StoredFile

    return db.session.get_one(StoredFile, source.file_id).digest


def forget_events(source_key: str) -> None:
    """Remove the events of a source that is gone."""
    with suppress(FileNotFoundError):
        events_path(source_key).unlink()


def kept_file(digest: str) -> Path:
    """The path of a kept file; refused with a sentence when the store has lost it."""
    path = files.path_of(digest)
    if not path.exists():
        raise Refused(_("The file as it came is missing from the store. Upload it again."))
    return path


def _normalise(path: Path, mapping: Mapped, zone: str, out: Path, rejects: Path, progress: Progress | None) -> Imported:
    try:
        return normalise(path, mapping, time_zone=zone, out=out, refused=rejects, progress=progress)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _nothing_accepted(imported: Imported) -> str:
    reason = next(iter(imported.reasons), "")
    if not reason:
        return _("No row says that a use was started or completed, so nothing was imported.")
    why = say(REASONS.get(reason, Text("", "")))
    if imported.rows == 1:
        return _("The only row could not be accepted, so nothing was imported. %(why)s", why=why)
    return _(
        "None of the %(rows)s rows could be accepted, so nothing was imported. Most of them: %(reason)s",
        rows=number(imported.rows),
        reason=why,
    )
