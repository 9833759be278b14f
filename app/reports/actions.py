"""What people do with reports: write their own words, have one drawn, issue it, delete a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, func, select

from app import audit
from app.clock import now
from app.database import db, writing
from app.errors import Conflict, Difference, Refused
from app.facts.benefits import benefits_of
from app.files import Received, keep
from app.models import AuditEvent, IssuedReport, Job, Project, ProjectPhase, ReportText, Round
from app.queue import enqueue
from app.reports.catalogue import KINDS
from app.reports.model import Report
from app.reports.order import Order
from app.reports.queries import author_id, text_rows, texts_version
from app.reports.snapshot import digest, to_snapshot
from app.words import _
from phases.order import TITLES

TEXT_LENGTH = 20_000


def write_texts(
    *, project: Project, order: Order, texts: Mapping[str, str], version: int | None = None, by: int | None
) -> None:
    """Keep the consultant's own words at the marked places of a report; raises Conflict when they changed meanwhile.

    Places that are not named keep their text.
    """
    _hold(project)
    rows = text_rows(project, order)
    places = KINDS[order.kind].places
    wanted = {place: _clean(text) for place, text in texts.items() if place in places}
    if version is not None and version != texts_version(rows):
        raise Conflict(_differences(order, rows, wanted), version=texts_version(rows))
    changed = [place for place, text in wanted.items() if _is_news(order, rows, place, text)]
    for place in changed:
        _write(project, order, rows.get(place), place, wanted[place], by)
    if changed:
        db.session.flush()
        _note("report.written", project, by, kind=order.kind, subject=order.subject, places=changed)


def request_report(*, project: Project, order: Order, by: int | None) -> Job:
    """Have a report drawn in the background; one at a time in a project."""
    must_be_reportable(project, order)
    running = running_drawing(project.id)
    if running is not None:
        return running
    return enqueue("report", by=by, project=project.id, order=asdict(number_order(project=project, order=order, by=by)))


def request_issue(*, project: Project, report: IssuedReport, by: int | None) -> Job:
    """Have a draft issued: drawn again from its snapshot as issued, then never changed any more."""
    must_be_draft(report)
    return running_drawing(project.id) or enqueue("report", by=by, project=project.id, issue=report.key)


def number_order(*, project: Project, order: Order, by: int | None) -> Order:
    """Give an order its number, which no other report of the project ever gets, and its version."""
    _hold(project)
    used = db.session.scalar(
        select(AuditEvent.data)
        .where(AuditEvent.project_id == project.id, AuditEvent.verb == "report.ordered")
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    present = db.session.scalar(select(func.max(IssuedReport.number)).where(IssuedReport.project_id == project.id))
    numbered = replace(order, number=max((used or {}).get("number", 0), present or 0) + 1)
    numbered = replace(numbered, version=version_of(project.id, numbered))
    audit.record(
        "report.ordered", by=by, project=project.id, number=numbered.number, kind=order.kind, subject=order.subject,
        language=order.language, status=order.status,
    )  # fmt: skip
    db.session.flush()
    return numbered


def version_of(project_id: int, order: Order) -> str:
    """1.0, 2.0 … for issued reports; 0.1, 0.2 … for the drafts on the way to the first, 1.1 … to the second."""
    states = db.session.scalars(
        select(IssuedReport.status).where(
            IssuedReport.project_id == project_id,
            IssuedReport.kind == order.kind,
            IssuedReport.subject == order.subject,
            IssuedReport.language == order.language,
            IssuedReport.number < order.number,
        )
    ).all()
    issued = states.count("issued")
    return f"{issued + 1}.0" if order.status == "issued" else f"{issued}.{states.count('draft') + 1}"


def keep_report(
    *, project: Project, order: Order, report: Report, file: Received, pages: int, by: int | None
) -> IssuedReport:
    """Store a report that was drawn: snapshot, digest and PDF together."""
    issued = order.status == "issued"
    row = IssuedReport(
        project_id=project.id, number=order.number, kind=order.kind, subject=order.subject, language=order.language,
        status=order.status, title=report.title, snapshot=to_snapshot(report), snapshot_digest=digest(report),
        file_id=keep(file).id, pages=pages, author_id=author_id(project, by), issued_at=now() if issued else None,
        issued_by_id=by if issued else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _note("report.issued" if issued else "report.drawn", project, by, number=order.number, digest=row.snapshot_digest)
    return row


def issue_report(
    *, project: Project, row: IssuedReport, report: Report, file: Received, pages: int, by: int | None
) -> None:
    """Turn a draft into the issued report that was drawn from it."""
    must_be_draft(row)
    row.snapshot, row.snapshot_digest = to_snapshot(report), digest(report)
    row.file_id, row.pages = keep(file).id, pages
    row.status, row.issued_at, row.issued_by_id = "issued", now(), by
    db.session.flush()
    _note("report.issued", project, by, number=row.number, digest=row.snapshot_digest)


def delete_draft(*, project: Project, report: IssuedReport, by: int | None) -> None:
    """Delete a draft; its number is not given again."""
    must_be_draft(report)
    db.session.execute(delete(IssuedReport).where(IssuedReport.id == report.id))
    _note("report.deleted", project, by, number=report.number)


def must_be_draft(report: IssuedReport) -> None:
    """Refuse a change of what has been issued; while writing, holds the report until the transaction ends."""
    db.session.flush()
    db.session.refresh(report, ["status"], with_for_update=writing.get())
    if report.status != "draft":
        raise Refused(_("An issued report is never changed. Draw a new one instead."))


def must_be_reportable(project: Project, order: Order) -> None:
    """Refuse an order for a phase that has not begun, or for a round that does not exist."""
    if order.is_closing:
        state = db.session.scalar(
            select(ProjectPhase.state).where(ProjectPhase.project_id == project.id, ProjectPhase.phase == order.subject)
        )
        if state in (None, "ahead"):
            named = TITLES[order.subject].in_(order.language) if order.subject in TITLES else order.subject
            raise Refused(_("The phase “%(phase)s” has not begun, so there is nothing to report.", phase=named))
        return
    if order.is_benefits:
        if not benefits_of(project).has_any:
            raise Refused(_("Neither a cost nor a benefit in money has been entered, so there is nothing to report."))
        return
    numbers = db.session.scalars(select(Round.number).where(Round.project_id == project.id)).all()
    if not numbers:
        raise Refused(_("This project has no evaluation round yet. Open one first."))
    if order.subject not in {str(number) for number in numbers}:
        raise Refused(_("The project has no evaluation round %(number)s.", number=order.subject))


def running_drawing(project_id: int) -> Job | None:
    """The drawing in this project that waits or runs."""
    return db.session.scalars(
        select(Job)
        .where(Job.project_id == project_id, Job.kind == "report", Job.state.in_(("waiting", "running")))
        .order_by(Job.id)
        .limit(1)
    ).first()


def _write(project: Project, order: Order, row: ReportText | None, place: str, text: str, by: int | None) -> None:
    if row is None:
        row = ReportText(
            project_id=project.id, kind=order.kind, subject=order.subject, place=place, language=order.language
        )
        db.session.add(row)
    row.text, row.written_by_id, row.written_at = text, by, now()


def _is_news(order: Order, rows: Mapping[str, ReportText], place: str, text: str) -> bool:
    """Whether a text has to be kept; an empty summary of a round, too, for else its conclusion would stand there."""
    if place in rows:
        return text != rows[place].text
    return bool(text) or (order.is_evaluation and place == "summary")


def _differences(order: Order, rows: Mapping[str, ReportText], wanted: Mapping[str, str]) -> list[Difference]:
    prompts = KINDS[order.kind].places
    saved = {place: rows[place].text if place in rows else "" for place in wanted}
    return [
        Difference(prompts[place].in_(order.language), saved[place], text)
        for place, text in wanted.items()
        if saved[place] != text
    ]


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > TEXT_LENGTH:
        raise Refused(_("Use at most %(max)d characters.", max=TEXT_LENGTH))
    return text


def _hold(project: Project) -> None:
    """Nobody else numbers or writes reports of this project until the transaction ends."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())


def _note(verb: str, project: Project, by: int | None, **data: Any) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, **data)
