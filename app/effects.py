"""The effect of open rounds follows at once from what it rests on: criteria, figures, and what surveys said."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update

from app.database import db
from app.facts.criteria import RoundFigure, SuccessCriterion, criteria_of, figures_of
from app.facts.evaluation import effect_indicators, indicator_rows, indicators_of, scheme_of, score_facts
from app.facts.surveys import Counted, counted_in
from app.models import EffectFigure, IndicatorValue, Project, Round
from phases.evaluation.readings import WAYS, read


def refresh_effect(*, round_: Round) -> None:
    """Take what the round's surveys say, compute its effect indicators afresh and the scores with them.

    Breadth and depth stay, and so does the round's version: it guards what people write, and nobody wrote this.
    """
    _take_from_surveys(round_)
    scheme = scheme_of(round_.edition)
    effects = effect_indicators(scheme, round_.project_id, round_.id)
    db.session.execute(
        delete(IndicatorValue).where(
            IndicatorValue.round_id == round_.id, IndicatorValue.indicator.startswith("effect.", autoescape=True)
        )
    )
    if effects:
        db.session.execute(insert(IndicatorValue), indicator_rows(round_.id, effects))
    facts = {**_facts(round_.id), **score_facts(scheme, indicators_of([round_])[round_.id])}
    db.session.execute(update(Round).where(Round.id == round_.id).values(facts=facts))


def refresh_open_rounds(*, project: Project) -> None:
    """Compute the effect of every open round afresh: the criteria have changed."""
    rounds = select(Round).where(Round.project_id == project.id, Round.state == "open")
    for round_ in db.session.scalars(rounds.with_for_update()):
        refresh_effect(round_=round_)


def _facts(round_id: int) -> dict[str, Any]:
    return db.session.scalar(select(Round.facts).where(Round.id == round_id)) or {}


def _take_from_surveys(round_: Round) -> None:
    """Bring the figures of criteria that name an instrument to what the round's closed surveys say."""
    asked = [one for one in criteria_of(round_.project_id) if one.instrument]
    if not asked:
        return
    known = figures_of([round_.id])[round_.id]
    said = counted_in(round_.project_id, round_.id)
    zone = db.session.scalar(select(Project.time_zone).where(Project.id == round_.project_id)) or "UTC"
    for one in asked:
        _take(round_, one, known.get(one.key), said.get(one.instrument), zone)
    db.session.flush()


def _take(
    round_: Round, criterion: SuccessCriterion, known: RoundFigure | None, said: Counted | None, zone: str
) -> None:
    """One figure: written, changed or taken away. The reason why it may be compared stays with the value.

    It stands for the round, whose days are compared with the baseline's; beside them it keeps those of asking.
    """
    mine: Any = (EffectFigure.round_id == round_.id, EffectFigure.criterion_id == criterion.id)
    if said is None:
        if known is not None:
            db.session.execute(delete(EffectFigure).where(*mine))
        return
    first, last = said.days(zone)
    values = {
        "value": read(WAYS[criterion.way], said.counts).value, "inputs": said.counts, "source": said.title[:300],
        "period_from": round_.from_date, "period_to": round_.to_date, "asked_from": first, "asked_to": last,
    }  # fmt: skip
    if known is None:
        db.session.add(EffectFigure(round_id=round_.id, criterion_id=criterion.id, **values))
    elif any(getattr(known, name) != value for name, value in values.items()):
        db.session.execute(update(EffectFigure).where(*mine).values(**values, version=EffectFigure.version + 1))
