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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.delimited.names import key_of
from app.usage.roster import FAR_FUTURE, FAR_PAST, Roster
from app.usage.windows import Window

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table as Expression


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
        {"tool": "BIGINT", "function_key": "VARCHAR"},
        [(n, key_of(one.function)) for n, one in enumerate(people.functions)],
    )
    raw = backend.read_parquet([str(path) for path in events], table_name="events")
    daily = backend.create_table("daily", _daily(raw, names, functions, days.last, time_zone), temp=True)
    counted = daily.filter(daily.fate == "counted")
    return Tables(
        people=_table(
            backend,
            "people",
            {"user": "BIGINT", "role": "BIGINT", "department": "BIGINT", "days": "BIGINT"},
            [(n, people.role_of[n], people.department_of[n], people.own_days[n]) for n in people.licensed],
        ),
        uses=counted.select("user", "function", "day", "events"),
        meant=_table(
            backend,
            "meant",
            {"function": "BIGINT", "role": "BIGINT"},
            [(n, role) for n, roles in people.meant_for.items() for role in sorted(roles)],
        ),
        workdays=_table(backend, "workdays", {"day": "DATE"}, [(day,) for day in days.workdays_of_round]),
        active_workdays=_table(
            backend, "active_workdays", {"day": "DATE"}, [(day,) for day in days.workdays_of_active_window]
        ),
        daily=daily,
        days=days,
    )


def _all_names(backend: Backend, people: Roster) -> Expression:
    licensed = set(people.licensed)
    return _table(
        backend,
        "names",
        {"person": "BIGINT", "user_key": "VARCHAR", "start": "DATE", "end": "DATE", "licensed": "BOOLEAN"},
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
    # Lists as parameters need neither Arrow nor pandas, whose loading costs more than these few rows.
    lists = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
    cells = ", ".join(f'unnest(CAST(${column} AS {kind}[])) AS "{column}"' for column, kind in columns.items())
    backend.con.execute(f"CREATE TEMP TABLE {name} AS SELECT {cells}", lists)
    return backend.table(name)
