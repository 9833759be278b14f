"""Puts a round's events, people, functions and days into the engine, once, as the tables all indicators share.

Which events count is decided here, in this order: a repeated line (same user, function and instant) is dropped; then an
event falls to the first fate that fits:

- `stranger`: its user is not on the list of users
- `after`: its day, in the project's time zone, lies after the round's last day
- `early`: its day lies before the user's start
- `late`: its day lies after the user's end
- `left`: the user is not licensed any more on the round's last day
- `counted`: everything else; of these, some lie before the round and count only for what looks back beyond it

Licensed are users with a start no later and an end no earlier than the round's last day; an open date never excludes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.usage.lists import Function, User
from app.usage.names import key_of

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table as Expression

NOBODY = -1
FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """The days a round looks at: first and last of the round, first of the active and of the dormant window."""

    first: date
    last: date
    active_since: date
    dormant_since: date
    workdays: tuple[date, ...]

    @property
    def workdays_of_round(self) -> tuple[date, ...]:
        """The working days from the round's first to its last day."""
        return self.workdays[bisect_left(self.workdays, self.first) :]

    @property
    def workdays_of_active_window(self) -> tuple[date, ...]:
        """The working days of the active window."""
        return self.workdays[bisect_left(self.workdays, self.active_since) :]


def window(
    first: date, last: date, *, active_days: int, dormant_days: int, is_working_day: Callable[[date], bool]
) -> Window:
    """The windows that end with the round's last day, included; ValueError when the round ends before it begins."""
    if last < first:
        raise ValueError(f"The round ends on {last}, before it begins on {first}.")
    active_since = last - timedelta(days=active_days - 1)
    start = min(first, active_since)
    days = (start + timedelta(days=n) for n in range((last - start).days + 1))
    return Window(
        first,
        last,
        active_since,
        last - timedelta(days=dormant_days - 1),
        tuple(day for day in days if is_working_day(day)),
    )


@dataclass(frozen=True, slots=True)
class Roster:
    """The people and functions of a round by number, and what can be said of them without any event.

    `own_days` are a licensed user's working days in the round from their start; groups are numbered by their key.
    """

    users: tuple[User, ...]
    licensed: tuple[int, ...]
    own_days: Mapping[int, int]
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    role_of: Mapping[int, int]
    department_of: Mapping[int, int]
    functions: tuple[Function, ...]
    meant_for: Mapping[int, frozenset[int]]
    intended: Mapping[int, int]


def roster(users: Sequence[User], functions: Sequence[Function], days: Window) -> Roster:
    """Number people, groups and functions, and find who is licensed and who is meant for what."""
    people = tuple(sorted(users, key=lambda one: key_of(one.user)))
    licensed = tuple(n for n, one in enumerate(people) if _covers(one, days.last))
    roles = _groups(people[n].role for n in licensed)
    departments = _groups(people[n].department for n in licensed)
    role_of = {n: _place(people[n].role, roles) for n in licensed}
    tools = tuple(sorted(functions, key=lambda one: key_of(one.function)))
    meant_for = {n: _meant(one, roles) for n, one in enumerate(tools)}
    return Roster(
        users=people,
        licensed=licensed,
        own_days={n: _days_from(people[n].start, days) for n in licensed},
        roles=tuple(roles.values()),
        departments=tuple(departments.values()),
        role_of=role_of,
        department_of={n: _place(people[n].department, departments) for n in licensed},
        functions=tools,
        meant_for=meant_for,
        intended={n: sum(role in meant for role in role_of.values()) for n, meant in meant_for.items()},
    )


def _covers(user: User, day: date) -> bool:
    return (user.start or FAR_PAST) <= day <= (user.end or FAR_FUTURE)


def _days_from(start: date | None, days: Window) -> int:
    workdays = days.workdays_of_round
    return len(workdays) - bisect_left(workdays, start or FAR_PAST)


def _groups(names: Any) -> dict[str, str]:
    """Key → the name as first written, in the order of the keys; empty names are no group."""
    found: dict[str, str] = {}
    for name in names:
        if key_of(name):
            found.setdefault(key_of(name), name.strip())
    return dict(sorted(found.items()))


def _place(name: str, groups: Mapping[str, str]) -> int:
    return list(groups).index(key_of(name)) if key_of(name) in groups else NOBODY


def _meant(function: Function, roles: Mapping[str, str]) -> frozenset[int]:
    """The numbers of the roles a function is meant for; without any stated, everybody, also who has no role."""
    if not function.roles:
        return frozenset({NOBODY, *range(len(roles))})
    return frozenset(_place(role, roles) for role in function.roles) - {NOBODY}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the indicators are written against.

    `people` (licensed users): user, role, department, days. `uses` (counted events by day): user, function (null when
    it is not in scope), day, events. `meant`: function, role. `workdays` of the round: day; of the active window the
    same in `active_workdays`. `daily` has every event: fate, user, function, day, stranger, other, events.
    """

    people: Expression
    uses: Expression
    meant: Expression
    workdays: Expression
    active_workdays: Expression
    daily: Expression
    days: Window


def prepare(backend: Backend, events: Sequence[Path], people: Roster, days: Window, time_zone: str) -> Tables:
    """Load the lists, join and judge the events, and keep them by day in a table of the session."""
    names = _all_names(backend, people)
    functions = _table(
        backend,
        "functions",
        {"tool": "int64", "function_key": "string"},
        [(n, key_of(one.function)) for n, one in enumerate(people.functions)],
    )
    raw = backend.read_parquet([str(path) for path in events], table_name="events")
    daily = backend.create_table("daily", _daily(raw, names, functions, days.last, time_zone), temp=True)
    counted = daily.filter(daily.fate == "counted")
    return Tables(
        people=_table(
            backend,
            "people",
            {"user": "int64", "role": "int64", "department": "int64", "days": "int64"},
            [(n, people.role_of[n], people.department_of[n], people.own_days[n]) for n in people.licensed],
        ),
        uses=counted.select("user", "function", "day", "events"),
        meant=_table(
            backend,
            "meant",
            {"function": "int64", "role": "int64"},
            [(n, role) for n, roles in people.meant_for.items() for role in sorted(roles)],
        ),
        workdays=_table(backend, "workdays", {"day": "date"}, [(day,) for day in days.workdays_of_round]),
        active_workdays=_table(
            backend, "active_workdays", {"day": "date"}, [(day,) for day in days.workdays_of_active_window]
        ),
        daily=daily,
        days=days,
    )


def _all_names(backend: Backend, people: Roster) -> Expression:
    licensed = set(people.licensed)
    return _table(
        backend,
        "names",
        {"person": "int64", "user_key": "string", "start": "date", "end": "date", "licensed": "boolean"},
        [
            (n, key_of(one.user), one.start or FAR_PAST, one.end or FAR_FUTURE, n in licensed)
            for n, one in enumerate(people.users)
        ],
    )


def _daily(raw: Expression, names: Expression, functions: Expression, last: date, time_zone: str) -> Expression:
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
        stranger=ibis.ifelse(joined.person.isnull(), joined.user, ibis.null("string")),
        other=ibis.ifelse(joined.tool.isnull(), joined.function, ibis.null("string")),
        start=joined.start,
        end=joined.end,
        licensed=joined.licensed,
    ).distinct()
    dated = once.mutate(day=_local_day(once.at, time_zone))
    fate = ibis.cases(
        (dated.user.isnull(), "stranger"),
        (dated.day > last, "after"),
        (dated.day < dated.start, "early"),
        (dated.day > dated.end, "late"),
        (~dated.licensed, "left"),
        else_="counted",
    )
    by = ("fate", "user", "function", "day", "stranger", "other")
    return dated.mutate(fate=fate).group_by(*by).aggregate(events=lambda table: table.count())


def _local_day(at: Any, time_zone: str) -> Any:
    """The calendar day of an instant in the project's time zone."""
    import ibis
    import ibis.expr.datatypes as dt

    def local_time(zone: str, instant: Any) -> Any:
        """The engine's own function, by the same name in DuckDB and PostgreSQL: timezone(zone, instant)."""

    takes = (dt.string, dt.Timestamp(timezone="UTC"))
    timezone = ibis.udf.scalar.builtin(local_time, name="timezone", signature=(takes, dt.timestamp))
    return timezone(time_zone, at).date()


def _table(backend: Backend, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> Expression:
    """A table of the session from Python values, also when there are none."""
    import ibis

    schema = ibis.schema(columns)
    values = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
    return backend.create_table(name, ibis.memtable(_arrow(values, schema), schema=schema), temp=True)


def _arrow(values: Mapping[str, list[Any]], schema: Any) -> Any:
    import pyarrow as pa

    return pa.table(values, schema=schema.to_pyarrow())
