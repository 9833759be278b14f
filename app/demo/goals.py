"""Success criteria of the demonstration, the figures of its rounds, and what its rollouts cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.benefits.actions import Reckoning, set_account
from app.database import db
from app.demo.cast import Cast, at
from app.demo.engagements import Engagement, Goal, Spent
from app.evaluations.actions_criteria import Agreement, change_criterion, sign_criteria
from app.evaluations.actions_figures import GivenFigure
from app.models import Criterion, Project
from app.registers.actions import take_in
from app.registers.benefits import COSTS
from app.transactions import transaction

EVEN = "该指标各季度平稳，无明显季节性，双方同意可与基线比较。"


def agreement_of(
    goal: Goal, project: Project, told: Engagement, cast: Cast, baseline: tuple[date, date] | None = None
) -> Agreement:
    """What is agreed about a goal; its baseline speaks of the quarter before the start unless told otherwise."""
    start = project.start
    first, last = baseline or (start - timedelta(days=111), start - timedelta(days=21))
    low, high = goal.money_ends or (None, None)
    least, most = goal.share_ends or (None, None)
    named = bool(goal.money and goal.why)
    return Agreement(
        name=goal.name, unit=goal.unit, direction=goal.direction, part=goal.part, baseline=goal.baseline,
        baseline_date=start - timedelta(days=20), baseline_source=goal.source, target=goal.target,
        target_date=start + timedelta(days=540), owner=cast.client_pm.key, how_measured=goal.how,
        money_per_unit=goal.money, currency="CNY" if told.country == "CN" else "EUR", attributed_share=goal.share,
        way=goal.way, attitude=goal.attitude, scope=goal.scope, baseline_from=first, baseline_to=last, money_low=low,
        money_high=high, share_low=least, share_high=most, attribution=goal.method if named else "",
        attribution_reason=goal.why if named else "",
    )  # fmt: skip


def compare_with_the_same_season(project: Project, told: Engagement, cast: Cast, season: tuple[date, date]) -> None:
    """State the baselines for the same months two years before the newest round; the sponsor signs them anew."""
    first, last = (_two_years_before(day) for day in season)
    with transaction(), at(season[0] - timedelta(days=120), told.zone):
        rows = {row.name: row for row in db.session.scalars(select(Criterion).filter_by(project_id=project.id))}
        for goal in told.goals:
            agreement = agreement_of(goal, project, told, cast, (first, last))
            change_criterion(project=project, criterion=rows[goal.name], agreement=agreement, by=cast.lead.id)
        sign_criteria(project=project, by=cast.sponsor.id)


def figure_of(goal: Goal, number: int, first: date, last: date) -> GivenFigure:
    """The value of a round; the first round lies in another season than the baseline, which is accepted or not."""
    counts = goal.counts[number] if goal.counts else {}
    accepted = EVEN if number == 0 and goal.even else ""
    return GivenFigure(
        None if counts else goal.figures[number],
        first,
        last,
        source=goal.told_by or goal.source,
        inputs=counts,
        accepted=accepted,
    )


def spend(project: Project, told: Engagement, cast: Cast) -> None:
    """Enter what the rollout costs, and by what it is reckoned."""
    with transaction(), at(project.start + timedelta(days=40), told.zone):
        rows = [_line(one, project.start) for one in told.costs]
        take_in(register=COSTS, project=project, new=rows, changed=[], by=cast.consultant.id)
        reckoning = Reckoning("CNY", project.start, 48, 0.08, "财务部给出的加权平均资本成本")
        set_account(project=project, reckoning=reckoning, by=cast.lead.id)


def _line(one: Spent, start: date) -> Mapping[str, Any]:
    low, high = one.ends or (None, None)
    last = start + timedelta(days=300) if one.kind == "labour" else None
    return {
        "what": one.what, "kind": one.kind, "amount": one.amount, "rhythm": one.rhythm,
        "first_due": _months_after(start, one.month), "last_due": last, "basis": one.basis, "low": low, "high": high,
        "source": one.source,
    }  # fmt: skip


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, 28))


def _two_years_before(day: date) -> date:
    return day.replace(year=day.year - 2, day=28 if (day.month, day.day) == (2, 29) else day.day)
