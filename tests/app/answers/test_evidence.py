"""Evidence: files, links and notes with the day they speak of; downloads that no browser runs; removal and return."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.clock import pretend, today
from app.database import db
from app.models import AuditEvent, ChecklistItem, Evidence, StoredFile
from app.transactions import transaction
from tests.app.answers.conftest import Scene, join
from tests.conftest import Answer, Browser, Make

TODAY = today("Asia/Shanghai")
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def add(
    scene: Scene, browser: Browser | None = None, *, file: tuple[bytes, str] | None = None, **fields: Any
) -> Answer:
    """Send the form of a new piece."""
    form = {"speaks_of": TODAY.isoformat(), **fields}
    if file is not None:
        form["file"] = (BytesIO(file[0]), file[1])
    return (browser or scene.browser).post(scene.url + "/evidence", form, content_type="multipart/form-data")


def pieces() -> list[Evidence]:
    return list(db.session.scalars(select(Evidence).order_by(Evidence.id)))


def test_a_file_is_kept_under_its_digest_and_listed_with_size_and_day(scene: Scene) -> None:
    answer = add(scene, file=(b"hello", "minutes.txt"), speaks_of="2026-01-15")
    assert (answer.status, answer.location) == (303, scene.url + "#evidence")
    (piece,) = pieces()
    assert (piece.kind, piece.title, piece.file_name) == ("file", "minutes.txt", "minutes.txt")
    assert (piece.speaks_of, piece.added_by_id) == (date(2026, 1, 15), scene.lead.id)
    stored = db.session.get(StoredFile, piece.file_id)
    assert stored is not None
    assert (stored.size, stored.media_type) == (5, "text/plain")
    shown = scene.browser.get(scene.url).page.select_one(".piece").get_text(" ")
    assert "speaks of 15 Jan 2026" in shown
    assert "Lea Lindner" in shown


def test_a_link_and_a_note_are_kept(scene: Scene) -> None:
    add(scene, url="https://wiki.example.test/minutes?id=7#top", title="Minutes")
    add(scene, text="Agreed on the phone.\nSecond line")
    link, note = pieces()
    assert (link.kind, link.title, link.url) == ("link", "Minutes", "https://wiki.example.test/minutes?id=7#top")
    assert (note.kind, note.title, note.text) == ("note", "Agreed on the phone.", "Agreed on the phone.\nSecond line")
    anchor = scene.browser.get(scene.url).page.select_one(".piece a[target]")
    assert anchor["href"] == link.url
    assert set(anchor["rel"]) == {"noopener", "noreferrer"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.test/x",
        "example.test/minutes", "//example.test", "http://", "https://user:pw@example.test/", "https://exa mple.test/",
        "https://[::1", "mailto:a@example.test",
    ],
)  # fmt: skip
def test_only_web_addresses_are_links(scene: Scene, url: str) -> None:
    answer = add(scene, url=url, title="kept title")
    assert answer.status == 422
    assert "web address" in answer.text
    assert answer.page.select_one("input[name=url]")["value"] == url
    assert answer.page.select_one("input[name=title]")["value"] == "kept title"
    assert pieces() == []


def test_evidence_does_not_speak_of_the_future(scene: Scene) -> None:
    answer = add(scene, text="words", speaks_of=(TODAY + timedelta(days=1)).isoformat())
    assert answer.status == 422
    assert "future" in answer.text
    assert answer.page.select_one("textarea[name=text]").text == "words"
    assert add(scene, text="words", speaks_of=TODAY.isoformat()).status == 303


@pytest.mark.parametrize("day", ["", "soon", "2026-02-30", "31.12.2025"])
def test_evidence_wants_a_day(scene: Scene, day: str) -> None:
    assert add(scene, text="words", speaks_of=day).status == 422
    assert pieces() == []


def test_a_piece_is_one_thing(scene: Scene) -> None:
    assert "Choose a file" in add(scene).text
    assert "either a file or a link" in add(scene, file=(b"x", "x.txt"), url="https://example.test").text
    assert "empty" in add(scene, file=(b"", "x.txt")).text
    assert pieces() == []


def test_f01_an_upload_over_the_limit_is_refused(scene: Scene, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = add(scene, file=(b"x" * 2000, "large.bin"))
    assert answer.status == 413
    assert "larger than" in answer.text
    assert pieces() == []


def test_who_sends_too_large_a_file_hears_how_large_it_may_be(scene: Scene, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1 << 20
    form = {"data": b"x" * (2 << 20), "content_type": "multipart/form-data; boundary=part"}
    answer = scene.browser._send(scene.browser.client.post, scene.url + "/evidence", **form)
    assert answer.status == 413
    assert "larger than the 1 MiB that this installation allows" in answer.text


def test_d08_the_same_piece_five_times_is_one(scene: Scene) -> None:
    assert {add(scene, file=(b"hello", "a.txt")).status for _ in range(5)} == {303}
    assert len(pieces()) == 1
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SCRIPT, "drawing.svg"),
        (b"<html><script>alert(1)</script>", "page.html"),
        (b"GIF89a/*<script>*/=1;alert(1)", "picture.gif"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "picture.png"),
        (b"%PDF-1.4 <script>alert(1)</script>", "paper.pdf"),
        (b"MZ\x90", "paper.pdf"),
    ],
)
def test_f05_f07_x02_files_leave_as_attachments_under_a_sandbox(scene: Scene, content: bytes, name: str) -> None:
    add(scene, file=(content, name))
    answer = scene.browser.get(f"/projects/{scene.project.key}/evidence/{pieces()[0].key}", buffered=True)
    headers = answer.response.headers
    assert answer.status == 200
    assert answer.response.data == content
    assert headers["Content-Disposition"] == f"attachment; filename={name}"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert "html" not in headers["Content-Type"]
    assert "svg" not in headers["Content-Type"]


def test_hostile_names_and_words_are_shown_as_text(scene: Scene) -> None:
    payload = "<img src=x onerror=alert(1)>"
    add(scene, file=(b"x", f"{payload}.txt"), title=f"{payload}'\"")
    add(scene, text=payload)
    scene.answer(state="doing", note=f"{payload}</textarea><script>alert(1)</script>")
    for url in (scene.url, scene.list_url):
        page = scene.browser.get(url).page
        assert page.find("img", src="x") is None
        assert [tag for tag in page.find_all("script") if not tag.get("src")] == []


def test_client_members_bring_evidence_but_remove_only_their_own(make: Make, scene: Scene) -> None:
    browser = make.browser(join(make, scene, "client-member"))
    add(scene, text="the lead's")
    assert add(scene, browser, text="mine").status == 403
    with transaction():
        db.session.execute(
            update(ChecklistItem).where(ChecklistItem.item == scene.item).values(owner_role="client-member")
        )
    assert add(scene, browser, text="mine").status == 303
    theirs, mine = (f"/projects/{scene.project.key}/evidence/{piece.key}" for piece in pieces())
    assert browser.post(theirs + "/remove").status == 403
    assert browser.post(mine + "/remove").status == 303
    assert [piece.removed_at is None for piece in pieces()] == [True, False]


def test_a_removed_piece_can_be_put_back(scene: Scene) -> None:
    add(scene, file=(b"x", "x.txt"))
    url = f"/projects/{scene.project.key}/evidence/{pieces()[0].key}"
    removed = scene.browser.post(url + "/remove")
    assert removed.status == 303
    assert scene.browser.get(url).status == 404
    page = scene.browser.get(scene.url).page
    assert page.select_one(f"form[action='{url}/restore']") is not None
    assert scene.browser.get(scene.list_url).page.find(id=scene.item).select_one(".evidence").text.startswith("0")
    scene.browser.post(url + "/restore")
    assert scene.browser.get(url, buffered=True).status == 200
    verbs = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.about == scene.item).order_by(AuditEvent.id))
    assert list(verbs) == ["evidence.added", "evidence.removed", "evidence.restored"]


def test_t02_evidence_of_another_client_is_not_found(make: Make, scene: Scene) -> None:
    add(scene, file=(b"secret", "x.txt"))
    key = pieces()[0].key
    client = make.client("Strangers")
    own, stranger = make.project(client), make.user("client-pm", client)
    make.member(own, stranger)
    browser = make.browser(stranger)
    for project in (scene.project.key, own.key):
        assert browser.get(f"/projects/{project}/evidence/{key}").status == 404
        assert browser.post(f"/projects/{project}/evidence/{key}/remove").status == 404
        assert browser.post(f"/projects/{project}/evidence/{key}/restore").status == 404
    assert pieces()[0].removed_at is None


def test_links_and_notes_have_nothing_to_download(scene: Scene) -> None:
    add(scene, text="words")
    assert scene.browser.get(f"/projects/{scene.project.key}/evidence/{pieces()[0].key}").status == 404


def test_evidence_is_out_of_date_by_the_day_it_speaks_of(scene: Scene) -> None:
    """The edition allows 180 days: 181 days ago is too old, 180 is not, whenever it was uploaded."""
    add(scene, text="old", speaks_of=(TODAY - timedelta(days=181)).isoformat())
    assert "out of date" in scene.browser.get(scene.url).page.select_one(".piece").text
    row = scene.browser.get(scene.list_url).page.find(id=scene.item)
    assert "out of date" in row.select_one(".evidence")["title"]
    add(scene, text="newer", speaks_of=(TODAY - timedelta(days=180)).isoformat())
    row = scene.browser.get(scene.list_url).page.find(id=scene.item)
    assert row.select_one(".evidence")["title"] == "pieces of evidence"


def test_the_limit_of_pieces_is_told(scene: Scene, make: Make) -> None:
    row = scene.row()
    make.add(
        *(
            Evidence(project_id=scene.project.id, item_id=row.id, kind="note", title=f"{n}", text="x", speaks_of=TODAY)
            for n in range(100)
        )
    )
    answer = add(scene, text="one more")
    assert answer.status == 422
    assert "100 pieces" in answer.text


def test_the_day_is_that_of_the_project_not_of_the_server(scene: Scene) -> None:
    """At 20:00 UTC it is already the next day in Shanghai."""
    from datetime import UTC, datetime

    from app.answers.actions_evidence import Piece, add_evidence
    from app.transactions import transaction

    with pretend(datetime(2026, 3, 1, 20, 0, tzinfo=UTC)), transaction():
        item = scene.row()
        piece = Piece(speaks_of=date(2026, 3, 2), text="x")
        assert add_evidence(project=scene.project, item=item, piece=piece, by=None).speaks_of == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("mandatory", "sentence"), [(True, "the gate stays shut"), (False, "the gate does not wait for it")]
)
def test_missing_evidence_is_remarked_on_the_item(scene: Scene, mandatory: bool, sentence: str) -> None:
    with transaction():
        wanted = update(ChecklistItem).where(ChecklistItem.item == scene.item)
        db.session.execute(wanted.values(evidence_required=True, mandatory=mandatory, state="done"))
    assert sentence in scene.browser.get(scene.url).page.select_one("#evidence").text
    add(scene, text="the minutes")
    assert "the evidence is missing" not in scene.browser.get(scene.url).page.select_one("#evidence").text


def test_a_note_of_one_line_is_not_said_twice(scene: Scene) -> None:
    add(scene, text="Minutes of 20 November")
    (piece,) = scene.browser.get(scene.url).page.select(".pieces .piece div")
    assert piece.get_text().count("Minutes of 20 November") == 1
