"""What a file is, by its content: a name among the types we know, plain bytes for all else.

The type is only ever shown, never trusted: a file that is a picture and a script at once is served as an
attachment like any other.
"""

import puremagic

PLAIN_BYTES = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TYPES = frozenset(
    {
        "application/pdf", TEXT, "text/csv", "application/json", ZIP, "application/gzip", "application/rtf",
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
        OFFICE + "wordprocessingml.document", OFFICE + "spreadsheetml.sheet", OFFICE + "presentationml.presentation",
        OPEN_DOCUMENT + "text", OPEN_DOCUMENT + "spreadsheet", OPEN_DOCUMENT + "presentation",
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp",
        "audio/mpeg", "video/mp4", "message/rfc822", "application/vnd.apache.parquet",
    }
)  # fmt: skip
"""Types that are served under their own name. Pages (HTML, SVG, XML) and programs are not among them."""

_PARTS = {
    b"word/document.xml": OFFICE + "wordprocessingml.document",
    b"xl/workbook.xml": OFFICE + "spreadsheetml.sheet",
    b"ppt/presentation.xml": OFFICE + "presentationml.presentation",
}


def media_type_of(head: bytes, tail: bytes = b"") -> str:
    """The type of a file from its first and last bytes (some thousand each)."""
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head, tail)
    if head.startswith(b"PAR1"):
        return "application/vnd.apache.parquet"
    try:
        found = str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        found = ""
    if found in TYPES:
        return found
    return TEXT if not found and _looks_like_text(head) else PLAIN_BYTES


def _kind_of_zip(head: bytes, tail: bytes) -> str:
    """Office files are zip archives: told apart by the parts that the directory at the end lists."""
    if head[30:38] == b"mimetype":
        named = head[38:120].split(b"PK")[0].decode("ascii", "replace")
        return next((one for one in TYPES if one.startswith(OPEN_DOCUMENT) and named.startswith(one)), ZIP)
    return next((kind for part, kind in _PARTS.items() if part in tail), ZIP)


def _looks_like_text(head: bytes) -> bool:
    """Text in UTF-8, in UTF-16 with its mark, or in a double-byte Chinese encoding: no control bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
