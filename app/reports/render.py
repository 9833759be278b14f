"""HTML to PDF with every way out of the document shut: the only module that knows WeasyPrint.

sandbox.py starts this file as a child process; it imports nothing of the product, so that it starts quickly and holds
no secret. It reads page.html and page.css in a folder, writes report.pdf there and says on standard output, one JSON
object a line, how far it is ({"step": 5, "page": 3}) and how it ended ({"done": true}, {"failed": "blocked", …}).
"""

from __future__ import annotations

import gc
import json
import logging
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PICTURE = re.compile(r"data:image/(png|jpeg);base64,")
LARGEST_PICTURE = 8_000_000
"""Characters of a picture's address; the picture itself is a quarter smaller."""

Say = Callable[[dict[str, Any]], None]


class Blocked(Exception):
    """The document asked for something outside itself; `addresses` says for what."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(", ".join(addresses))
        self.addresses = addresses


class Missing(Exception):
    """WeasyPrint, or a library of the system that it needs, cannot be loaded."""


def locked_fetcher() -> Any:
    """A fetcher that hands out small PNG and JPEG pictures inside the document and refuses, and notes, all else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class LockedFetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.blocked: list[str] = []

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if PICTURE.match(url) and len(url) < LARGEST_PICTURE:
                return super().fetch(url, headers)
            self.blocked.append(url[:80])
            raise FatalURLFetchingError(url[:80])

    return LockedFetcher()


def to_pdf(html: str, css: str, *, identifier: str) -> bytes:
    """The tagged PDF (PDF/UA-1) of a page; the same input gives the same bytes.

    Raises Blocked when the page asks for anything outside itself. The fetcher's own list decides: WeasyPrint swallows
    the exception of a picture inside a drawing.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import FatalURLFetchingError

    fetcher = locked_fetcher()
    try:
        sheet = CSS(string=css, url_fetcher=fetcher)
        page = HTML(string=html, base_url=None, url_fetcher=fetcher)
        pdf = page.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())
    except FatalURLFetchingError:
        raise Blocked(fetcher.blocked) from None
    if fetcher.blocked:
        raise Blocked(fetcher.blocked)
    return bytes(pdf)


class _Steps(logging.Handler):
    """Passes WeasyPrint's own steps on: “Step 5 - Creating layout - Page 3”."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        step, *rest = (int(number) for number in re.findall(r"\d+", record.getMessage()))
        self.say({"step": step, "page": rest[-1] if rest else 0})


def limit(*, memory: int, seconds: int) -> None:
    """Bounds this process: bytes of address space, seconds of CPU, no core file, no file above 512 MiB."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 << 20, 512 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make(folder: Path, identifier: str, say: Say) -> None:
    """Make report.pdf in the folder; raises what to_pdf raises, and Missing."""
    gc.disable()
    try:
        import weasyprint  # noqa: F401 (only to know whether it can be loaded)
    except (ImportError, OSError) as missing:
        raise Missing(str(missing)) from missing
    html = (folder / "page.html").read_text(encoding="utf-8")
    css = (folder / "page.css").read_text(encoding="utf-8")
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(_Steps(say))
    (folder / "report.pdf").write_bytes(to_pdf(html, css, identifier=identifier))


def main(folder: str, identifier: str, memory: str, seconds: str) -> int:
    """The child's whole life; every way to fail has its own word."""

    def say(news: dict[str, Any]) -> None:
        print(json.dumps(news), flush=True)

    limit(memory=int(memory), seconds=int(seconds))
    try:
        make(Path(folder), identifier, say)
    except Missing as library:
        say({"failed": "library", "detail": str(library)[:300]})
    except Blocked as refused:
        say({"failed": "blocked", "addresses": refused.addresses})
    except MemoryError:
        say({"failed": "memory"})
    except RecursionError:
        say({"failed": "depth"})
    else:
        say({"done": True})
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
