"""Before the phases: why the company wants a CRM, what hurts, which system fits."""

from typing import Any

from sqlalchemy import Connection, ForeignKey, String, event, select
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Versioned
from app.models.registers import Registered, line, prose, row_of, word


class Problem(Registered, Model):
    """A business problem with how often and how badly it hurts (1–5 each); cost in the project's currency a year."""

    __tablename__ = "problem"

    statement: Mapped[str] = line()
    domain: Mapped[str] = word()
    symptoms: Mapped[str] = prose()
    department: Mapped[str] = line(120)
    frequency: Mapped[int | None]
    severity: Mapped[int | None]
    said_by: Mapped[str] = line(200)
    root_cause: Mapped[str] = prose()
    cost: Mapped[float | None]
    rejected: Mapped[str] = prose()


class DiagnosisSheet(Keyed, Created, Versioned, Model):
    """One a project: why a CRM at all, what the company wants to become, what the rollout must add to it."""

    __tablename__ = "diagnosis_sheet"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), unique=True)
    motive: Mapped[str] = word()
    consequences: Mapped[str] = prose()
    operating_policy: Mapped[str] = prose()
    market_position: Mapped[str] = prose()
    resources: Mapped[str] = prose()
    contribution: Mapped[str] = prose()
    budget: Mapped[float | None]
    currency: Mapped[str] = mapped_column(String(3), default="CNY")


class SelectionCriterion(Registered, Model):
    """What candidates are compared by; below `minimum` (0–5) in an essential one, a candidate is out."""

    __tablename__ = "selection_criterion"

    title: Mapped[str] = line()
    weight: Mapped[float | None]
    essential: Mapped[bool] = mapped_column(default=False)
    minimum: Mapped[float | None]
    looks_at: Mapped[str] = prose()


class Candidate(Registered, Model):
    """A system that might be chosen; `total_cost` over the years looked at, in the currency of the sheet."""

    __tablename__ = "candidate"

    name: Mapped[str] = line()
    vendor: Mapped[str] = line(200)
    kind: Mapped[str] = word()
    total_cost: Mapped[float | None]
    cost_covers: Mapped[str] = prose()
    remark: Mapped[str] = prose()


class CandidateScore(Registered, Model):
    """How one candidate does in one criterion (0–5), with what proves it; `title` is made of both."""

    __tablename__ = "candidate_score"

    title: Mapped[str] = line(640)
    candidate_id: Mapped[int | None] = row_of("candidate")
    criterion_id: Mapped[int | None] = row_of("selection_criterion")
    score: Mapped[float | None]
    evidence: Mapped[str] = prose()
    judged_by: Mapped[str] = line(200)


@event.listens_for(CandidateScore, "before_insert")
@event.listens_for(CandidateScore, "before_update")
def _name_score(_mapper: Any, connection: Connection, row: CandidateScore) -> None:
    candidate = connection.scalar(select(Candidate.name).where(Candidate.id == row.candidate_id))
    criterion = connection.scalar(select(SelectionCriterion.title).where(SelectionCriterion.id == row.criterion_id))
    row.title = f"{candidate or '–'} · {criterion or '–'}"
