"""Turns the figures of the expressions into indicators: measured and scored, or not measured with the reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.analytics.engine import rows
from app.delimited.names import key_of
from app.usage import indicators as expressions
from app.usage import unmeasured
from app.usage.facts import LogFacts
from app.usage.roster import Roster
from app.usage.tables import Tables
from app.usage.windows import Window
from phases.evaluation.model import Definition, Indicator, Part
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import measured, not_measured, share
from phases.evaluation.statistics import median
from phases.model import Text, listed, say
from phases.small_groups import showable, undecided

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend
    from ibis.expr.types import Table as Expression

# A log that ends a week before the round was probably exported too early.
GAP_DAYS = 7


class Readings:
    """Runs the expressions and turns their figures into indicators."""

    def __init__(
        self,
        scheme: Scheme,
        backend: SQLBackend,
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

    def run(self, expression: Expression) -> list[dict[str, Any]]:
        """The rows of an expression as plain values."""
        return rows(self.backend, expression)

    def one(self, expression: Expression) -> dict[str, Any]:
        """The only row of an expression."""
        return self.run(expression)[0]

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
        kinds = self.run(expressions.frequency(self.tables))
        middle = median(row["active"] / row["days"] for row in kinds for _ in range(row["people"]))
        if middle is None:
            return not_measured(definition, unmeasured.NO_WORKDAYS)
        n = sum(row["people"] for row in kinds)
        return measured(definition, self.limits, middle, coverage=n / len(self.people.licensed), n=n)

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

    def regions(self, definition: Definition) -> Indicator:
        return self._groups(definition, "region", self.people.regions, unmeasured.NO_REGIONS)

    def _groups(self, definition: Definition, group: str, names: Sequence[str], reason: Text) -> Indicator:
        """Share of groups whose active share reaches the target; whole numbers are compared, not rounded shares."""
        groups = self.run(expressions.reached_groups(self.tables, group))
        target = self.limits["group_target"]
        covered = sum(row["people"] for row in groups)
        sizes = {names[row[group]]: row["people"] for row in groups}
        reached = [names[row[group]] for row in groups if row["active"] * 100 >= target * row["people"]]
        open_ones = undecided(self._open(sizes), sizes, reached)
        return share(
            definition,
            self.limits,
            len(reached),
            len(groups),
            reason=reason,
            coverage=covered / len(self.people.licensed),
            parts=[
                self._part(names[row[group]], row["active"], row["people"], row["people"], open_ones) for row in groups
            ],
        )

    def functions(self, definition: Definition) -> Indicator:
        return self._functions(definition, range(len(self.people.functions)), unmeasured.NO_FUNCTIONS)

    def advanced(self, definition: Definition) -> Indicator:
        advanced = [n for n, one in enumerate(self.people.functions) if one.advanced]
        return self._functions(definition, advanced, unmeasured.NO_ADVANCED)

    def _functions(self, definition: Definition, chosen: Sequence[int], reason: Text) -> Indicator:
        """Share of the chosen functions that enough of their intended users used; functions meant for nobody go."""
        if self.reach is None:
            self.reach = {row["function"]: row["users"] for row in self.run(expressions.function_reach(self.tables))}
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
            names=listed(self.people.functions[n].function for n in functions),
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
        named = [row for row in self.run(expressions.intensity(self.tables)) if row["role"] >= 0 and row["days"]]
        roles = self.people.roles
        with_norm = [(row, self._norm(row["role"])) for row in named if self._norm(row["role"])]
        # The whole that a reader could take the shown roles from: everybody, and those whose role has a norm.
        measured_ones = {roles[row["role"]]: row["people"] for row, _ in with_norm}
        hidden = frozenset(measured_ones) - showable(measured_ones, int(self.limits["group_minimum"]))
        open_ones = self._open({roles[row["role"]]: row["people"] for row in named}) - hidden
        parts = [self._part(roles[row["role"]], row["events"], row["days"], row["people"], open_ones) for row in named]
        people = sum(row["people"] for row, _ in with_norm)
        return share(
            definition,
            self.limits,
            sum(row["people"] * min(1.0, row["events"] / (row["days"] * norm)) for row, norm in with_norm),
            people,
            reason=unmeasured.NO_NORMS,
            coverage=people / len(self.people.licensed),
            note=_norms_told([(roles[row["role"]], norm) for row, norm in with_norm]),
            parts=parts,
        )

    def _norm(self, role: int) -> float:
        return self.norms.get(key_of(self.people.roles[role]), 0.0)

    def _open(self, sizes: Mapping[str, int]) -> frozenset[str]:
        """The groups whose figures may be shown; who is in none of them is part of the whole all the same."""
        return showable(sizes, int(self.limits["group_minimum"]), others=self._others(sizes))

    def _others(self, sizes: Mapping[str, int]) -> int:
        return len(self.people.licensed) - sum(sizes.values())

    def _part(
        self, name: str, numerator: float, denominator: float, n: int, shown: Collection[str] | None = None
    ) -> Part:
        """A group's own figures, kept back when it has too few people or is not among those that may be `shown`."""
        if n < self.limits["group_minimum"] or (shown is not None and name not in shown):
            return Part(name, None, None, None, None, small=True)
        return Part(name, numerator / denominator, numerator, denominator, n)


def _norms_told(norms: Sequence[tuple[str, float]]) -> Text:
    """What was agreed for each role: without it nobody can recompute the figure."""
    return say(
        "Norms, in events per person and working day: {norms}.",
        "使用标准（人均每工作日次数）：{norms}。",
        norms=listed(f"{role} {norm:g}" for role, norm in norms),
    )


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
