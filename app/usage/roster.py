"""The people and functions of a round, numbered: who is licensed, in which group, and who is meant to use what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.delimited.names import key_of
from app.usage.lists import Function, User
from app.usage.posts import gaps
from app.usage.windows import Window

T = TypeVar("T", User, Function)
NOBODY = -1
FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Roster:
    """The people and functions of a round by number, and what can be said of them without any event.

    `own_days` are a licensed user's working days in the round from their start, without days between two licences
    (`away`: number of the user, first and last day); groups are numbered by their key.
    """

    users: tuple[User, ...]
    licensed: tuple[int, ...]
    own_days: Mapping[int, int]
    away: tuple[tuple[int, date, date], ...]
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    regions: tuple[str, ...]
    role_of: Mapping[int, int]
    department_of: Mapping[int, int]
    region_of: Mapping[int, int]
    functions: tuple[Function, ...]
    meant_for: Mapping[int, frozenset[int]]
    intended: Mapping[int, int]


def roster(users: Sequence[User], functions: Sequence[Function], days: Window) -> Roster:
    """Number people, groups and functions, and find who is licensed and who is meant for what."""
    people = _once(users, lambda one: one.user)
    licensed = tuple(n for n, one in enumerate(people) if _covers(one, days.last))
    roles = _groups(people[n].role for n in licensed)
    departments = _groups(people[n].department for n in licensed)
    regions = _groups(people[n].region for n in licensed)
    role_of = {n: _place(people[n].role, roles) for n in licensed}
    tools = _once(functions, lambda one: one.function)
    meant_for = {n: _meant(one, roles) for n, one in enumerate(tools)}
    return Roster(
        users=people,
        licensed=licensed,
        own_days={n: _own_days(people[n], days) for n in licensed},
        away=tuple((n, first, last) for n in licensed for first, last in gaps(people[n])),
        roles=tuple(roles.values()),
        departments=tuple(departments.values()),
        regions=tuple(regions.values()),
        role_of=role_of,
        department_of={n: _place(people[n].department, departments) for n in licensed},
        region_of={n: _place(people[n].region, regions) for n in licensed},
        functions=tools,
        meant_for=meant_for,
        intended={n: sum(role in meant for role in role_of.values()) for n, meant in meant_for.items()},
    )


def _once(things: Iterable[T], name: Callable[[T], str]) -> tuple[T, ...]:
    """In the order of their keys; of two with the same name the first counts, or its events would count twice."""
    found: dict[str, T] = {}
    for thing in things:
        found.setdefault(key_of(name(thing)), thing)
    return tuple(found[key] for key in sorted(found))


def _covers(user: User, day: date) -> bool:
    return (user.start or FAR_PAST) <= day <= (user.end or FAR_FUTURE)


def _own_days(user: User, days: Window) -> int:
    workdays = days.workdays_of_round
    own = workdays[bisect_left(workdays, user.start or FAR_PAST) :]
    return len(own) - sum(bisect_right(own, last) - bisect_left(own, first) for first, last in gaps(user))


def _groups(names: Iterable[str]) -> dict[str, str]:
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
