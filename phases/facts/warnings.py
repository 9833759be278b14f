"""What the rules of warnings know of a project: plain values that are kept, and what holds on the day of asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CourseFact:
    """A phase in time: its word, `ahead`, `running` or `passed`, and its first day once it has begun."""

    phase: str
    state: str
    started: date | None = None


@dataclass(frozen=True, slots=True)
class AnswersFact:
    """The mandatory items of a phase that has begun, those that do not apply left out.

    `bare` are done without evidence, `left` not answered yet. `minutes` lie between the first and the last answer,
    `to_gate` between the last answer and the newest proposal; None without answers or proposal, negative when
    something was answered after it.
    """

    phase: str
    mandatory: int = 0
    bare: int = 0
    left: int = 0
    minutes: int | None = None
    to_gate: int | None = None


@dataclass(frozen=True, slots=True)
class AgedFact:
    """So many answered items of phases not yet passed whose newest evidence speaks of this day."""

    day: date
    items: int = 1


@dataclass(frozen=True, slots=True)
class MateFact:
    """Somebody of the team; `side`, `role` and `level` as in phases.concept.words, `ends` the last day."""

    side: str = ""
    role: str = ""
    level: str = ""
    it: bool = False
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class SteeringFact:
    """A steering meeting, and whether the sponsor was there."""

    day: date | None = None
    sponsor: bool = False


@dataclass(frozen=True, slots=True)
class SigningFact:
    """A signature at a gate: of so many deliverables signed with it, so many had been opened by the signer."""

    phase: str
    opened: int = 0
    signed: int = 0


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """Something of a kind (gate, deliverable, condition, item) that waits on the client since a day."""

    kind: str
    since: date
    count: int = 1


@dataclass(frozen=True, slots=True)
class MotiveFact:
    """Why the company does it, with the problems registered, concrete, and standing as the sponsor confirmed them."""

    word: str = ""
    problems: int = 0
    concrete: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class DesignFact:
    """The processes as they shall be and what hangs on them, counted.

    `touched` steps are changed, new or dropped. `unapproved` processes were never approved, `undesigned` ones have no
    process to be. `figures` are process measures: figures of processes and success criteria about the process.
    `beyond` are success criteria about something else than productivity, `targets` those with a target value.
    """

    strategy: int = 0
    strategy_orphans: int = 0
    considered: int = 0
    function_orphans: int = 0
    steps: int = 0
    touched: int = 0
    unapproved: int = 0
    undesigned: int = 0
    configured: int = 0
    figures: int = 0
    criteria: int = 0
    beyond: int = 0
    targets: int = 0


@dataclass(frozen=True, slots=True)
class WarningRecords:
    """What is kept of a project; nothing in it depends on today.

    `planned` is the plan in working days. `acts` are the days of the sponsor's acts of leadership. `departments` are
    those in scope, `heard` the days of their first interviews. `technology_ahead` is in points, None until every factor
    that it takes is rated.
    """

    planned: int = 0
    courses: tuple[CourseFact, ...] = ()
    answers: tuple[AnswersFact, ...] = ()
    evidence: tuple[AgedFact, ...] = ()
    team: tuple[MateFact, ...] = ()
    meetings: int = 0
    steering: tuple[SteeringFact, ...] = ()
    acts: tuple[date, ...] = ()
    departments: int = 0
    heard: tuple[date, ...] = ()
    signings: tuple[SigningFact, ...] = ()
    waiting: tuple[WaitingFact, ...] = ()
    motive: MotiveFact = MotiveFact()
    design: DesignFact = DesignFact()
    technology_ahead: float | None = None


@dataclass(frozen=True, slots=True)
class PaceFact:
    """The plan in working days, the slip of the forecast in working days, and the days on which it may end.

    `likely` and `wide` are the first and last day of the 50 % and the 80 % range, None while little is known.
    """

    planned: int
    slip: int
    end: date
    likely: tuple[date, date] | None = None
    wide: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class WarningFacts:
    """What the rules are asked with. `seen` is the last day on which anybody of the client signed in or acted."""

    as_of: date
    records: WarningRecords = WarningRecords()
    running: bool = True
    pace: PaceFact | None = None
    seen: date | None = None
