"""What the rules of the phase know of its records: cutover, rehearsals, roster, readiness, hypercare, old systems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task of the switch; moments are texts such as 2026-05-02 18:00 on one clock, empty while unknown."""

    key: str = ""
    code: str = ""
    title: str = ""
    owner: str = ""
    planned_end: str = ""
    finished: str = ""
    rollback_needed: bool = False
    rollback: bool = False


@dataclass(frozen=True, slots=True)
class RehearsalFact:
    """A rehearsal; minutes that it took and minutes that there will be."""

    held_on: date | None = None
    window: int | None = None
    duration: int | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class HypercareIssueFact:
    """A problem after the switch; without `resolved_on` it is open."""

    key: str = ""
    code: str = ""
    title: str = ""
    severity: str = ""
    opened_on: date | None = None
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class DayFact:
    """A day of hypercare; None where nothing was counted."""

    day: date | None = None
    issues: int | None = None
    active: int | None = None
    users: int | None = None


@dataclass(frozen=True, slots=True)
class OldSystemFact:
    """A system that is replaced."""

    key: str = ""
    code: str = ""
    name: str = ""
    read_only_from: date | None = None
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class RatingFact:
    """A rating of a statement about a factor; `points` 0 to 4, None for “don't know”."""

    factor: str = ""
    statement: str = ""
    rater: str = ""
    side: str = ""
    points: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class GoLiveRecords:
    """The records as they stand; empty while nothing has been entered. `country` tells whose working days count."""

    country: str = "CN"
    tasks: tuple[TaskFact, ...] = ()
    rehearsals: tuple[RehearsalFact, ...] = ()
    shifts: int = 0
    issues: tuple[HypercareIssueFact, ...] = ()
    days: tuple[DayFact, ...] = ()
    old_systems: tuple[OldSystemFact, ...] = ()
    ratings: tuple[RatingFact, ...] = ()
    rounds: int = 0
