"""What the rules of the phase know of its records: processes, control points, interviews, problems, resistance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AsIsProcessFact:
    """A business process; the counts are those of its steps, `unreceived` are hand-offs that name no receiver."""

    key: str = ""
    code: str = ""
    name: str = ""
    domain: str = ""
    in_scope: bool = False
    complete: bool = False
    confirmed: date | None = None
    steps: int = 0
    control_points: int = 0
    hand_offs: int = 0
    unreceived: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentFact:
    """A department; `heard` is the day of its first interview or workshop, which may still be to come."""

    key: str = ""
    code: str = ""
    name: str = ""
    in_scope: bool = False
    heard: date | None = None


@dataclass(frozen=True, slots=True)
class ProblemFact:
    """A problem with frequency × severity (1–25), None until both are rated."""

    key: str = ""
    code: str = ""
    statement: str = ""
    priority: int | None = None
    has_cause: bool = False


@dataclass(frozen=True, slots=True)
class StakeholderFact:
    """An entry of the resistance register. The name is not among the facts: what gates keep is seen by the client."""

    key: str = ""
    code: str = ""
    influence: int | None = None
    stance: int | None = None
    planned: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class ReviewRecords:
    """The records as they stand; empty while nothing has been entered."""

    processes: tuple[AsIsProcessFact, ...] = ()
    departments: tuple[DepartmentFact, ...] = ()
    problems: tuple[ProblemFact, ...] = ()
    stakeholders: tuple[StakeholderFact, ...] = ()
