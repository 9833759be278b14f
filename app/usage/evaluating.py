"""Evaluates a round: from stored events, users and functions to scored indicators and the facts behind them.

A pure function of its inputs: the same files, lists and dates give the same figures, in whatever order the rows stand
and in however many files they come. Rules of counting are in `tables`, meanings in the edition's evaluation.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from app.analytics.engine import Engine
from app.usage import facts, unmeasured
from app.usage.lists import Function, User
from app.usage.readings import Readings
from app.usage.roster import roster
from app.usage.tables import prepare
from app.usage.windows import window
from phases.evaluation import breadth, cases, counts, depth
from phases.evaluation.model import Indicator
from phases.evaluation.scheme import Scheme, load
from phases.evaluation.scoring import not_measured
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The indicators of breadth and depth in the edition's order, and what was counted and left out."""

    indicators: tuple[Indicator, ...]
    facts: facts.LogFacts


def evaluate(
    *,
    events: Sequence[Path],
    users: Sequence[User],
    functions: Sequence[Function],
    first: date,
    last: date,
    time_zone: str,
    is_working_day: Callable[[date], bool],
    norms: Mapping[str, float] | None = None,
    scheme: Scheme | None = None,
    engine: Engine | None = None,
) -> Evaluation:
    """Evaluate what the log tells of the round from `first` to `last` (both included, in the zone, an IANA name).

    `events` are Parquet files written by `importing.normalise`; `norms` are events per user and working day by role.
    ValueError when the round ends before it begins or the zone is unknown.
    """
    ZoneInfo(time_zone)
    scheme = scheme or load()
    days = window(
        first,
        last,
        active_days=int(scheme.limits["active_window_days"]),
        dormant_days=int(scheme.limits["dormant_days"]),
        is_working_day=is_working_day,
    )
    people = roster(users, functions, days)
    asked = [key for key in (*breadth.KEYS, *depth.KEYS) if key not in {*cases.KEYS, *counts.KEYS}]
    if not events:
        return Evaluation(_nothing(scheme, asked, unmeasured.NO_LOG), facts.without_log(people, days))
    backend = (engine or Engine()).ibis()
    try:
        tables = prepare(backend, events, people, days, time_zone)
        counted = facts.gather(backend, tables, people)
        if not counted.rows or not people.licensed:
            reason = unmeasured.NO_USERS if counted.rows else unmeasured.NO_LOG
            return Evaluation(_nothing(scheme, asked, reason), counted)
        readings = Readings(scheme, backend, tables, people, counted, norms or {})
        return Evaluation(tuple(readings.indicator(key) for key in scheme.definitions if key in asked), counted)
    finally:
        backend.disconnect()


def _nothing(scheme: Scheme, keys: Iterable[str], reason: Text) -> tuple[Indicator, ...]:
    """Every indicator not measured, for what it always lacks or for this reason."""
    wanted = set(keys)
    return tuple(not_measured(one, one.missing or reason) for key, one in scheme.definitions.items() if key in wanted)
