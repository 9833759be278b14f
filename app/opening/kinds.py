"""Which kind of file somebody brought, told by its first bytes and never by its name."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from app.delimited.unreadable import UnreadableFile

HEAD = 65536
WIDE_XML = ("\ufeff<?xml".encode("utf-16-le"), "\ufeff<?xml".encode("utf-16-be"))
"""How XML in UTF-16 begins."""
WORDS = {"csv": "CSV", "xlsx": "XLSX", "parquet": "Parquet", "xes": "XES", "json": "JSON"}
"""The kinds by the word that is stored, as people call them."""


def kind_of(path: Path) -> tuple[str, bool]:
    """The kind of a file ("csv" for any delimited text) and whether it is compressed by gzip.

    UnreadableFile when it claims to be compressed and cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"\x1f\x8b"):
        return _kind(_first_bytes(path)), True
    return _kind(head), False


def _kind(head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<log", b"<!--")) or head.startswith(WIDE_XML):
        return "xes"
    return "json" if _seems_json(start) else "csv"


def _seems_json(start: bytes) -> bool:
    """Whether the text begins with an object, alone on its line or in an array; a log may begin with a bracket too."""
    text = start.decode("utf-8", "replace")
    if text.startswith("["):
        return text[1:].lstrip()[:1] in ("{", "]")
    return re.match(r'\{\s*("[^"]*"\s*:|\})', text) is not None


def _first_bytes(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise damaged_archive() from error


def damaged_archive() -> UnreadableFile:
    """What is said of a compressed file that does not open."""
    return UnreadableFile(
        "The compressed file is damaged or incomplete: send it again, or send it uncompressed.",
        "压缩文件已损坏或不完整，请重新上传，或解压后上传。",
    )
