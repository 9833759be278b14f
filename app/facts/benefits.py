"""Rows to the account of benefit and cost: success criteria with the figures of all rounds, cost lines, the setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.database import db
from app.facts.criteria import SuccessCriterion, criteria_of, figures_of
from app.facts.evaluation import rounds_of
from app.facts.freezing import frozen_of
from app.models import BenefitAccount, Client, CostLine, DiagnosisSheet, Project
from phases.evaluation import benefit, costs
from phases.evaluation.effect import Figure
from phases.evaluation.ranges import Range

MONTHS = 36
"""How long an account runs unless the project says otherwise."""


@dataclass(frozen=True, slots=True)
class Setting:
    """By what benefit and cost are set against each other; `version` is 0 until somebody has set it."""

    currency: str
    starts: date
    months: int
    rate: float | None
    rate_source: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class CostFact:
    """A cost line as entered, with what the method reads of it."""

    code: str
    what: str
    source: str
    basis: str
    line: costs.CostLine


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """Everything that the account of a project rests on."""

    setting: Setting
    criteria: tuple[SuccessCriterion, ...]
    figures: Mapping[str, Sequence[Figure]]
    costs: tuple[CostFact, ...]

    @property
    def has_any(self) -> bool:
        """Whether there is a cost, or a criterion whose benefit counts."""
        return bool(self.costs or self.account.streams)

    @property
    def account(self) -> benefit.Account:
        """The account that the method settles."""
        one = self.setting
        streams, left_out = benefit.streams([one.for_method() for one in self.criteria], self.figures, one.currency)
        lines = tuple(cost.line for cost in self.costs)
        return benefit.Account(one.starts.replace(day=1), one.months, one.rate, one.currency, streams, lines, left_out)


def benefits_of(project: Project) -> BenefitFacts:
    """What the account of a project rests on now; seven queries at most."""
    criteria = tuple(criteria_of(project.id))
    rounds = rounds_of([project.id])[project.id]
    by_round = figures_of([one.id for one in rounds])
    figures: dict[str, list[Figure]] = {}
    kept = frozen_of([one.id for one in rounds if one.closed])
    for one in rounds:
        agreed = {each.key: each.for_method() for each in kept[one.id].criteria} if one.id in kept else {}
        for key, figure in by_round[one.id].items():
            figures.setdefault(key, []).append(replace(figure.for_method(), agreed=agreed.get(key)))
    return BenefitFacts(setting_of(project, criteria), criteria, figures, costs_of(project.id))


@dataclass(frozen=True, slots=True)
class Returned:
    """What the account comes to, in ratios: amounts are for fewer people. None where it has no benefit or no cost.

    `payback` is the first day of the month in which the money is back; None when that is not within the account.
    """

    roi: float | None
    payback: date | None = None


def returned(project: Project) -> Returned:
    """Return and payback of the project's account as it stands."""
    result = benefit.settle(benefits_of(project).account)
    return Returned(None) if result.missing else Returned(result.whole.roi, result.payback)


def setting_of(project: Project, criteria: Sequence[SuccessCriterion] = ()) -> Setting:
    """The project's own setting, or what stands until there is one: from the start, three years, no discount rate."""
    row = db.session.scalar(select(BenefitAccount).where(BenefitAccount.project_id == project.id))
    if row is not None:
        return Setting(row.currency, row.starts, row.months, row.rate, row.rate_source, row.version)
    return Setting(_currency(project, criteria), project.start, MONTHS, None, "")


def _currency(project: Project, criteria: Sequence[SuccessCriterion]) -> str:
    """The currency that the criteria are stated in, else that of the diagnosis sheet, else the company's country's."""
    stated = next((one.currency for one in criteria if one.money_per_unit is not None), "")
    sheet = select(DiagnosisSheet.currency).where(DiagnosisSheet.project_id == project.id)
    country = select(Client.country).where(Client.id == project.client_id)
    return stated or db.session.scalar(sheet) or ("CNY" if db.session.scalar(country) == "CN" else "EUR")


def costs_of(project_id: int) -> tuple[CostFact, ...]:
    """The cost lines of a project by their first day; those without amount or day are left out."""
    rows = db.session.scalars(
        select(CostLine)
        .where(CostLine.project_id == project_id, CostLine.amount.is_not(None), CostLine.first_due.is_not(None))
        .order_by(CostLine.first_due, CostLine.number)
    )
    return tuple(_cost(row) for row in rows)


def _cost(row: CostLine) -> CostFact:
    assert row.amount is not None
    assert row.first_due is not None
    amount = Range(row.amount, row.low, row.high)
    return CostFact(
        code=f"K-{row.number}",
        what=row.what,
        source=row.source,
        basis=row.basis,
        line=costs.CostLine(row.kind, amount, row.rhythm, row.first_due, row.last_due),
    )
