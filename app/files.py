"""The store of files: kept once under their SHA-256, outside the web root, and only ever handed out as attachments.

    received = receive(stream)      # hashes and writes; before the writing transaction, it may take seconds
    begin_write()
    stored = keep(received)         # the row; deduplicated
    return serve(stored, name)      # later, in a guarded view

A row never lacks its file, because the file is safe on the disk before the row is written; a file may lack its
row when a request ends between the two, and sweep() takes such files away.
"""

import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Response, abort, current_app, send_file
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.config import Settings
from app.database import db
from app.errors import Refused
from app.filetypes import PLAIN_BYTES, TYPES, media_type_of
from app.language import file_size
from app.models import StoredFile
from app.words import _

Source = IO[bytes] | bytes | Path
CHUNK = 1024 * 1024
HEAD = 8192
TAIL = 65536
NAME_LENGTH = 150
DAY = 24 * 3600
SANDBOX = "sandbox; default-src 'none'"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is safe on the disk; its row is not written yet. `size` in bytes."""

    digest: str
    size: int
    media_type: str


def receive(source: Source, *, media_type: str | None = None, limit: int | None = None) -> Received:
    """Hash a file and write it to the disk, without touching the database.

    `limit` in bytes, by default the installation's for uploads. Raises Refused for a file that is empty, too
    large, or finds no room.
    """
    try:
        return _receive(source, media_type, limit or _settings().upload_mib * CHUNK)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refused(_("There is no space left for files. Tell the administrator; nothing was saved.")) from error


def keep(source: Source | Received, *, media_type: str | None = None) -> StoredFile:
    """The row of a file, in the present writing transaction; the same content is kept once."""
    received = source if isinstance(source, Received) else receive(source, media_type=media_type)
    known = _row(received.digest)
    if known is not None:
        return known
    row = StoredFile(digest=received.digest, size=received.size, media_type=received.media_type)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody else kept the same content at the same moment
        known = _row(received.digest)
        assert known is not None, "the digest is taken, so it has a row"
        return known
    return row


def path_of(digest: str) -> Path:
    """Where the content with this SHA-256 (64 hexadecimal digits) lies; ValueError for anything else."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"“{digest[:80]}” is not a SHA-256.")
    return _settings().files / digest[:2] / digest


def is_intact(stored: StoredFile) -> bool:
    """Whether the file on the disk still is, byte for byte, the one whose digest the row holds."""
    try:
        with path_of(stored.digest).open("rb") as stream:
            found = sha256()
            for chunk in _chunks(stream):
                found.update(chunk)
    except FileNotFoundError:
        return False
    return found.hexdigest() == stored.digest


def serve(stored: StoredFile, name: str) -> Response:
    """The file as an attachment that no browser runs, under a cleaned name (RFC 6266).

    A row whose file is gone (a backup restored without its files) is 404 for the person and an error in the log.
    """
    if not path_of(stored.digest).is_file():
        current_app.logger.error("the file %s is not in its place", stored.digest)
        abort(404)
    media_type = stored.media_type if stored.media_type in TYPES else PLAIN_BYTES
    response = send_file(
        path_of(stored.digest),
        mimetype=media_type,
        as_attachment=True,
        download_name=clean_name(name),
        etag=stored.digest,
        last_modified=stored.created_at,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def clean_name(name: str) -> str:
    """A file name that every system takes: last part of a path, no controls or tricks, at most 150 characters.

    The stored file is named by its digest alone; this name is only shown and offered when downloading.
    """
    name = " ".join(re.split(r"[/\\]", name)[-1].split())
    name = "".join("_" if c in '<>:"|?*' else c for c in name if c.isprintable() and not _turns_text(c))
    name = name.strip(" .") or _("file")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)[0-9]", stem.split(".")[0]):
        stem = "_" + stem
    ending = dot + ending[:20]
    return stem[: NAME_LENGTH - len(ending)].rstrip(" .") + ending


def forget(digest: str) -> bool:
    """Remove a file that no row names any more; whether it is gone. After the transaction that took its row away."""
    if _row(digest) is not None:
        return False
    path_of(digest).unlink(missing_ok=True)
    return True


def drop(stored: StoredFile) -> bool:
    """Take a file's row away, in the present transaction, unless another row needs it; whether it is gone."""
    try:
        with db.session.begin_nested():
            db.session.delete(stored)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def sweep(*, older_than: int = DAY) -> int:
    """Remove files that have no row and half-written ones, both untouched for `older_than` seconds; how many."""
    removed = 0
    horizon = time.time() - older_than
    for path in _old_files(_settings().files, horizon):
        known = path.parent.name != "incoming" and _row(path.name) is not None
        if not known:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _receive(source: Source, media_type: str | None, limit: int) -> Received:
    incoming = _settings().files / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(handle, "wb") as target, _opened(source) as stream:
            digest, size, head, tail = _copy(stream, target, limit)
            target.flush()
            os.fsync(target.fileno())
        _settle(Path(name), path_of(digest))
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
    return Received(digest, size, media_type or media_type_of(head, tail))


def _copy(stream: IO[bytes], target: IO[bytes], limit: int) -> tuple[str, int, bytes, bytes]:
    found = sha256()
    size, head, tail = 0, b"", b""
    for chunk in _chunks(stream):
        size += len(chunk)
        if size > limit:
            raise Refused(_("The file is larger than %(limit)s. Make it smaller or split it.", limit=file_size(limit)))
        found.update(chunk)
        target.write(chunk)
        head = head if len(head) >= HEAD else (head + chunk)[:HEAD]
        tail = (tail + chunk)[-TAIL:]
    if not size:
        raise Refused(_("The file is empty. Choose the file again, or check that it was saved."))
    return found.hexdigest(), size, head, tail


def _settle(written: Path, place: Path) -> None:
    """Move a finished file to its place; one that is there already is touched, so that no sweep takes it now."""
    with suppress(FileNotFoundError):
        os.utime(place)
        return
    place.parent.mkdir(exist_ok=True)
    written.chmod(0o440)
    written.rename(place)
    for folder in (place.parent, place.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(source: Source) -> IO[bytes]:
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    return _Borrowed(source)


class _Borrowed(BytesIO):
    """Somebody else's stream in a `with`: read here, closed by its owner."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(-1 if size is None else size)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(CHUNK), b"")


def _old_files(root: Path, horizon: float) -> Iterator[Path]:
    for path in root.glob("*/*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < horizon:
                yield path


def _row(digest: str) -> StoredFile | None:
    return db.session.scalar(select(StoredFile).where(StoredFile.digest == digest))


def _turns_text(character: str) -> bool:
    """Whether a character reverses or hides others: “fdp.exe” can be made to look like “exe.pdf”."""
    return character in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" or "\u202a" <= character <= "\u202e"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
