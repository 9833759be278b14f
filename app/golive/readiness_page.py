"""Readiness as its page shows it: the six factors with score, coverage and spread, and statements to rate."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from app.charts import Bar, Voice, Zone, bars
from app.facts.gates import facts_of_gates
from app.language import language, number, percent, say
from app.models import Project
from app.shell import edition_of
from app.words import _
from phases.facts import GoLiveFacts
from phases.golive.measured import ready
from phases.model import Limits
from phases.readiness import FACTORS, SIDES, STATEMENTS, FactorScore


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor: figures as shown, and its statements with the address that rates each."""

    title: str
    score: str
    good: bool | None
    rated: str
    coverage: str
    raters: int
    spread: str
    sides: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The page."""

    mean: str
    balance: str
    ahead: str
    limit: str
    ahead_limit: str
    ahead_good: bool | None
    chart: Markup | None
    factors: tuple[Factor, ...]


def readiness_page(project: Project) -> Ready:
    """The six factors as rated up to today."""
    facts = facts_of_gates(project, ["golive"])["golive"]
    assert isinstance(facts, GoLiveFacts)
    limits, found = edition_of(project).limits["golive"], ready(facts)
    return Ready(
        mean=number(found.mean),
        balance=number(found.balance, 2),
        ahead=number(found.ahead),
        limit=f"{limits['readiness']:g}",
        ahead_limit=f"{limits['technology_ahead']:g}",
        ahead_good=None if found.ahead is None else found.ahead <= limits["technology_ahead"],
        chart=_chart(found.factors, limits) if found.scores else None,
        factors=tuple(_factor(project, one, limits) for one in found.factors),
    )


def _factor(project: Project, one: FactorScore, limits: Limits) -> Factor:
    new = f"/projects/{project.key}/records/golive/readiness/new"
    return Factor(
        title=say(FACTORS[one.factor]),
        score=number(one.score),
        good=None if one.score is None else one.score >= limits["readiness"],
        rated=f"{one.rated} / {one.asked}",
        coverage=percent(one.coverage) if one.asked else "–",
        raters=one.raters,
        spread=number(one.spread),
        sides=" · ".join(f"{say(SIDES.get(side)) or side} {number(score)}" for side, score in one.by_side),
        statements=tuple(
            (say(text), f"{new}?{urlencode({'statement': say(text), 'factor': one.factor})}")
            for text in STATEMENTS[one.factor]
        ),
    )


def _chart(factors: tuple[FactorScore, ...], limits: Limits) -> Markup:
    limit = limits["readiness"]
    zones = (Zone(limit, "red"), Zone(100, "green"))
    rows = [
        Bar(
            name=say(FACTORS[one.factor]),
            value=one.score,
            shown=number(one.score),
            band=None if one.score is None else "green" if one.score >= limit else "red",
            zones=zones,
            ticks=(f"{limit:g}",),
        )
        for one in factors
    ]
    drawn = bars(
        rows, key="readiness", title=_("Readiness by factor"), voice=Voice(language(), gettext),
        about=_("One row for each of the six factors, from 0 to 100, with the least that is needed."),
    )  # fmt: skip
    figure = get_template_attribute("charts/figure.html", "figure")
    return Markup(figure(drawn))  # noqa: S704 - from a template
