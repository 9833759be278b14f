"""What the cases of a process showed in a period: figures, steps, variants; and the indicators they give a round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from phases.evaluation.model import Definition, Indicator, Part
from phases.evaluation.scoring import not_measured, share
from phases.model import Text, say

if TYPE_CHECKING:
    from phases.evaluation.scheme import Scheme

ADHERENCE, CONTROL_POINTS = "depth.adherence", "depth.control-points"
SKIPS, REWORK = "depth.skips", "depth.rework"
INTEGRITY, HAND_OFFS, CYCLE_TIME = "effect.process-integrity", "effect.hand-offs", "effect.cycle-time"
KEYS = (ADHERENCE, CONTROL_POINTS, SKIPS, REWORK, INTEGRITY, HAND_OFFS, CYCLE_TIME)
"""The indicators that follow from cases; all are shares of counted cases (or of pairs of case and step)."""

NO_CASES = Text("Needs a log of process cases.", "需要流程案例日志。")
NONE_FINISHED = Text("No case began and ended in the round.", "本轮内没有开始并办结的案例。")
NO_CONTROL = Text("No control point was due in the cases of the round.", "本轮案例未涉及应通过的控制点。")
NO_HAND_OFF = Text("No step that is handed on was reached.", "没有到达需要交接的步骤。")
NO_LEVELS = Text("No process has a service level for all its steps.", "没有流程为全部步骤设定时限。")
_REASONS = {CONTROL_POINTS: NO_CONTROL, HAND_OFFS: NO_HAND_OFF, CYCLE_TIME: NO_LEVELS}


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One to-be step with what its cases showed; numbers of cases, times in hours (medians), None when not known."""

    key: str
    code: str
    name: str
    control: bool
    optional: bool
    hand_off: bool
    level: float | None
    cases: int = 0
    due: int = 0
    skipped: int = 0
    repeated: int = 0
    displaced: int = 0
    handed: int = 0
    dropped: int = 0
    service: float | None = None
    waiting: float | None = None
    cycle: float | None = None
    timed: int = 0
    within: int = 0

    @property
    def passed(self) -> int:
        """The cases that owed the step and took it."""
        return self.due - self.skipped

    @property
    def late(self) -> bool | None:
        """Whether the median cycle takes longer than the service level; None when one of them is not known."""
        return None if self.level is None or self.cycle is None else self.cycle > self.level


@dataclass(frozen=True, slots=True)
class Way:
    """A variant: its activities by code or name, how many cases, its fitness, and its deviations by step.

    `deviations` are pairs of a word (skipped, repeated, displaced, unknown, incomplete) and what it concerns.
    """

    activities: tuple[str, ...]
    cases: int
    fits: bool
    fitness: float
    deviations: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ProcessCases:
    """The finished cases of a process in a period, judged; those still open or begun before are kept apart.

    Figures are numbers of cases unless said otherwise; `aim` is the sum of the steps' service levels in hours, None
    when a step that every case owes has none; `hours` is the median of a case from its begin to its end.
    """

    key: str
    code: str
    name: str
    first: str
    last: str
    as_of: str
    finished: int
    open: int
    before: int
    conforming: int
    complete: int
    incomplete: int
    skipping: int
    reworking: int
    displacing: int
    straying: int
    controls_passed: int
    controls_due: int
    hand_offs_broken: int
    hand_offs_due: int
    events: int
    unknown_events: int
    fitness: float | None
    hours: float | None
    aim: float | None
    in_time: int
    variants: int
    steps: tuple[CaseStep, ...]
    ways: tuple[Way, ...]
    worst: tuple[Way, ...]
    unknown: tuple[tuple[str, int], ...] = ()

    @property
    def coverage(self) -> float:
        """The share of activities that belong to a step and so were judged; 0 without any."""
        return 1 - self.unknown_events / self.events if self.events else 0.0

    def stored(self) -> dict[str, Any]:
        """All of it as JSON values; `restored` reads it back."""
        return asdict(self)


def restored(values: dict[str, Any]) -> ProcessCases:
    """The figures that `stored()` wrote, also after a journey through JSON."""
    ways = {name: tuple(_way(one) for one in values[name]) for name in ("ways", "worst")}
    steps = tuple(CaseStep(**one) for one in values["steps"])
    unknown = tuple((name, count) for name, count in values["unknown"])
    return ProcessCases(**{**values, **ways, "steps": steps, "unknown": unknown})


def _way(values: dict[str, Any]) -> Way:
    deviations = tuple((word, tuple(concerned)) for word, concerned in values["deviations"])
    plain = {name: tuple(values[name]) for name in ("activities", "names")}
    return Way(**{**values, **plain, "deviations": deviations})


def indicators(scheme: Scheme, measured: Sequence[ProcessCases]) -> Iterator[Indicator]:
    """The indicators that cases give a round, over all processes with a log, each process a part of it."""
    for key in KEYS:
        if key in scheme.definitions:
            yield _indicator(scheme, scheme[key], measured)


def _indicator(scheme: Scheme, definition: Definition, measured: Sequence[ProcessCases]) -> Indicator:
    if not measured:
        return not_measured(definition, definition.missing or NO_CASES)
    pairs = [(one, _pair(definition.key, one)) for one in measured]
    known = [(one, pair) for one, pair in pairs if pair is not None and pair[1]]
    cases = sum(one.finished for one in measured)
    if not cases:
        return not_measured(definition, NONE_FINISHED)
    return share(
        definition,
        scheme.limits,
        sum(pair[0] for _, pair in known),
        sum(pair[1] for _, pair in known),
        reason=_REASONS.get(definition.key, NONE_FINISHED),
        coverage=_coverage(definition.key, measured, [one for one, _ in known]),
        n=cases,
        note=_note(definition.key, measured),
        parts=[Part(one.name, pair[0] / pair[1], pair[0], pair[1], one.finished) for one, pair in known],
    )


def _pair(key: str, one: ProcessCases) -> tuple[int, int] | None:
    """Numerator and denominator of an indicator in one process; None where the process cannot tell."""
    match key:
        case "depth.adherence":
            return one.conforming, one.finished
        case "depth.control-points":
            return one.controls_passed, one.controls_due
        case "depth.skips":
            return one.skipping, one.finished
        case "depth.rework":
            return one.reworking, one.finished
        case "effect.process-integrity":
            return one.complete, one.finished
        case "effect.hand-offs":
            return one.hand_offs_due - one.hand_offs_broken, one.hand_offs_due
        case _:
            return (one.in_time, one.finished) if one.aim is not None else None


def _coverage(key: str, measured: Sequence[ProcessCases], known: Sequence[ProcessCases]) -> float:
    """The share of activities that were judged; for the cycle time that of cases whose process has service levels."""
    if key == CYCLE_TIME:
        return sum(one.finished for one in known) / sum(one.finished for one in measured)
    events = sum(one.events for one in measured)
    return 1 - sum(one.unknown_events for one in measured) / events if events else 0.0


def _note(key: str, measured: Iterable[ProcessCases]) -> Text | None:
    waiting, earlier = sum(one.open for one in measured), sum(one.before for one in measured)
    if key == ADHERENCE and (waiting or earlier):
        return say(
            "Kept apart: {open} cases still open, {before} that began before the round.",
            "不含 {open} 个尚未办结的案例和 {before} 个在本轮之前开始的案例。",
            open=waiting,
            before=earlier,
        )
    if key == CYCLE_TIME:
        known = [(one.name, one.hours) for one in measured if one.hours is not None]
        english = "; ".join(f"{name} {_took(hours, 'h', 'd')}" for name, hours in known)
        chinese = "；".join(f"{name}为 {_took(hours, '小时', '天')}" for name, hours in known)
        if known:
            words = Text(english, chinese)
            return say("Median from start to finish: {words}.", "办结用时的中位数，{words}。", words=words)
    return None


def _took(hours: float, hour: str, day: str) -> str:
    """A time in hours, in days from two days on, as the tables of the cases tell it."""
    return f"{hours / 24:.1f} {day}" if hours >= 48 else f"{hours:.1f} {hour}"
