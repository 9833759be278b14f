"""Rounds to what they say about the next step: indicators, history and volume of the log, held against the needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.facts.evaluation import RoundFact
from phases.evaluation.model import Indicator
from phases.evaluation.next_steps import HISTORY, VOLUME, StepFound, months_of_history, next_steps


def steps_of(one: RoundFact, indicators: Iterable[Indicator]) -> tuple[StepFound, ...]:
    """The steps as this round's figures carry them; history and volume are not known while no log was counted."""
    values: dict[str, float | None] = {indicator.key: indicator.value for indicator in indicators}
    log = one.facts.get("log") or {}
    first = log.get("first_day")
    values[HISTORY] = months_of_history(date.fromisoformat(first) if first else None, one.to_date)
    counted = log.get("in_round")
    values[VOLUME] = float(counted) if counted is not None else None
    return next_steps(values)
