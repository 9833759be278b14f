"""A Report drawn as one HTML page and its style sheet, ready for the renderer."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment

from app.reports.model import Report
from app.reports.sandbox import USUAL, Limits, Progress, make_pdf
from app.reports.snapshot import digest

_PIECES = re.compile(r"(<svg\b.*?</svg>|<[^>]+>)", re.DOTALL)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTHS += "|January|February|March|April|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(?:\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?|(?:\b\d{{1,2}} )?\b(?:{_MONTHS}) \d{{4}}\b"
    r"|(?<![\w.-])\d{4}-\d{2}-\d{2}(?![\w-]))(?: \d{2}:\d{2}(?::\d{2})?)?"
)
"""A day or a month as a report writes it, in either language or as ISO, with the time if there is one."""
_RECORD = re.compile(r"\b([A-Z]{1,3}-\d+) · ([一-鿿]{2,4}(?![一-鿿]))?")
"""A record by its code and what it is called: T-2 · 仅小准. A short Chinese name is as often as not a person's."""
_LONG = re.compile(r"[^\s<>&;]{25,}")
_JOINT = re.compile(r"(?<=[-_./])(?=\w)")
STYLES = Path(__file__).parents[2] / "templates" / "reports" / "report.css"


def to_html(report: Report, env: Environment) -> str:
    """The report as HTML; `env` escapes, speaks the report's language and knows `_` (Jinja's i18n extension)."""
    html = env.get_template("reports/report.html").render(report=report, digest=digest(report))
    return _typeset(html, dot="·" if report.language == "zh" else " · ")


def _typeset(html: str, dot: str = " · ") -> str:
    """The page with each date and name of a person marked so that it stays on one line, however narrow its column, and
    with places to break in the names of files, which have no spaces; SVG as it is. `dot` parts code and name."""
    head, body, rest = html.partition("<body>")
    pieces = _PIECES.split(rest)
    pieces[::2] = [_set(text, dot) for text in pieces[::2]]
    return head + body + "".join(pieces)


def _set(text: str, dot: str) -> str:
    text = _LONG.sub(_jointed, _DATE.sub(r'<span class="date">\g<0></span>', text))
    return _RECORD.sub(lambda found: _record(found[1], dot, found[2]), text) if " · " in text else text


def _record(code: str, dot: str, name: str | None) -> str:
    return f'<span class="whole">{code}{dot}{name}</span>' if name else code + dot


def _jointed(long: re.Match[str]) -> str:
    return _JOINT.sub("<wbr>", long[0])


def styles(report: Report) -> str:
    """The style sheet of every report, in this one's accent colour, with a class for each share of a table's width."""
    shares = " ".join(f".share-{share} {{ width: {share}% }}" for share in range(1, 101))
    return f":root {{ --accent: {report.accent} }}\n{shares}\n" + STYLES.read_text(encoding="utf-8")


def to_pdf(
    report: Report,
    env: Environment,
    *,
    progress: Progress = lambda share: None,
    limits: Limits = USUAL,
) -> bytes:
    """The report as PDF; the same report gives the same bytes. Raises RenderFailed with a sentence."""
    return make_pdf(to_html(report, env), styles(report), identifier=digest(report), progress=progress, limits=limits)
