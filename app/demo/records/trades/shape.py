"""The shape in which every trade of the demonstration tells its processes, as they are and as they shall be."""

from __future__ import annotations

from typing import NamedTuple

MARKETING, SALES, SERVICE, FINANCE = range(4)
"""Places among the departments that every company of the demonstration has."""
LEADS, DEALS, OFFERS, ORDERS, CASES, WHOLE_VIEW = range(6)
"""Places among the functions that every company asks of its system."""


class Was(NamedTuple):
    """A step as it is: minutes of work and waiting; receiver None is no hand-off, an empty one names nobody."""

    name: str
    department: int
    role: str
    carrier: str
    system: str
    work: float
    waiting: float
    receiver: str | None = None
    control: bool = False
    problems: tuple[int, ...] = ()


class Becomes(NamedTuple):
    """A step as it shall be: what it replaces and answers by place, the function by place, hours allowed."""

    name: str
    department: int
    role: str
    change: str
    replaces: tuple[int, ...]
    fit: str = ""
    function: int | None = None
    hours: float | None = None
    receiver: str | None = None
    control: bool = False
    problems: tuple[int, ...] = ()
    output: str = ""
    standard: str = ""
    reason: str = ""


class Told(NamedTuple):
    """A process with its domain, owner, and both of its courses."""

    name: str
    domain: str
    owner: str
    was: tuple[Was, ...]
    becomes: tuple[Becomes, ...]


class Figure(NamedTuple):
    """What the process with this place is measured by, today and as agreed."""

    process: int
    name: str
    formula: str
    present: float
    aim: float
    unit: str = "%"


class Trade(NamedTuple):
    """Three processes (getting business, closing it, serving it) and a figure for each."""

    processes: tuple[Told, Told, Told]
    figures: tuple[Figure, ...]
