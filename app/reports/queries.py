"""What the pages of reports show: kinds that are offered, reports that were drawn, the consultant's own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from flask import abort
from sqlalchemy import Select, select

from app.database import db
from app.facts.evaluation import rounds_of
from app.facts.people import members_of
from app.language import day, say
from app.models import IssuedReport, Job, Project, ProjectPhase, ReportText, Round, User
from app.reports.catalogue import BENEFITS, EVALUATION, PHASE_CLOSING, WHOLE_PROJECT
from app.reports.order import Order, reference
from app.words import _
from phases.order import TITLES


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be drawn: of which phase or round, how that stands, and the address of its form."""

    title: str
    about: str
    url: str
    ready: bool = True


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that was drawn."""

    key: str
    reference: str
    title: str
    language: str
    issued: bool
    author: str
    at: datetime
    pages: int | None
    digest: str
    url: str


def closing_offers(project: Project) -> list[Offer]:
    """A closing report for each phase; one that has not begun has nothing to report yet."""
    states = dict(
        db.session.execute(
            select(ProjectPhase.phase, ProjectPhase.state).where(ProjectPhase.project_id == project.id)
        ).all()
    )
    words = {"ahead": _("has not begun"), "running": _("running"), "passed": _("passed")}
    base = f"/projects/{project.key}/reports/{PHASE_CLOSING.key}"
    return [
        Offer(say(title), words[states[word]], f"{base}/{word}", ready=states[word] != "ahead")
        for word, title in TITLES.items()
    ]


def round_offers(project: Project) -> list[Offer]:
    """A report for each evaluation round, the newest first."""
    base = f"/projects/{project.key}/reports/{EVALUATION.key}"
    return [
        Offer(
            _("Round %(number)s", number=one.number),
            f"{day(one.from_date)} – {day(one.to_date)}",
            f"{base}/{one.number}",
        )
        for one in reversed(rounds_of([project.id])[project.id])
    ]


def reports_of(project: Project, *, with_drafts: bool, with_money: bool = True) -> list[ReportRow]:
    """The reports that were drawn, the newest first; the client sees issued ones only. One query."""
    query = (
        _drawn(with_drafts, with_money)
        .with_only_columns(
            IssuedReport.key, IssuedReport.number, IssuedReport.title, IssuedReport.language, IssuedReport.status,
            User.name, IssuedReport.created_at, IssuedReport.issued_at, IssuedReport.pages,
            IssuedReport.snapshot_digest,
        )
        .outerjoin(User, User.id == IssuedReport.author_id)
        .where(IssuedReport.project_id == project.id)
        .order_by(IssuedReport.number.desc())
    )  # fmt: skip
    base = f"/projects/{project.key}/reports/"
    return [
        ReportRow(
            key, reference(project.key, number), title, language, status == "issued", author or "",
            issued_at or created_at, pages, digest, base + key,
        )
        for key, number, title, language, status, author, created_at, issued_at, pages, digest in db.session.execute(
            query
        )
    ]  # fmt: skip


def find_report(project: Project, key: str, *, with_drafts: bool, with_money: bool = True) -> IssuedReport:
    """A report of this project by its key; 404 when there is none that this person may see."""
    found: IssuedReport | None = db.session.scalar(
        _drawn(with_drafts, with_money).where(IssuedReport.project_id == project.id, IssuedReport.key == key)
    )
    if found is None:
        abort(404)
    return found


def _drawn(with_drafts: bool, with_money: bool) -> Select[Any]:
    query = select(IssuedReport).where(IssuedReport.file_id.is_not(None))
    if not with_money:
        query = query.where(IssuedReport.kind != BENEFITS.key)
    return query if with_drafts else query.where(IssuedReport.status == "issued")


def newest_drawing(project_id: int) -> Job | None:
    """The newest drawing that is not over, or the newest one if it failed."""
    newest = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == "report").order_by(Job.id.desc()).limit(1)
    ).first()
    return newest if newest is not None and newest.state in ("waiting", "running", "failed") else None


def text_rows(project: Project, order: Order) -> dict[str, ReportText]:
    """The rows of the consultant's own words, by place."""
    query = select(ReportText).where(
        ReportText.project_id == project.id,
        ReportText.kind == order.kind,
        ReportText.subject == order.subject,
        ReportText.language == order.language,
    )
    return {row.place: row for row in db.session.scalars(query.order_by(ReportText.id))}


def texts_shown(project: Project, order: Order, rows: Mapping[str, ReportText]) -> dict[str, str]:
    """What the fields hold at first: the words that were kept; a round's conclusion stands for its summary."""
    kept = {place: row.text for place, row in rows.items()}
    if order.is_evaluation and "summary" not in kept:
        query = select(Round.conclusion).where(Round.project_id == project.id, Round.number == int(order.subject))
        kept["summary"] = db.session.scalars(query).one()
    return kept


def texts_version(rows: Mapping[str, ReportText]) -> int:
    """A number that differs whenever one of these texts was written or changed since."""
    return crc32(repr(sorted((row.place, row.version) for row in rows.values())).encode())


def must_be_subject(project: Project, order: Order) -> str:
    """The title of what a report is about; 404 for a phase or round that the project does not have."""
    if order.is_closing and order.subject in TITLES:
        return say(TITLES[order.subject])
    if order.is_benefits and order.subject == WHOLE_PROJECT:
        return project.name
    numbers: Sequence[str] = [str(one.number) for one in rounds_of([project.id])[project.id]]
    if order.is_evaluation and order.subject in numbers:
        return _("Round %(number)s", number=order.subject)
    abort(404)


def author_id(project: Project, by: int | None) -> int | None:
    """The number of who has a report drawn or issued; without one the lead's, and None without a lead."""
    return by or next((member.id for member in members_of(project.id) if member.role == "lead"), None)
