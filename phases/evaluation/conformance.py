"""Conformance: how the cases of a log went against a process as it shall be: its steps in order, its control points.

Whoever asks gives the process and the *variants* of the log: each sequence of activities once, with how many cases
went that way. An activity is the place of its step in the process (from 0), or None when it belongs to no step; such
activities are counted, never judged. Only finished cases belong here; running ones are no failures and stay apart.

- A case **fits** when every step that it owes happened once and in the order of the process: nothing was left out,
  done again or done before its turn, and every key control point was passed.
- **Skipped** is a step that never happened although a later one did. An **incomplete** case ended before its last
  owed step; what it did not reach is not skipped.
- A case may be **closed** early by an agreed ending (an order that is lost): what comes after is not owed by it.
- **Rework** is a step that happened again. **Out of order** is a step whose first time came after a later step's.
- **Fitness** is alignment-based: 1 − cost / worst cost, each move in the log alone or in the model alone costing 1.
  Source: W. M. P. van der Aalst, A. Adriansyah, B. F. van Dongen, Replaying history on process models for conformance
  checking and performance analysis, WIREs Data Mining and Knowledge Discovery 2 (2012), 182–192.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Trace = Sequence[int | None]
"""The activities of a case in the order of time: places of steps from 0, None for what is no step."""


@dataclass(frozen=True, slots=True)
class ModelStep:
    """A step of a to-be process; `optional` when not every case owes it, `hand_off` when somebody else goes on."""

    key: str
    control: bool = False
    optional: bool = False
    hand_off: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one sequence of activities went; steps are places in the process, in its order.

    `passed` of the `due` control points and hand-offs happened; `cost` and `worst` are those of the alignment.
    `complete` says that every owed step happened, in whatever order.
    """

    reached: tuple[int, ...]
    skipped: tuple[int, ...]
    repeated: tuple[int, ...]
    displaced: tuple[int, ...]
    again: int
    unknown: int
    ended: bool
    controls_due: tuple[int, ...]
    hand_offs_due: tuple[int, ...]
    hand_offs_broken: tuple[int, ...]
    cost: int
    worst: int

    @property
    def complete(self) -> bool:
        """Whether every owed step happened, in whatever order."""
        return self.ended and not self.skipped

    @property
    def fits(self) -> bool:
        """Whether the case went exactly as the process says."""
        return self.complete and not self.repeated and not self.displaced

    @property
    def fitness(self) -> float:
        """From 0 (nothing of the process) to 1 (exactly the process)."""
        return 1 - self.cost / self.worst if self.worst else 1.0


def judge(process: Sequence[ModelStep], trace: Trace, *, closed: bool = False) -> Verdict:
    """How a finished case went; `closed` when an agreed ending relieved it of the steps after the furthest it reached.

    ValueError for a process that owes no step, or a place outside it.
    """
    whole = owed_steps(process)
    steps = [step for step in trace if step is not None]
    if any(not 0 <= step < len(process) for step in steps):
        raise ValueError("The trace names a step that the process does not have.")
    times = Counter(steps)
    furthest = max(times, default=-1)
    owed = tuple(n for n in whole if n <= furthest) if closed else whole
    last = owed[-1] if owed else -1
    controls = tuple(n for n in owed if process[n].control and n <= furthest)
    hand_offs = tuple(n for n in sorted(times) if process[n].hand_off and n < last)
    return Verdict(
        reached=tuple(sorted(times)),
        skipped=tuple(n for n in owed if n not in times and n < furthest),
        repeated=tuple(sorted(n for n, count in times.items() if count > 1)),
        displaced=_displaced(steps),
        again=len(steps) - len(times),
        unknown=len(trace) - len(steps),
        ended=furthest >= last,
        controls_due=controls,
        hand_offs_due=hand_offs,
        hand_offs_broken=tuple(n for n in hand_offs if next(one for one in owed if one > n) not in times),
        cost=alignment_cost(process[: last + 1] if closed else process, steps),
        worst=len(steps) + len(owed),
    )


def owed_steps(process: Sequence[ModelStep]) -> tuple[int, ...]:
    """The places of the steps that every case owes; ValueError when there are none."""
    owed = tuple(n for n, step in enumerate(process) if not step.optional)
    if not owed:
        raise ValueError("A process needs at least one step that every case owes.")
    return owed


def _displaced(steps: Sequence[int]) -> tuple[int, ...]:
    """The steps whose first time came after the first time of a later step."""
    highest, found = -1, set()
    for step in dict.fromkeys(steps):
        if step < highest:
            found.add(step)
        highest = max(highest, step)
    return tuple(sorted(found))


def alignment_cost(process: Sequence[ModelStep], steps: Sequence[int]) -> int:
    """The least number of moves in the log alone or in the model alone that explain the sequence.

    Dynamic programming over the process, one row a step of the sequence; leaving out an optional step costs nothing.
    """
    leaving = [0 if step.optional else 1 for step in process]
    row = [0]
    for cost in leaving:
        row.append(row[-1] + cost)
    for step in steps:
        before, row = row, [row[0] + 1]
        for n, cost in enumerate(leaving):
            best = min(row[n] + cost, before[n + 1] + 1)
            row.append(min(best, before[n]) if n == step else best)
    return row[-1]


@dataclass(frozen=True, slots=True)
class Variant:
    """A sequence of activities and how many cases went that way; `closed` when an agreed ending ended them early."""

    trace: tuple[int | None, ...]
    cases: int
    closed: bool = False


@dataclass(slots=True)
class StepFigures:
    """One step over all cases, in numbers of cases.

    It happened in `cases`; it was owed by `due` (cases that ended, or went further than it) and left out in `skipped`;
    it was done again in `repeated`, after a later step in `displaced`. `handed`: of the cases that handed it on,
    `dropped` never arrived at the next owed step.
    """

    cases: int = 0
    due: int = 0
    skipped: int = 0
    repeated: int = 0
    displaced: int = 0
    handed: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Conformance:
    """All finished cases of a process together; every figure is a number of cases unless its name says otherwise.

    `controls_passed` of `controls_due` and `hand_offs_broken` of `hand_offs_due` count pairs of case and step.
    `events` are all activities, of which `unknown_events` belong to no step.
    """

    steps: list[StepFigures]
    cases: int = 0
    conforming: int = 0
    complete: int = 0
    skipping: int = 0
    reworking: int = 0
    displacing: int = 0
    straying: int = 0
    events: int = 0
    unknown_events: int = 0
    controls_due: int = 0
    controls_passed: int = 0
    hand_offs_due: int = 0
    hand_offs_broken: int = 0
    cost: int = 0
    worst: int = 0
    verdicts: list[tuple[Variant, Verdict]] = field(default_factory=list)

    @property
    def incomplete(self) -> int:
        """Cases that ended before the last owed step."""
        return sum(variant.cases for variant, verdict in self.verdicts if not verdict.ended)

    @property
    def fitness(self) -> float | None:
        """Of the log: 1 − Σ cost / Σ worst cost over its cases, from 0 to 1; None without cases."""
        return 1 - self.cost / self.worst if self.worst else None

    @property
    def coverage(self) -> float:
        """The share of activities that belong to a step, and so were judged; 0 without any."""
        return 1 - self.unknown_events / self.events if self.events else 0.0


def conformance(process: Sequence[ModelStep], variants: Iterable[Variant]) -> Conformance:
    """Judge each variant once and add up its cases; ValueError for a process that owes no step."""
    owed = owed_steps(process)
    found = Conformance([StepFigures() for _ in process])
    for variant in variants:
        verdict = judge(process, variant.trace, closed=variant.closed)
        found.verdicts.append((variant, verdict))
        _add(found, variant, verdict)
        _add_steps(found.steps, owed, variant.cases, verdict)
    return found


def _add(found: Conformance, variant: Variant, verdict: Verdict) -> None:
    n = variant.cases
    found.cases += n
    found.conforming += n * verdict.fits
    found.complete += n * verdict.complete
    found.skipping += n * bool(verdict.skipped)
    found.reworking += n * bool(verdict.repeated)
    found.displacing += n * bool(verdict.displaced)
    found.straying += n * bool(verdict.unknown)
    found.events += n * len(variant.trace)
    found.unknown_events += n * verdict.unknown
    found.controls_due += n * len(verdict.controls_due)
    found.controls_passed += n * len(set(verdict.controls_due) - set(verdict.skipped))
    found.hand_offs_due += n * len(verdict.hand_offs_due)
    found.hand_offs_broken += n * len(verdict.hand_offs_broken)
    found.cost += n * verdict.cost
    found.worst += n * verdict.worst


def _add_steps(steps: Sequence[StepFigures], owed: Sequence[int], n: int, verdict: Verdict) -> None:
    furthest = verdict.reached[-1] if verdict.reached else -1
    for places, name in (
        (verdict.reached, "cases"),
        ([place for place in owed if place <= furthest], "due"),
        (verdict.skipped, "skipped"),
        (verdict.repeated, "repeated"),
        (verdict.displaced, "displaced"),
        (verdict.hand_offs_due, "handed"),
        (verdict.hand_offs_broken, "dropped"),
    ):
        for place in places:
            setattr(steps[place], name, getattr(steps[place], name) + n)
