"""From an order to the report and its PDF, and from a stored snapshot to the very same pages again."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from app.charts import Voice
from app.database import db
from app.errors import Refused
from app.language import say
from app.models import IssuedReport, Project
from app.reports.benefits import benefits
from app.reports.differences import differences
from app.reports.evaluation import evaluation
from app.reports.gather import gather
from app.reports.model import Report
from app.reports.order import Order
from app.reports.pages import styles, to_html
from app.reports.phase_closing import phase_closing
from app.reports.sandbox import Progress, RenderFailed, make_pdf
from app.reports.snapshot import digest, thawed
from app.reports.sources import Benefits, Evaluation, PhaseClosing
from app.words import _


def compose(project: Project, order: Order, *, by: int | None) -> Report:
    """The report as of now, with what changed since the last issue; refused when there is nothing to report on."""
    source = gather(project, order, by=by)
    with force_locale(order.language):
        voice = Voice(order.language, _)
        report = _built(source, voice)
        last = last_issue(project.id, order)
        return replace(report, changes=differences(last, report, voice)) if last else report


def _built(source: PhaseClosing | Evaluation | Benefits, voice: Voice) -> Report:
    if isinstance(source, Benefits):
        return benefits(source, voice)
    return phase_closing(source, voice) if isinstance(source, PhaseClosing) else evaluation(source, voice)


def last_issue(project_id: int, order: Order) -> Report | None:
    """The last issued report of the same kind, subject and language; None when there is none."""
    snapshot = db.session.scalar(
        select(IssuedReport.snapshot)
        .where(
            IssuedReport.project_id == project_id,
            IssuedReport.kind == order.kind,
            IssuedReport.subject == order.subject,
            IssuedReport.language == order.language,
            IssuedReport.status == "issued",
        )
        .order_by(IssuedReport.issued_at.desc(), IssuedReport.id.desc())
        .limit(1)
    )
    return from_snapshot(snapshot) if snapshot else None


def render(report: Report, progress: Progress = lambda share: None) -> bytes:
    """The report as PDF; the same report gives the same bytes. Refused with a sentence when it cannot be made."""
    with force_locale(report.language):
        html = to_html(report, current_app.jinja_env)
    try:
        return make_pdf(html, styles(report), identifier=digest(report), progress=progress)
    except RenderFailed as failed:
        raise Refused(say(failed.sentence)) from failed


def from_snapshot(snapshot: dict[str, Any]) -> Report:
    """The report that a row keeps; ValueError when it is none."""
    return thawed(json.dumps(snapshot))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has; its objects lie in compressed streams (PDF 1.5 and later)."""
    packed = re.findall(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    objects = b"".join(zlib.decompressobj().decompress(stream) for stream in packed) or pdf
    return len(re.findall(rb"/Type\s*/Page\b", objects))
