"""Evaluates a round: from stored events, users and functions to scored indicators and the facts behind them.

A pure function of its inputs: the same files, lists and dates give the same figures, in whatever order the rows stand
and in however many files they come. Rules of counting are in `tables`, meanings in the edition's evaluation.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.usage import indicators as expressions
from app.usage import unmeasured
from app.usage.engine import Engine
from app.usage.facts import LogFacts
from app.usage.lists import Function, User
from app.usage.names import key_of
from app.usage.tables import Roster, Tables, Window, prepare, roster, window
from phases.evaluation import breadth, depth
from phases.evaluation.model import Definition, Indicator, Part
from phases.evaluation.scheme import Scheme, load
from phases.evaluation.scoring import measured, not_measured, share
from phases.model import Text, say

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table as Expression

NAMES_SHOWN = 20
# A log that ends a week before the round was probably exported too early.
GAP_DAYS = 7


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The indicators of breadth and depth in the edition's order, and what was counted and left out."""

    indicators: tuple[Indicator, ...]
    facts: LogFacts


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
    """Evaluate the round from `first` to `last` (both included, in the project's zone, an IANA name).

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
    asked = [*breadth.KEYS, *depth.KEYS]
    if not events:
        return Evaluation(_nothing(scheme, asked, unmeasured.NO_LOG), _facts_without_log(people, days))
    backend = (engine or Engine()).ibis()
    try:
        tables = prepare(backend, events, people, days, time_zone)
        facts = _facts(backend, tables, people)
        if not facts.rows or not people.licensed:
            reason = unmeasured.NO_USERS if facts.rows else unmeasured.NO_LOG
            return Evaluation(_nothing(scheme, asked, reason), facts)
        readings = _Readings(scheme, backend, tables, people, facts, norms or {})
        return Evaluation(tuple(readings.indicator(key) for key in scheme.definitions if key in asked), facts)
    finally:
        backend.disconnect()


def _nothing(scheme: Scheme, keys: Iterable[str], reason: Text) -> tuple[Indicator, ...]:
    """Every indicator not measured, for what it always lacks or for this reason."""
    wanted = set(keys)
    return tuple(not_measured(one, one.missing or reason) for key, one in scheme.definitions.items() if key in wanted)


class _Readings:
    """Runs the expressions and turns their figures into indicators."""

    def __init__(
        self,
        scheme: Scheme,
        backend: Backend,
        tables: Tables,
        people: Roster,
        facts: LogFacts,
        norms: Mapping[str, float],
    ) -> None:
        self.scheme = scheme
        self.limits = scheme.limits
        self.backend = backend
        self.tables = tables
        self.people = people
        self.norms = {key_of(role): norm for role, norm in norms.items() if norm > 0}
        self.gap = _gap(facts, tables.days, int(scheme.limits["active_window_days"]))
        self.reach: dict[int, int] | None = None

    def indicator(self, key: str) -> Indicator:
        """The indicator with this key, measured or with the reason why not."""
        definition = self.scheme[key]
        if definition.missing:
            return not_measured(definition, definition.missing)
        reading: Callable[[Definition], Indicator] = getattr(self, key.partition(".")[2].replace("-", "_"))
        return reading(definition)

    def rows(self, expression: Expression) -> list[dict[str, Any]]:
        """The rows of an expression as plain values."""
        rows: list[dict[str, Any]] = self.backend.to_pyarrow(expression).to_pylist()
        return rows

    def one(self, expression: Expression) -> dict[str, Any]:
        """The only row of an expression."""
        return self.rows(expression)[0]

    def activation(self, definition: Definition) -> Indicator:
        got = self.one(expressions.activation(self.tables))
        return share(definition, self.limits, got["numerator"], got["denominator"], reason=unmeasured.NO_USERS)

    def active_share(self, definition: Definition) -> Indicator:
        got = self.one(expressions.active_share(self.tables))
        return share(
            definition, self.limits, got["numerator"], got["denominator"], reason=unmeasured.NO_USERS, note=self.gap
        )

    def dormant(self, definition: Definition) -> Indicator:
        got = self.one(expressions.dormant(self.tables))
        return share(
            definition, self.limits, got["numerator"], got["denominator"], reason=unmeasured.NO_USERS, note=self.gap
        )

    def frequency(self, definition: Definition) -> Indicator:
        got = self.one(expressions.frequency(self.tables))
        if not got["n"]:
            return not_measured(definition, unmeasured.NO_WORKDAYS)
        coverage = got["n"] / len(self.people.licensed)
        return measured(definition, self.limits, got["value"], coverage=coverage, n=got["n"])

    def stickiness(self, definition: Definition) -> Indicator:
        workdays = len(self.tables.days.workdays_of_active_window)
        if not workdays:
            return not_measured(definition, unmeasured.NO_WORKDAYS)
        got = self.one(expressions.stickiness(self.tables))
        return share(
            definition,
            self.limits,
            got["user_days"] / workdays,
            got["users"],
            reason=unmeasured.NOBODY_ACTIVE,
            note=self.gap,
        )

    def departments(self, definition: Definition) -> Indicator:
        return self._groups(definition, "department", self.people.departments, unmeasured.NO_DEPARTMENTS)

    def roles(self, definition: Definition) -> Indicator:
        return self._groups(definition, "role", self.people.roles, unmeasured.NO_ROLES)

    def _groups(self, definition: Definition, group: str, names: Sequence[str], reason: Text) -> Indicator:
        """Share of groups whose active share reaches the target; whole numbers are compared, not rounded shares."""
        rows = self.rows(expressions.reached_groups(self.tables, group))
        target = self.limits["group_target"]
        covered = sum(row["people"] for row in rows)
        return share(
            definition,
            self.limits,
            sum(row["active"] * 100 >= target * row["people"] for row in rows),
            len(rows),
            reason=reason,
            coverage=covered / len(self.people.licensed),
            parts=[self._part(names[row[group]], row["active"], row["people"], row["people"]) for row in rows],
        )

    def functions(self, definition: Definition) -> Indicator:
        return self._functions(definition, range(len(self.people.functions)), unmeasured.NO_FUNCTIONS)

    def advanced(self, definition: Definition) -> Indicator:
        advanced = [n for n, one in enumerate(self.people.functions) if one.advanced]
        return self._functions(definition, advanced, unmeasured.NO_ADVANCED)

    def _functions(self, definition: Definition, chosen: Sequence[int], reason: Text) -> Indicator:
        """Share of the chosen functions that enough of their intended users used; functions meant for nobody go."""
        if self.reach is None:
            self.reach = {row["function"]: row["users"] for row in self.rows(expressions.function_reach(self.tables))}
        users, intended = self.reach, self.people.intended
        meant = [n for n in chosen if intended[n]]
        enough = self.limits["function_reach"]
        return share(
            definition,
            self.limits,
            sum(users.get(n, 0) * 100 >= enough * intended[n] for n in meant),
            len(meant),
            reason=reason,
            coverage=len(meant) / len(chosen) if chosen else 0.0,
            note=self._meant_for_nobody([n for n in chosen if not intended[n]]),
            parts=[
                self._part(self.people.functions[n].function, users.get(n, 0), intended[n], intended[n]) for n in meant
            ],
        )

    def _meant_for_nobody(self, functions: Sequence[int]) -> Text | None:
        if not functions:
            return None
        return say(
            "No licensed user is meant to use: {names}.",
            "以下功能没有目标用户：{names}。",
            names=", ".join(self.people.functions[n].function for n in functions),
        )

    def evenness(self, definition: Definition) -> Indicator:
        got = self.one(expressions.evenness(self.tables))
        n, total = got["n"], got["total"]
        if not total:
            return not_measured(definition, unmeasured.NO_EVENTS)
        gini = (2 * got["weighted"] - (n + 1) * total) / (n * total)
        return measured(definition, self.limits, 1 - gini, n=n)

    def intensity(self, definition: Definition) -> Indicator:
        """Per role its events per user and working day against the norm; without norms only the parts are known."""
        rows = self.rows(expressions.intensity(self.tables))
        named = [row for row in rows if row["role"] >= 0 and row["days"]]
        parts = [self._part(self.people.roles[row["role"]], row["events"], row["days"], row["people"]) for row in named]
        with_norm = [(row, self._norm(row["role"])) for row in named if self._norm(row["role"])]
        people = sum(row["people"] for row, _ in with_norm)
        return share(
            definition,
            self.limits,
            sum(row["people"] * min(1.0, row["events"] / (row["days"] * norm)) for row, norm in with_norm),
            people,
            reason=unmeasured.NO_NORMS,
            coverage=people / len(self.people.licensed),
            parts=parts,
        )

    def _norm(self, role: int) -> float:
        return self.norms.get(key_of(self.people.roles[role]), 0.0)

    def _part(self, name: str, numerator: float, denominator: float, n: int) -> Part:
        """A group's own figures, kept back when it has too few people."""
        if n < self.limits["group_minimum"]:
            return Part(name, None, None, None, None, small=True)
        return Part(name, numerator / denominator, numerator, denominator, n)


def _gap(facts: LogFacts, days: Window, active_days: int) -> Text | None:
    if facts.last_day is None or (days.last - facts.last_day).days < GAP_DAYS:
        return None
    return say(
        "The log's last event is of {day}, {gap} days before the round's last day: is the log complete? "
        "Figures of the last {window} days may be too low.",
        "日志的最后一条事件为{day}，距本轮最后一天 {gap} 天，请确认日志是否完整；最近 {window} 天的数字可能偏低。",
        day=facts.last_day,
        gap=(days.last - facts.last_day).days,
        window=active_days,
    )


def _facts(backend: Backend, tables: Tables, people: Roster) -> LogFacts:
    """Count the events by fate; what is missing to the number of lines were repeated lines."""
    by_fate = {row["fate"]: row for row in backend.to_pyarrow(expressions.fates(tables)).to_pylist()}
    events = {fate: row["events"] for fate, row in by_fate.items()}
    counted = by_fate.get("counted", {"events": 0, "before": 0, "unknown_function": 0})
    rows = int(backend.table("events").count().execute())

    def names(column: str) -> tuple[tuple[str, int], ...]:
        found = backend.to_pyarrow(expressions.unknown(tables, column, NAMES_SHOWN)).to_pylist()
        return tuple((row["name"], row["events"]) for row in found)

    return replace(
        _facts_without_log(people, tables.days),
        rows=rows,
        duplicates=rows - sum(events.values()),
        strangers=events.get("stranger", 0),
        after=events.get("after", 0),
        early=events.get("early", 0),
        late=events.get("late", 0),
        left=events.get("left", 0),
        counted=counted["events"],
        before_round=counted["before"],
        in_round=counted["events"] - counted["before"],
        unknown_function=counted["unknown_function"] if people.functions else 0,
        first_day=min((row["first_day"] for row in by_fate.values()), default=None),
        last_day=max((row["last_day"] for row in by_fate.values()), default=None),
        unknown_users=names("stranger"),
        unknown_functions=names("other") if people.functions else (),
    )


def _facts_without_log(people: Roster, days: Window) -> LogFacts:
    not_started = sum(1 for one in people.users if one.start and one.start > days.last)
    return LogFacts(
        listed=len(people.users),
        licensed=len(people.licensed),
        not_started=not_started,
        ended=len(people.users) - len(people.licensed) - not_started,
        working_days=len(days.workdays_of_round),
    )
