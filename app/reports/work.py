"""The background job that draws a report, or issues a draft: gathers, lays out, stores, and says how far it is."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.files import Received, receive
from app.models import IssuedReport, Project
from app.queue import Work
from app.reports.actions import issue_report, keep_report, must_be_draft, version_of
from app.reports.drawing import compose, from_snapshot, page_count, render
from app.reports.gather import author_of
from app.reports.model import Report
from app.reports.order import Order
from app.words import _

PDF = "application/pdf"


def draw_report(work: Work) -> None:
    """Draw what the payload orders, or issue the draft that it names."""
    project = db.session.get_one(Project, work.project_id)
    if "issue" in work.payload:
        _issue(work, project)
    else:
        _draw(work, project, Order(**work.payload["order"]))


def _draw(work: Work, project: Project, order: Order) -> None:
    work.progress(0.05, _("Gathering the facts."))
    report = compose(project, order, by=work.by_id)
    file, pages = _printed(work, report)
    with work.completion() as result:
        keep_report(project=project, order=order, report=report, file=file, pages=pages, by=work.by_id)
        result["url"] = f"/projects/{project.key}/reports"


def _issue(work: Work, project: Project) -> None:
    row = _find(project, work.payload["issue"])
    report = as_issued(project, row, by=work.by_id)
    file, pages = _printed(work, report)
    with work.completion() as result:
        row = _find(project, work.payload["issue"])
        issue_report(project=project, row=row, report=report, file=file, pages=pages, by=work.by_id)
        result["url"] = f"/projects/{project.key}/reports"


def as_issued(project: Project, row: IssuedReport, *, by: int | None) -> Report:
    """A draft's report as it will be issued: the same facts, another state, version and approver."""
    must_be_draft(row)
    order = Order(row.kind, row.subject, row.language, "issued", row.number)  # type: ignore[arg-type]
    return replace(
        from_snapshot(row.snapshot),
        status="issued",
        version=version_of(project.id, order),
        approver=author_of(project, by),
    )


def _printed(work: Work, report: Report) -> tuple[Received, int]:
    """The PDF on the disk, and its pages; rendering takes most of the job's time."""
    pdf = render(report, lambda share: work.progress(0.1 + 0.85 * share, _("Laying out the pages.")))
    return receive(pdf, media_type=PDF), page_count(pdf)


def _find(project: Project, key: str) -> IssuedReport:
    found = db.session.scalar(
        select(IssuedReport).where(IssuedReport.project_id == project.id, IssuedReport.key == key)
    )
    if found is None:
        raise Refused(_("The draft has been deleted meanwhile."))
    return found
