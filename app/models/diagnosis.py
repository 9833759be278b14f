"""Before the phases: why the company wants a CRM, what hurts, which system fits."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, ForeignKey, String, event, func, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

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


_CALLED = (
    select(Candidate.name + " · " + SelectionCriterion.title)
    .where(Candidate.id == CandidateScore.candidate_id, SelectionCriterion.id == CandidateScore.criterion_id)
    .scalar_subquery()
)


@event.listens_for(CandidateScore, "after_insert")
@event.listens_for(CandidateScore, "after_update")
def _name_score(_mapper: Any, connection: Connection, row: CandidateScore) -> None:
    _name(connection, CandidateScore.id == row.id)
    set_committed_value(
        row, "title", connection.scalar(select(CandidateScore.title).where(CandidateScore.id == row.id))
    )


@event.listens_for(Candidate, "after_update")
def _name_scores_of_candidate(_mapper: Any, connection: Connection, row: Candidate) -> None:
    _name(connection, CandidateScore.candidate_id == row.id)


@event.listens_for(SelectionCriterion, "after_update")
def _name_scores_of_criterion(_mapper: Any, connection: Connection, row: SelectionCriterion) -> None:
    _name(connection, CandidateScore.criterion_id == row.id)


def _name(connection: Connection, which: ColumnElement[bool]) -> None:
    """What a score is called follows the names of its candidate and criterion."""
    connection.execute(update(CandidateScore).where(which).values(title=func.coalesce(_CALLED, "–")))
