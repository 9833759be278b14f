"""The store of files: digests, deduplication, names, types, and how files leave it."""

import os
import time
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask, Response
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from app import files
from app.database import db
from app.errors import Refused
from app.files import clean_name, is_intact, keep, path_of, receive, serve, sweep
from app.filetypes import media_type_of
from app.language import file_size
from app.models import StoredFile
from app.transactions import transaction

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

NAMES = [
    "../../etc/passwd", "..\\..\\boot.ini", "/absolute/path.txt", "C:\\Users\\a\\b.docx",
    "nul\x00byte.txt", "CON", "con.txt", "LPT1.pdf", "a" * 300 + ".pdf", "报告" * 200 + ".pdf",
    "invoice\u202efdp.exe", "two\r\nSet-Cookie: a=b.txt", 'quote".txt', "semi;colon.txt",
    "percent%41.txt", "纪要.docx", "Ä Ö ü.txt", "emoji 🎉.png", ".hidden", "trailing. ", "", "   ", "...",
    "<script>alert(1)</script>.html", "a|b?c*.txt", "tab\tname.txt", "no-ending", "many.dots.tar.gz",
    "\u200bzero\u200bwidth.txt", "=cmd()!A1.csv",
]  # fmt: skip


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> object:
    with app.test_request_context():
        yield


def kept(content: bytes) -> StoredFile:
    received = receive(content)
    with transaction():
        return keep(received)


def served(stored: StoredFile, name: str) -> Response:
    response = serve(stored, name)
    response.close()  # a test does not send the file, so nobody else closes it
    return response


def test_a_file_lies_under_its_digest_and_keeps_its_bytes() -> None:
    stored = kept(b"hello")
    assert stored.digest == HELLO
    assert stored.size == 5
    assert path_of(HELLO).read_bytes() == b"hello"
    assert path_of(HELLO).parent.name == "2c"


def test_the_same_content_is_kept_once() -> None:
    first, second = kept(b"same"), kept(b"same")
    assert first.id == second.id
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_streams_and_paths_are_taken_as_well_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"hello")
    assert receive(path).digest == receive(BytesIO(b"hello")).digest == HELLO


def test_a_large_stream_is_hashed_piece_by_piece() -> None:
    content = os.urandom(3 * 1024 * 1024 + 17)
    received = receive(BytesIO(content))
    assert received.size == len(content)
    assert path_of(received.digest).read_bytes() == content


def test_an_empty_file_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="empty"):
        receive(b"")


def test_a_file_over_the_limit_is_refused_and_leaves_nothing_behind(app: Flask) -> None:
    with pytest.raises(Refused, match="larger than 1 MB"):
        receive(BytesIO(b"x" * (1024 * 1024 + 1)), limit=1024 * 1024)
    assert [path for path in app.extensions["settings"].files.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Refused, match="no space"):
        receive(b"x")


def test_nothing_but_a_digest_names_a_place() -> None:
    for bad in ("../../etc/passwd", HELLO.upper(), HELLO + "\n", HELLO[:-1]):
        with pytest.raises(ValueError, match="is not a SHA-256"):
            path_of(bad)


@pytest.mark.parametrize("name", NAMES)
def test_f04_any_file_name_leaves_as_one_clean_header(name: str) -> None:
    response = served(kept(b"x"), name)
    header = response.headers["Content-Disposition"]
    assert header.startswith("attachment; filename=")
    assert "\r" not in header
    assert "\n" not in header
    assert header.isascii()
    named = unquote(header.split("filename*=UTF-8''")[1]) if "filename*=" in header else header.split("=", 1)[1]
    named = named.strip('"')
    assert named == clean_name(name)
    assert named
    assert len(named) <= 150
    assert named not in (".", "..")
    assert not set(named) & set('/\\<>"|?*\0\u202e\u200b')
    assert not named.startswith(".")


def test_a_long_name_keeps_its_ending_and_a_reserved_one_is_marked() -> None:
    assert clean_name("a" * 300 + ".pdf") == "a" * 146 + ".pdf"
    assert clean_name("con.txt") == "_con.txt"
    assert clean_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert clean_name("C:\\Users\\a\\会议 纪要.docx") == "会议 纪要.docx"


def office(part: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n%", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "image/png"),
        (office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (office("readme.txt"), "application/zip"),
        (b"a plain note", "text/plain"),
        ("会议纪要".encode("gbk"), "text/plain"),
        ("会议纪要".encode("utf-16"), "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "application/octet-stream"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "application/octet-stream"),
        (b"MZ\x90\0\x03\0\0\0", "application/octet-stream"),
        (b"\0\1\2\3\4", "application/octet-stream"),
    ],
)
def test_the_type_is_found_by_content(content: bytes, expected: str) -> None:
    assert media_type_of(content, content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a/*<script>*/=1;alert(1)",
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
        b"%PDF-1.4\n" + office("word/document.xml"),
        b"<svg onload=alert(1)>",
        b"<html><script>alert(1)</script>",
    ],
)
def test_f05_a_file_of_two_kinds_is_never_shown_in_the_browser(content: bytes) -> None:
    response = served(kept(content), "picture.gif")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.mimetype not in ("text/html", "image/svg+xml", "application/xml", "text/xml")


def test_a_flipped_byte_is_noticed() -> None:
    stored = kept(b"hello")
    assert is_intact(stored)
    path_of(HELLO).chmod(0o600)
    path_of(HELLO).write_bytes(b"hellp")
    assert not is_intact(stored)


def test_the_sweep_takes_old_files_without_a_row_and_nothing_else(app: Flask) -> None:
    stored, orphan, fresh = kept(b"kept"), receive(b"orphan"), receive(b"fresh")
    half = app.extensions["settings"].files / "incoming" / "half"
    half.write_bytes(b"half")
    for path in (path_of(stored.digest), path_of(orphan.digest), half):
        os.utime(path, (time.time() - 100_000,) * 2)
    assert sweep() == 2
    assert path_of(stored.digest).exists()
    assert path_of(fresh.digest).exists()
    assert not path_of(orphan.digest).exists()
    assert not half.exists()


def test_an_orphan_that_is_received_again_is_safe_from_the_sweep() -> None:
    orphan = receive(b"orphan")
    os.utime(path_of(orphan.digest), (time.time() - 100_000,) * 2)
    receive(b"orphan")
    assert sweep() == 0


def test_a_file_that_is_gone_is_not_found_rather_than_a_crash() -> None:
    stored = kept(b"hello")
    path_of(HELLO).unlink()
    with pytest.raises(NotFound):
        serve(stored, "x.txt")


def test_sizes_are_said_in_one_unit_as_people_read_them() -> None:
    said = [file_size(size) for size in (1, 900, 1_000, 999_949, 999_950, 52_428_800)]
    assert said == ["0.1 kB", "0.9 kB", "1 kB", "999.9 kB", "1 MB", "52.4 MB"]
