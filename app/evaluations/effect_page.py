"""Success criteria and their figures as pages show them: the sheet of criteria, the effect of a round in money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.evaluations.words import period
from app.facts.criteria import REQUIRED, RoundFigure, SuccessCriterion
from app.language import day, moment, number, percent, say
from app.words import _
from phases.evaluation.effect import benefits, totals
from phases.evaluation.results import PARTS


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion on the sheet; `missing` names what makes it incomplete."""

    key: str
    url: str
    name: str
    part: str
    direction: str
    baseline: str
    baseline_note: str
    target: str
    target_date: str
    owner: str
    worth: str
    how: str
    missing: str
    signed: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A criterion in one round: baseline, target, this round's value and what the change is worth."""

    name: str
    baseline: str
    target: str
    value: str
    period: str
    source: str
    comparable: bool
    worth: str


def criterion_rows(project_key: str, criteria: Iterable[SuccessCriterion]) -> list[CriterionRow]:
    """The sheet of criteria."""
    return [
        CriterionRow(
            key=one.key,
            url=f"/projects/{project_key}/criteria/{one.key}",
            name=one.name,
            part=part_word(one.part),
            direction=_("more is better") if one.direction == "up" else _("less is better"),
            baseline=_figure(one.baseline, one.unit),
            baseline_note=" · ".join(filter(None, (day(one.baseline_date), one.baseline_source))),
            target=_figure(one.target, one.unit),
            target_date=day(one.target_date),
            owner=one.owner or "",
            worth=_worth(one),
            how=one.how_measured,
            missing=_("Missing: %(fields)s", fields=_(", ").join(say(REQUIRED[name]) for name in one.missing))
            if one.missing
            else "",
            signed=_("%(who)s, %(when)s", who=one.signed_by or "", when=moment(one.signed_at)) if one.signed_at else "",
        )
        for one in criteria
    ]


def figure_rows(criteria: Iterable[SuccessCriterion], figures: Mapping[str, RoundFigure]) -> list[FigureRow]:
    """The figures of a round beside baseline and target."""
    criteria = list(criteria)
    gained = _gained(criteria, figures)
    return [
        FigureRow(
            name=one.name,
            baseline=_figure(one.baseline, one.unit),
            target=_figure(one.target, one.unit),
            value=_figure(figure.value, one.unit) if figure else _("not measured"),
            period=period(figure.period_from, figure.period_to) if figure else "",
            source=figure.source if figure else "",
            comparable=figure.comparable if figure else True,
            worth=_money(gained[one.key], one.currency) if one.key in gained else "",
        )
        for one in criteria
        for figure in (figures.get(one.key),)
    ]


def benefit_lines(criteria: Iterable[SuccessCriterion], figures: Mapping[str, RoundFigure]) -> list[str]:
    """The benefit of the round by currency, losses included; empty when nothing can be stated in money."""
    found = benefits([one.for_method() for one in criteria], {key: one.for_method() for key, one in figures.items()})
    return [_money(amount, currency) for currency, amount in sorted(totals(found).items())]


def part_word(part: str) -> str:
    """The name of a part of the effect."""
    return say(PARTS[part]) if part in PARTS else part


def _gained(criteria: Iterable[SuccessCriterion], figures: Mapping[str, RoundFigure]) -> dict[str, float]:
    found = benefits([one.for_method() for one in criteria], {key: one.for_method() for key, one in figures.items()})
    return {one.criterion.key: one.amount for one in found}


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    shown = number(value, 4)
    return f"{shown}%" if unit == "%" else f"{shown} {unit}".strip()


def _money(amount: float, currency: str) -> str:
    return f"{currency} {number(amount, 0)}"


def _worth(one: SuccessCriterion) -> str:
    if one.money_per_unit is None:
        return ""
    share = "" if one.attributed_share == 1 else " × " + percent(one.attributed_share)
    return f"{one.currency} {number(one.money_per_unit, 2)}{share}"
