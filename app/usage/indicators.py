"""The indicators that follow from a usage log: each one expression over the shared tables, for whichever engine.

An expression gives whole numbers (numerator and denominator, or counts by group); the division is done once, outside,
so that every engine gives the same figure to the last digit. What they mean in words stands in the edition.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.analytics.days import number_of
from app.usage.tables import Tables

if TYPE_CHECKING:
    from ibis.expr.types import Table as Expression


def activation(tables: Tables) -> Expression:
    """numerator = licensed users with any counted event; denominator = licensed users."""
    return _share_of_people(tables, tables.uses.user)


def active_share(tables: Tables) -> Expression:
    """numerator = licensed users with a counted event in the active window; denominator = licensed users."""
    return _share_of_people(tables, _since(tables, tables.days.active_since).user)


def dormant(tables: Tables) -> Expression:
    """numerator = licensed users without a counted event in the dormant window; denominator = licensed users."""
    awake = tables.people.user.isin(_since(tables, tables.days.dormant_since).user)
    return tables.people.aggregate(numerator=(~awake).sum(), denominator=tables.people.count())


def frequency(tables: Tables) -> Expression:
    """By `active` working days of the round and own working `days`, above 0: how many `people` are of this kind."""
    on_workdays = tables.uses.semi_join(tables.workdays, "day").select("user", "day").distinct()
    active = on_workdays.group_by("user").aggregate(active=on_workdays.count())
    people = tables.people.filter(tables.people.days > 0).left_join(active, "user")
    people = people.select("days", active=people.active.fill_null(0))
    return people.group_by("active", "days").aggregate(people=people.count())


def stickiness(tables: Tables) -> Expression:
    """user_days = pairs of user and working day with activity in the active window; users = users active in it."""
    recent = _since(tables, tables.days.active_since).select("user", "day").distinct()
    each = recent.mutate(working=recent.day.isin(tables.active_workdays.day)).group_by("user")
    # Counted as one row a user: some engines only estimate how many different ones there are.
    people = each.aggregate(days=lambda table: table.working.sum())
    return people.aggregate(user_days=people.days.sum().fill_null(0), users=people.count())


def reached_groups(tables: Tables, group: str) -> Expression:
    """By department or role: `active` users in the active window and `people`; users without a group are left out."""
    recent = _since(tables, tables.days.active_since)
    people = tables.people.mutate(active=tables.people.user.isin(recent.user))
    people = people.filter(people[group] >= 0)
    return people.group_by(group).aggregate(active=people.active.sum(), people=people.count()).order_by(group)


def function_reach(tables: Tables) -> Expression:
    """By function in scope that was used: `users` = its intended users who used it in the round."""
    used = _since(tables, tables.days.first).select("user", "function").distinct()
    by_role = used.inner_join(tables.people, "user").inner_join(tables.meant, ["function", "role"])
    return by_role.group_by("function").aggregate(users=by_role.count()).order_by("function")


def evenness(tables: Tables) -> Expression:
    """weighted = Σ place × events over licensed users in ascending order of events; total = Σ events; n = users."""
    import ibis

    each = _events_of_people(tables)
    ranked = each.mutate(place=ibis.row_number().over(ibis.window(order_by=each.events)) + 1)
    return ranked.aggregate(weighted=(ranked.place * ranked.events).sum(), total=ranked.events.sum(), n=ranked.count())


def intensity(tables: Tables) -> Expression:
    """By role: `people`, their `days` (working days in the round, summed) and counted `events` in the round."""
    each = _events_of_people(tables)
    return (
        each.group_by("role")
        .aggregate(people=each.count(), days=each.days.sum(), events=each.events.sum())
        .order_by("role")
    )


def fates(tables: Tables) -> Expression:
    """By fate of events (see tables): `events`, and of these `before` the round and with a function not in scope."""
    daily = tables.daily
    before = daily.day < number_of(tables.days.first)
    return daily.group_by("fate").aggregate(
        events=daily.events.sum(),
        before=daily.events.sum(where=before).fill_null(0),
        unknown_function=daily.events.sum(where=daily.function.isnull() & ~before).fill_null(0),
        first_day=daily.day.min(),
        last_day=daily.day.max(),
    )


def unknown(tables: Tables, column: str, most: int) -> Expression:
    """The names not on the list (`stranger` for users, `other` for functions) with their events, most events first."""
    import ibis

    daily = tables.daily
    named = daily.filter(
        daily[column].notnull() & ((daily.fate == "counted") if column == "other" else ibis.literal(True))
    )
    found = named.group_by(name=named[column]).aggregate(events=named.events.sum())
    return found.order_by(found.events.desc(), found.name).limit(most)


def _since(tables: Tables, day: date) -> Expression:
    return tables.uses.filter(tables.uses.day >= number_of(day))


def _share_of_people(tables: Tables, users: Any) -> Expression:
    people = tables.people
    return people.aggregate(numerator=people.user.isin(users).sum(), denominator=people.count())


def _events_of_people(tables: Tables) -> Expression:
    """Every licensed user with role, working days, and events in the round, 0 included."""
    in_round = _since(tables, tables.days.first)
    counts = in_round.group_by("user").aggregate(events=in_round.events.sum())
    people = tables.people.left_join(counts, "user")
    return people.select("user", "role", "days", events=people.events.fill_null(0))
