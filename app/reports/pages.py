"""A Report drawn as one HTML page and its style sheet, ready for the renderer."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from app.reports.model import Report
from app.reports.sandbox import USUAL, Limits, Progress, make_pdf
from app.reports.snapshot import digest

STYLES = Path(__file__).parents[2] / "templates" / "reports" / "report.css"


def to_html(report: Report, env: Environment) -> str:
    """The report as HTML; `env` escapes, speaks the report's language and knows `_` (Jinja's i18n extension)."""
    return env.get_template("reports/report.html").render(report=report, digest=digest(report))


def styles(report: Report) -> str:
    """The style sheet of every report, in this one's accent colour."""
    return f":root {{ --accent: {report.accent} }}\n" + STYLES.read_text(encoding="utf-8")


def to_pdf(
    report: Report,
    env: Environment,
    *,
    progress: Progress = lambda share: None,
    limits: Limits = USUAL,
) -> bytes:
    """The report as PDF; the same report gives the same bytes. Raises RenderFailed with a sentence."""
    return make_pdf(to_html(report, env), styles(report), identifier=digest(report), progress=progress, limits=limits)
