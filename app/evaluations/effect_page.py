"""Success criteria and their figures as pages show them: the sheet of criteria, the effect of a round in money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.evaluations.words import period, points
from app.facts.criteria import REQUIRED, RoundFigure, SuccessCriterion
from app.language import day, in_unit, listed, moment, money, number, percent, say
from app.words import _
from phases.evaluation.attribution import METHODS
from phases.evaluation.benefit import of_period
from phases.evaluation.effect import unlike
from phases.evaluation.model import Indicator
from phases.evaluation.parts import part_scores
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
    method: str
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
    unlike: str
    accepted: str
    asked: str
    worth: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One of the six parts of effect with its score; `remark` says why there is none."""

    title: str
    score: str
    coverage: str
    measured: str
    tone: str
    remark: str


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
            baseline_note=" · ".join(filter(None, (_of_baseline(one), one.baseline_source))),
            target=_figure(one.target, one.unit),
            target_date=day(one.target_date),
            owner=one.owner or "",
            worth=_worth(one),
            method=method_word(one.attribution),
            how=one.how_measured,
            missing=_("Missing: %(fields)s", fields=listed(say(REQUIRED[name]) for name in one.missing))
            if one.missing
            else "",
            signed=_("%(who)s, %(when)s", who=one.signed_by or "", when=moment(one.signed_at)) if one.signed_at else "",
        )
        for one in criteria
    ]


def figure_rows(criteria: Iterable[SuccessCriterion], figures: Mapping[str, RoundFigure]) -> list[FigureRow]:
    """The figures of a round beside baseline and target."""
    return [_figure_row(one, figures.get(one.key)) for one in criteria]


def _figure_row(one: SuccessCriterion, figure: RoundFigure | None) -> FigureRow:
    method = one.for_method()
    read = figure.for_method() if figure else None
    amount = of_period(method, read) if read else None
    return FigureRow(
        name=one.name,
        baseline=_figure(one.baseline, one.unit),
        target=_figure(one.target, one.unit),
        value=_figure(figure.value, one.unit) if figure else _("not measured"),
        period=_days(figure) if figure else "",
        source=figure.source if figure else "",
        unlike=" ".join(say(reason) for reason in unlike(method, read)) if read else "",
        accepted=figure.accepted if figure else "",
        asked=_asked(figure) if figure else "",
        worth="" if amount is None else money(amount, one.currency),
    )


def _days(figure: RoundFigure) -> str:
    """The days that a figure speaks of; of one that a survey gave, those on which people were asked."""
    if figure.asked_from is None or figure.asked_to is None:
        return period(figure.period_from, figure.period_to)
    if figure.asked_from == figure.asked_to:
        return _("asked on %(day)s", day=day(figure.asked_to))
    return _("asked %(days)s", days=period(figure.asked_from, figure.asked_to))


def _asked(figure: RoundFigure) -> str:
    """How many answered and how far the value may be off."""
    asked = figure.asked
    if asked is None or asked.n is None:
        return ""
    if asked.interval is None:
        return _("n = %(n)s", n=number(asked.n))
    digits = 2 if asked.interval[1] < 10 else 1  # a mean on a scale of seven lies within tenths
    low, high = (number(end, digits) for end in asked.interval)
    return _("n = %(n)s, 95%% confidence interval %(low)s to %(high)s", n=number(asked.n), low=low, high=high)


def benefit_lines(criteria: Iterable[SuccessCriterion], figures: Mapping[str, RoundFigure]) -> list[str]:
    """The benefit of the round by currency, losses included; empty when nothing can be stated in money."""
    sums: dict[str, float] = {}
    for one in criteria:
        figure = figures.get(one.key)
        amount = of_period(one.for_method(), figure.for_method()) if figure else None
        if amount is not None:
            sums[one.currency] = sums.get(one.currency, 0.0) + amount
    return [money(amount, currency) for currency, amount in sorted(sums.items())]


def part_rows(criteria: Iterable[SuccessCriterion], indicators: Iterable[Indicator]) -> list[PartRow]:
    """The six parts of effect."""
    return [
        PartRow(
            title=say(one.title),
            score=points(one.score) if one.score is not None else _("not measured"),
            coverage=percent(one.coverage) if one.coverage is not None else "–",
            measured=f"{one.measured} / {one.declared}",
            tone=_tone(one.score),
            remark=say(one.remark),
        )
        for one in part_scores([one.for_method() for one in criteria], indicators)
    ]


def _tone(score: float | None) -> str:
    return "idle" if score is None else "good" if score >= 80 else "fair" if score >= 50 else "bad"


def method_word(method: str) -> str:
    """The name of a method of attribution; nothing while none is named."""
    return say(METHODS[method].title) if method in METHODS else ""


def part_word(part: str) -> str:
    """The name of a part of the effect."""
    return say(PARTS[part]) if part in PARTS else part


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    shown = number(value, 2 if abs(value) >= 1 else 4)  # below one the first digits come late
    return in_unit(shown, unit)


def _of_baseline(one: SuccessCriterion) -> str:
    """The period that the baseline speaks of, else the day it was taken."""
    return (
        period(one.baseline_from, one.baseline_to) if one.baseline_from and one.baseline_to else day(one.baseline_date)
    )


def _worth(one: SuccessCriterion) -> str:
    if one.money_per_unit is None:
        return ""
    share = "" if one.attributed_share == 1 else " × " + percent(one.attributed_share)
    return f"{money(one.money_per_unit, one.currency, 2)}{share}"
