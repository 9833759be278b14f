"""The gallery: every layout and component with made-up content, served without application or database.

``python -m tests.browser.gallery FOLDER`` writes pictures of all its pages in both languages, themes and widths.
"""

import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace as Row
from urllib.parse import parse_qs, urlsplit

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from app.headers import CONTENT_SECURITY_POLICY
from app.signs import icon, mark, static_url
from tests.browser.gallery_content import content

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app" / "static"
CATALOGUE = ROOT / "app" / "translations" / "zh" / "look.po"
PAGES = ("overview", "checklist", "portfolio", "components", "sign-in", "conflict", "not-found")
WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}


class SampleForm(Form):  # type: ignore[misc]
    """One field of every kind."""

    title = StringField("Title", [InputRequired("Give the risk a title.")])
    severity = RadioField("Severity", [InputRequired()], choices=["Critical", "High", "Medium", "Low"])
    due = DateField("Due date")
    owner = SelectField("Owner", [InputRequired()], choices=["Lin Qiaoyun", "Marta Feld"])
    about = TextAreaField("What could happen", description="One or two sentences: cause, event, effect.")
    paper = FileField("Evidence file")
    mine = BooleanField("Tell me when it changes")
    secret = PasswordField("Password", [InputRequired()])

    def hidden_tag(self) -> str:
        """As Flask-WTF's: here there is nothing to hide."""
        return ""


class Gallery:
    """Draws the gallery's pages as the application would."""

    def __init__(self) -> None:
        self.folders = [ROOT / "templates", Path(__file__).parent / "gallery"]
        catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="zh")
        self.chinese = {str(message.id): str(message.string) for message in catalogue if message.id}
        self.environments = {"en": self._environment({}), "zh": self._environment(self.chinese)}

    def _environment(self, catalogue: dict[str, str]) -> Environment:
        made = Environment(
            loader=FileSystemLoader(self.folders), autoescape=True, extensions=["jinja2.ext.i18n"], trim_blocks=True
        )
        made.globals.update(
            static_url=static_url, icon=icon, mark=mark, csrf_token=lambda: "token", get_flashed_messages=_flashes
        )
        made.filters["role"] = str
        made.install_gettext_callables(  # type: ignore[attr-defined]
            lambda message: catalogue.get(message, message), lambda one, many, n: one if n == 1 else many, newstyle=True
        )
        return made

    def draw(self, name: str, language: str, theme: str) -> str:
        """One page as HTML."""
        template = self.environments[language].get_template(f"{name}.html")
        form = SampleForm(data={"title": "", "severity": "High"})
        if name == "components":
            form.title.errors = ["Give the risk a title."]
        path = {"request": Row(path=f"/{name}", query_string=b"", full_path="", form=_PostedForm()), "sample": form}
        return template.render(language=language, theme=theme, **path, **content(language))

    def answer(self, item: str, posted: dict[str, str]) -> tuple[int, str]:
        """What the application answers to an inline answer: the row, and the count of its group."""
        groups = content("en")["groups"]
        row = next(row for group in groups for row in group.rows if row.id == item)
        row.state, row.note, row.error, row.conflict = posted["state"], posted["note"], "", None
        status = 200
        if row.state == "na" and not row.note:
            status, row.error = 422, "Say why this does not apply."
        elif row.note == "mine":
            status, row.conflict = 409, Row(state="done", state_title="Done", note="theirs", who="Marta", when="10:24")
        else:
            groups[0].done += 1
        row.version += 1
        return status, self.environments["en"].get_template("row.html").render(row=row, group=groups[0])


class _PostedForm:
    def items(self, multi: bool = False) -> list[tuple[str, str]]:
        return [("version", "3"), ("note", "Agreed with the plant in Suzhou."), ("csrf_token", "old")]


def _flashes(with_categories: bool = False) -> list[tuple[str, str]]:
    return []


@contextmanager
def served() -> Iterator[str]:
    """Serve the gallery under the application's content security policy; yields its address."""
    gallery = Gallery()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path.startswith("/static/"):
                self._send(STATIC / parts.path.removeprefix("/static/"))
                return
            if parts.path == "/job":
                self._answer(b'{"state": "done", "progress": 1, "message": "", "url": "/overview"}', "application/json")
                return
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            page = gallery.draw(parts.path.strip("/"), asked.get("language", "en"), asked.get("theme", ""))
            self._answer(page.encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            posted = {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()}
            if self.headers.get("X-Inline") != "1":
                self._go("/checklist")
                return
            status, page = gallery.answer(self.path.rpartition("/")[2], posted)
            self._answer(page.encode(), "text/html; charset=utf-8", status)

        def _go(self, where: str) -> None:
            self.send_response(303)
            self.send_header("Location", where)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _send(self, path: Path) -> None:
            self._answer(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")

        def _answer(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the tests look at the answers."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def take_pictures(folder: Path, pages: tuple[str, ...] = PAGES) -> None:
    """Write a picture of each page in every language, theme and width."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import LAUNCH

    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        for width, (x, y) in WIDTHS.items():
            page = browser.new_page(viewport={"width": x, "height": y})
            for name in pages:
                for language in ("en", "zh"):
                    for theme in ("light", "dark"):
                        page.goto(f"{address}/{name}?language={language}&theme={theme}")
                        page.screenshot(path=folder / f"{name}-{width}-{language}-{theme}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]), tuple(sys.argv[2:]) or PAGES)
