"""What the rules of the phase know of its records: team, meetings, training, the sponsor's acts, glossary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody of the team; `role`, `side` and `level` are words of phases.concept.words, `ends` the last day."""

    key: str
    name: str = ""
    side: str = ""
    role: str = ""
    level: str = ""
    department: str = ""
    it: bool = False
    to_train: bool = False
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting; `sponsor` when the sponsor was there."""

    key: str
    kind: str = ""
    day: date | None = None
    sponsor: bool = False


@dataclass(frozen=True, slots=True)
class Attended:
    """One person of the team in one session of concept training; tests 0–100, None when not taken."""

    person: str
    day: date | None = None
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the sponsor did as a leader."""

    kind: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating 0–4 of a viewpoint or duty; None when it is not known."""

    topic: str
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class ConceptRecords:
    """The records as they stand; empty while nothing has been entered. `terms` and `terms_accepted` are counts."""

    team: tuple[Teammate, ...] = ()
    meetings: tuple[Met, ...] = ()
    attendance: tuple[Attended, ...] = ()
    acts: tuple[Act, ...] = ()
    ratings: tuple[Rated, ...] = ()
    terms: int = 0
    terms_accepted: int = 0
