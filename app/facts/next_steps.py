"""Rounds to what they say about the next step: indicators, history and volume of the log, held against the needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.facts.evaluation import RoundFact
from app.facts.freezing import frozen
from app.models import Round
from phases.evaluation.model import Indicator
from phases.evaluation.next_steps import HISTORY, VOLUME, StepFound, months_of_history, next_steps, restored


def steps_of(one: RoundFact | Round, indicators: Iterable[Indicator]) -> tuple[StepFound, ...]:
    """The steps as this round's figures carry them; history and volume are not known while no log was counted.

    Of a closed round they are told as they were when it was closed, whatever later versions ask for.
    """
    kept = frozen(one.id) if one.state == "closed" else None
    if kept is not None and "next_steps" in kept.contents:
        return tuple(restored(each) for each in kept.contents["next_steps"])
    values: dict[str, float | None] = {indicator.key: indicator.value for indicator in indicators}
    log = one.facts.get("log") or {}
    first = log.get("first_day")
    values[HISTORY] = months_of_history(date.fromisoformat(first) if first else None, one.to_date)
    counted = log.get("in_round")
    values[VOLUME] = float(counted) if counted is not None else None
    return next_steps(values)
