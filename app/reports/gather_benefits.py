"""Rows to the report on benefits and ROI: the account as it is settled now, and every cost that went in."""

from __future__ import annotations

from app.facts.benefits import BenefitFacts, benefits_of
from app.models import Project
from app.reports.sources import Benefits, CostEntry, Cover
from phases.edition import editions
from phases.evaluation import costs
from phases.evaluation.benefit import settle
from phases.model import Text

TERMS = ("baseline", "like-for-like", "effect", "not-measured", "coverage")
UNSAID = Text("–", "–")


def gather_benefits(project: Project, cover: Cover) -> Benefits:
    """The account of the whole project."""
    facts = benefits_of(project)
    account = facts.account
    glossary = editions()[project.edition].glossary
    return Benefits(
        cover=cover,
        account=account,
        result=settle(account),
        rate_source=facts.setting.rate_source,
        entries=entries_of(facts),
        terms=tuple(glossary[id] for id in TERMS if id in glossary),
    )


def entries_of(facts: BenefitFacts) -> tuple[CostEntry, ...]:
    """The cost lines with what each comes to within the account."""
    account = facts.account
    return tuple(
        CostEntry(
            code=one.code,
            what=one.what,
            kind=costs.KINDS[one.line.kind],
            rhythm=costs.RHYTHMS[one.line.rhythm],
            first=one.line.first,
            last=one.line.last,
            amount=one.line.amount.base,
            total=sum(costs.by_month([one.line], account.start, account.months)),
            basis=costs.BASES.get(one.basis, UNSAID),
            source=one.source,
        )
        for one in facts.costs
    )
