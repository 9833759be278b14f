"""What the rules of the phase know of its records: processes as they shall be, fit, approvals, what is lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetProcessFact:
    """A process as it shall be; approved means that its present version is, word for word."""

    key: str = ""
    code: str = ""
    name: str = ""
    version: int = 1
    approved: bool = False
    steps: int = 0


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A record that a sentence names: its key, its code (TS-3) and what it is called."""

    key: str = ""
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredProblemFact:
    """A problem with its priority (1–25, None until rated): whether a step answers it, or a reason rejects it."""

    key: str = ""
    code: str = ""
    statement: str = ""
    priority: int | None = None
    answered: bool = False
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class StepCounts:
    """Counts of to-be steps: by change against the as-is (all steps), and by fit (of those not dropped)."""

    keep: int = 0
    change: int = 0
    new: int = 0
    drop: int = 0
    standard: int = 0
    configure: int = 0
    customise: int = 0
    adapt: int = 0
    out: int = 0

    @property
    def all(self) -> int:
        """All steps, dropped ones too."""
        return self.keep + self.change + self.new + self.drop

    @property
    def in_system(self) -> int:
        """Steps that the system shall carry, whatever it takes."""
        return self.standard + self.configure + self.customise + self.adapt

    @property
    def judged(self) -> int:
        """Steps whose fit is known."""
        return self.in_system + self.out


@dataclass(frozen=True, slots=True)
class SolidificationRecords:
    """The records as they stand; empty while nothing has been entered.

    `undesigned` are as-is processes in scope that no to-be process is based on; `unreceived` are hand-offs of to-be
    steps that name no receiver; `lost_controls` are as-is control points of designed processes that no to-be step
    keeps as a control point and nobody gave up with a reason; `considered` counts needed functions and steps to be
    customised, `function_orphans` those of them that answer no problem; `strategy` counts strategic decisions,
    `strategy_orphans` those that no step carries.
    """

    processes: tuple[TargetProcessFact, ...] = ()
    undesigned: tuple[NamedFact, ...] = ()
    problems: tuple[AnsweredProblemFact, ...] = ()
    steps: StepCounts = StepCounts()
    hand_offs: int = 0
    unreceived: tuple[NamedFact, ...] = ()
    lost_controls: tuple[NamedFact, ...] = ()
    considered: int = 0
    function_orphans: tuple[NamedFact, ...] = ()
    strategy: int = 0
    strategy_orphans: tuple[NamedFact, ...] = ()
