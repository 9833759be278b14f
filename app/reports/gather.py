"""Rows to what a report is made from: the cover that all kinds share, then the values of the kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.charts.ink import ACCENT
from app.clock import now
from app.database import db
from app.models import Client, Firm, Project, ReportText, User
from app.reports.gather_benefits import gather_benefits
from app.reports.gather_closing import gather_closing
from app.reports.gather_round import gather_round
from app.reports.order import Order, reference
from app.reports.queries import author_id
from app.reports.sources import Benefits, Cover, Evaluation, PhaseClosing
from phases.model import Text, same

CONFIDENTIAL = Text("Confidential", "机密")
NO_FIRM = "Sextant"


def gather(project: Project, order: Order, *, by: int | None) -> PhaseClosing | Evaluation | Benefits:
    """What a report says, as of now; `by` is who has it drawn, None for the command line.

    Refused with a sentence when the phase has not begun or the round does not exist.
    """
    cover = cover_of(project, order, by=by, moment=now().replace(microsecond=0))
    if order.is_benefits:
        return gather_benefits(project, cover)
    return gather_closing(project, cover, order) if order.is_closing else gather_round(project, cover, order)


def cover_of(project: Project, order: Order, *, by: int | None, moment: datetime) -> Cover:
    """The cover, with the consultant's own texts; four queries."""
    firm = db.session.scalars(select(Firm).order_by(Firm.id).limit(1)).first()
    named = firm.name if firm else NO_FIRM
    author = author_of(project, by) or named
    return Cover(
        client=db.session.scalars(select(Client.name).where(Client.id == project.client_id)).one(),
        project=project.name,
        project_key=project.key,
        firm=named,
        number=reference(project.key, order.number),
        version=order.version,
        status=order.status,
        author=author,
        approver=author if order.status == "issued" else "",
        confidentiality=same(firm.confidentiality) if firm and firm.confidentiality.strip() else CONFIDENTIAL,
        moment=moment,
        zone=project.time_zone,
        language=order.language,
        accent=_colour(firm.accent if firm else ""),
        texts=own_texts(project, order),
    )


def author_of(project: Project, by: int | None) -> str:
    """The name of who has a report drawn or issued; without a person it is the lead consultant's."""
    author = author_id(project, by)
    return db.session.scalars(select(User.name).where(User.id == author)).one() if author else ""


def own_texts(project: Project, order: Order) -> Mapping[str, str]:
    """The consultant's words by place; an empty one says that nothing shall stand there."""
    query = select(ReportText.place, ReportText.text).where(
        ReportText.project_id == project.id,
        ReportText.kind == order.kind,
        ReportText.subject == order.subject,
        ReportText.language == order.language,
    )
    return dict(db.session.execute(query).all())


def _colour(accent: str) -> str:
    return accent.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", accent) else ACCENT
