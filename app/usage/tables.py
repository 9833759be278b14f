"""Puts a round's events, people, functions and days into the engine, once, as the tables all indicators share.

Which events count is decided here, in this order: a repeated line (same user, function and instant) is dropped; then an
event falls to the first fate that fits:

- `stranger`: its user is not on the list of users
- `after`: its day, in the project's time zone, lies after the round's last day
- `early`: its day lies before the user's start
- `late`: its day lies after the user's end, or between two licences of somebody who left and came back
- `left`: the user is not licensed any more on the round's last day
- `counted`: everything else; of these, some lie before the round and count only for what looks back beyond it

Licensed are users with a start no later and an end no earlier than the round's last day; an open date never excludes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.analytics.days import local_day, number_of
from app.analytics.engine import rows
from app.analytics.loading import events as load_events
from app.analytics.loading import kept, table
from app.delimited.names import key_of
from app.usage.roster import FAR_FUTURE, FAR_PAST, Roster
from app.usage.windows import Window

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend
    from ibis.expr.types import Table as Expression

EVENT = {"user": "text", "function": "text", "at": "int"}
PEOPLE = {"user": "int", "role": "int", "department": "int", "region": "int", "days": "int"}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the indicators are written against; days are whole numbers, counted from 1 January 1970.

    `people` (licensed users): user, role, department, region, days. `uses` (counted events by day): user, function
    (null when it is not in scope), day, events. `meant`: function, role. `workdays` of the round: day; of the active
    window the same in `active_workdays`. `daily` has every event: fate, user, function, day, stranger, other, events.
    `lines` are the rows that came in.
    """

    people: Expression
    uses: Expression
    meant: Expression
    workdays: Expression
    active_workdays: Expression
    daily: Expression
    days: Window
    lines: int


def prepare(backend: SQLBackend, events: Sequence[Path], people: Roster, days: Window, time_zone: str) -> Tables:
    """Load the lists, join and judge the events, and keep them by day in a table of the session."""
    raw = load_events(backend, events, EVENT, ("at",))
    (extent,) = rows(backend, raw.aggregate(lines=raw.count(), first=raw.at.min(), last=raw.at.max()))
    day = local_day(raw.at, time_zone, extent["first"] or 0, extent["last"] or 0)
    judged = _daily(raw.mutate(day=day), _all_names(backend, people), _all_functions(backend, people), days.last)
    daily = kept(backend, "daily", _without_days_away(backend, judged, people))
    return Tables(
        people=table(backend, "people", PEOPLE, [_person(people, n) for n in people.licensed]),
        uses=daily.filter(daily.fate == "counted").select("user", "function", "day", "events"),
        meant=table(
            backend,
            "meant",
            {"function": "int", "role": "int"},
            [(n, role) for n, roles in people.meant_for.items() for role in sorted(roles)],
        ),
        workdays=_days(backend, "workdays", days.workdays_of_round),
        active_workdays=_days(backend, "active_workdays", days.workdays_of_active_window),
        daily=daily,
        days=days,
        lines=extent["lines"],
    )


def _without_days_away(backend: SQLBackend, daily: Expression, people: Roster) -> Expression:
    """What people did in a time without a licence does not count; hardly any list has such people."""
    import ibis

    if not people.away:
        return daily
    found = [(n, number_of(first), number_of(last)) for n, first, last in people.away]
    away = table(backend, "away", {"person": "int", "since": "int", "until": "int"}, found)
    joined = daily.left_join(away, [daily.user == away.person, daily.day >= away.since, daily.day <= away.until])
    fate = ibis.ifelse(joined.person.notnull() & (joined.fate == "counted"), "late", joined.fate)
    return joined.mutate(fate=fate).drop("person", "since", "until")


def _person(people: Roster, n: int) -> tuple[int, ...]:
    return n, people.role_of[n], people.department_of[n], people.region_of[n], people.own_days[n]


def _days(backend: SQLBackend, name: str, days: Sequence[date]) -> Expression:
    return table(backend, name, {"day": "int"}, [(number_of(day),) for day in days])


def _all_functions(backend: SQLBackend, people: Roster) -> Expression:
    found = [(n, key_of(one.function)) for n, one in enumerate(people.functions)]
    return table(backend, "functions", {"tool": "int", "function_key": "text"}, found)


def _all_names(backend: SQLBackend, people: Roster) -> Expression:
    licensed = set(people.licensed)
    columns = {"person": "int", "user_key": "text", "start": "int", "end": "int", "licensed": "bool"}
    found = [
        (n, key_of(one.user), number_of(one.start or FAR_PAST), number_of(one.end or FAR_FUTURE), n in licensed)
        for n, one in enumerate(people.users)
    ]
    return table(backend, "names", columns, found)


def _daily(raw: Expression, names: Expression, functions: Expression, last: date) -> Expression:
    """Every event once, with its day and fate, counted by day."""
    import ibis

    joined = raw.left_join(names, raw.user == names.user_key).left_join(
        functions, raw.function == functions.function_key
    )
    # Joined to numbers before repeated lines are dropped: comparing numbers is cheaper than comparing names.
    once = joined.select(
        user=joined.person,
        function=joined.tool,
        at=joined.at,
        day=joined.day,
        stranger=ibis.ifelse(joined.person.isnull(), joined.user, ibis.null("string")),
        other=ibis.ifelse(joined.tool.isnull(), joined.function, ibis.null("string")),
        start=joined.start,
        end=joined.end,
        licensed=joined.licensed,
    ).distinct()
    fate = ibis.cases(
        (once.user.isnull(), "stranger"),
        (once.day > number_of(last), "after"),
        (once.day < once.start, "early"),
        (once.day > once.end, "late"),
        (~once.licensed, "left"),
        else_="counted",
    )
    by = ("fate", "user", "function", "day", "stranger", "other")
    return once.mutate(fate=fate).group_by(*by).aggregate(events=lambda table: table.count())
