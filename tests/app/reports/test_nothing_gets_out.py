"""P01, P02, P04: whatever people write, a report opens no file, calls no address and shows their words as words."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from app.charts.drawing import Drawing, Words
from app.reports.model import OwnText, Report
from app.reports.pages import styles, to_html
from app.reports.sandbox import RenderFailed, make_pdf
from app.text import cleaned
from tests.app.reports.report_samples import environment, page_texts, report
from tests.app.reports.snippets import HARMLESS, SNIPPETS

SECRET = "the secret of the file"
FIXED = {"kind", "language", "status", "tone", "state", "key", "number", "accent", "logo", "role", "anchor"}
"""Fields that hold the product's own words, never a person's."""


class Canary(BaseHTTPRequestHandler):
    """Counts every request; /redirect points at the secret file."""

    def do_GET(self) -> None:
        self.server.calls.append(self.path)  # type: ignore[attr-defined]
        self.send_response(302 if self.path == "/redirect" else 200)
        self.send_header("Location", f"file://{self.server.secret}")  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HTTPServer]:
    secret = tmp_path_factory.mktemp("canary") / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    server = HTTPServer(("127.0.0.1", 0), Canary)
    server.calls, server.secret = [], secret  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def snippets(canary: HTTPServer) -> list[str]:
    host = f"127.0.0.1:{canary.server_port}"
    words = {"host": host, "web": f"http://{host}", "port": canary.server_port, "file": canary.secret}  # type: ignore[attr-defined]
    return [snippet.format(**words) for snippet in SNIPPETS]


def watched(documents: list[str]) -> list[dict[str, Any]]:
    """What happened while each document was rendered."""
    script = Path(__file__).with_name("watched.py")
    run = subprocess.run(
        [sys.executable, script], input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_the_renderer_itself_opens_and_calls_nothing_that_a_document_names(canary, snippets):
    page = '<html lang="en"><title>x</title>{}<p>words</p></html>'
    for snippet, found in zip(snippets, watched([page.format(snippet) for snippet in snippets]), strict=True):
        assert found["called"] == [], snippet
        assert not [path for path in found["opened"] if "secret" in path or path.startswith("/etc/passwd")], snippet
        assert bool(found["blocked"]) is not snippet.startswith(HARMLESS), (snippet, found)
    assert canary.calls == []


def test_a_block_that_the_renderer_swallows_still_refuses_the_report(canary):
    drawing = '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>'
    with pytest.raises(RenderFailed, match=r"refers to something outside itself \(file:///etc/passwd\)"):
        make_pdf(f'<html lang="en"><title>x</title>{drawing}</html>', "", identifier="x")


def test_a_picture_inside_the_document_is_drawn_but_only_png_and_jpeg():
    point = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    page = '<html lang="en"><title>x</title><img alt="x" src="data:image/{};base64,{}"></html>'
    assert make_pdf(page.format("png", point), "", identifier="x").startswith(b"%PDF-1.7")
    with pytest.raises(RenderFailed, match="outside itself"):
        make_pdf(page.format("svg+xml", "PHN2Zy8+"), "", identifier="x")


def poisoned(value: Any, poison: Callable[[], str]) -> Any:
    """A report in which every field that can hold a person's words holds the next poison."""
    if isinstance(value, OwnText):
        return OwnText(cleaned(poison()))
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in FIXED]
        if isinstance(value, Words):
            names = ["text"]
        if isinstance(value, Drawing):
            names = ["title", "about", "marks", "grid"]
        return replace(value, **{name: poisoned(getattr(value, name), poison) for name in names})
    if isinstance(value, tuple):
        return tuple(poisoned(item, poison) for item in value)
    return poison() if isinstance(value, str) else value


class Tags(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found[tag] += 1


OWN_TEXT = {"strong", "em", "ul", "li", "p", "a"}
"""What the consultant's Markdown may bring."""
JOINT = {"wbr"}
"""What the typesetting itself puts into long words."""


@pytest.mark.parametrize("kind", ["phase-closing", "evaluation"])
def test_every_snippet_in_every_field_stays_text(kind, snippets):
    clean = report(kind, "en")
    usual = Tags(to_html(clean, environment("en"))).found
    for first in range(len(snippets)):
        turns = count(first)
        html = to_html(poisoned(clean, lambda turns=turns: snippets[next(turns) % len(snippets)]), environment("en"))
        assert next(turns) - first > 250, "too few fields were poisoned"
        # What is empty in the sample may be drawn with words in it, but never as another kind of element.
        found = Tags(html).found
        assert set(found) - OWN_TEXT - JOINT == set(usual) - OWN_TEXT - JOINT
        assert not [tag for tag in ("script", "style", "link", "base", "img", "svg") if found[tag] > usual[tag]]


def test_a_report_full_of_attacks_is_made_calls_nobody_and_prints_them_as_words(canary, snippets):
    turns = count()
    full: Report = poisoned(report("phase-closing", "en"), lambda: snippets[next(turns) % len(snippets)])
    pdf = make_pdf(to_html(full, environment("en")), styles(full), identifier="x")
    assert canary.calls == []
    assert SECRET.encode() not in pdf
    assert any('<img src="file://' in page for page in page_texts(pdf))


def test_the_consultants_text_keeps_emphasis_and_lists_and_nothing_else():
    text = cleaned("**bold** and *fine*\n\n- one\n\n<img src=x onerror=alert(1)> ![p](file:///etc/passwd) <b>b</b>")
    assert "<strong>bold</strong> and <em>fine</em>" in text
    assert "<li>one</li>" in text
    assert "<img" not in text
    assert "&lt;b&gt;" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//evil", "x"])
def test_a_link_in_the_consultants_text_leads_to_the_web_or_nowhere(address):
    assert "href" not in cleaned(f"[x]({address})")


def test_a_link_carries_nothing_but_its_address():
    assert cleaned('[x](https://example.test/ "rel=attachment")') == '<p><a href="https://example.test/">x</a></p>\n'
