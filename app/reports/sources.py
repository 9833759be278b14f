"""What reports are made from: values of one project as of one moment, still in both languages where the method speaks.

gathering fills these from the database, samples.py from fiction; the builders turn them into a Report in one language.
Names and texts that people wrote are plain strings, the method's own words are Texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.charts import Span
from app.charts.drawing import Drawing
from app.charts.ink import ACCENT
from app.facts.benefits import Returned
from app.reports.model import Language, Status
from phases.edition import PhaseContent, Term
from phases.evaluation import benefit
from phases.evaluation.cases import ProcessCases
from phases.evaluation.model import Indicator
from phases.evaluation.next_steps import StepFound
from phases.evaluation.parts import PartScore
from phases.evaluation.rounds import Change
from phases.evaluation.scheme import Scheme
from phases.evaluation.views import Sides
from phases.forecast import Range
from phases.model import DeliverableState, ItemState, Outcome, PhaseState, Severity, Text


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose report it is and in which state; `moment` is what it speaks of, `zone` where its days begin."""

    client: str
    project: str
    project_key: str
    firm: str
    number: str
    version: str
    status: Status
    author: str
    approver: str
    confidentiality: Text
    moment: datetime
    zone: str
    language: Language
    accent: str = ACCENT
    logo: str = ""
    changes: tuple[Text, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """The consultant's own words in Markdown, by place."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase in time: as planned, as it ran up to the moment, as expected, and when its gate was decided."""

    word: str
    title: Text
    state: PhaseState
    plan: Span
    actual: Span | None = None
    forecast: Span | None = None
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: its title, what kind it is, the day it speaks of, the digest of its file if it is one."""

    title: str
    kind: str
    speaks_of: date
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An item of the checklist as it is answered; `words` are the note, or the reason for “not applicable”."""

    question: Text
    group: Text
    state: ItemState
    mandatory: bool
    words: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A deliverable with the state of its newest version."""

    title: Text
    mandatory: bool
    state: DeliverableState
    version: int = 0
    author: str = ""
    accepted_by: str = ""
    decided: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the RAID log."""

    kind: str
    title: str
    severity: Severity
    owner: str
    due: date | None
    open: bool
    response: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature: who, in which role, at which instant, in which zone that person lives."""

    name: str
    role: Text
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A blocker that a named person set aside, with a reason, until a day."""

    sentence: Text
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A condition of a decision: what, who, by when, and whether it is done."""

    text: str
    owner: str
    due: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision at a gate as it was signed; `altered` says that something changed since."""

    outcome: Outcome
    text: str
    proposed: Signed
    decided: Signed
    digest: str
    altered: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of the phase's records in words; an empty value is not measured, `good` None has no threshold."""

    title: str
    value: str
    parts: str
    limit: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A register in words: the rows that are printed, how many there are in all, and whether they say clock times."""

    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    moments: bool = False


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A record that hangs loose on the golden thread, its station, and what is missing."""

    station: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Readied:
    """An assessment of readiness in words; `factors` are name, score, coverage, spread, and whether it is enough."""

    title: Text
    closed: date | None
    factors: tuple[tuple[Text, float | None, float, float | None, bool | None], ...]
    mean: float | None
    balance: float | None
    ahead: float | None
    advice: Text | None
    reasons: tuple[Text, ...]
    recommendation: Text | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """An early warning: its kind, what it says, and who set it aside until when and why, if anybody did."""

    title: Text
    sentence: Text
    by: str = ""
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PhaseClosing:
    """Everything that the closing report of a phase says; without a verdict its gate has not been decided.

    `threads` has a row for each problem: what it is, then the codes of what it led to at some later stations.
    """

    cover: Cover
    phase: PhaseContent
    stages: tuple[Stage, ...]
    answers: tuple[Answer, ...]
    results: tuple[Result, ...]
    log: tuple[LogEntry, ...]
    blockers: tuple[Text, ...]
    set_aside: tuple[SetAside, ...]
    conditions: tuple[Owed, ...]
    verdict: Verdict | None
    following: PhaseContent | None
    terms: tuple[Term, ...]
    measured: tuple[Measured, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    flows: tuple[Drawing, ...] = ()
    threads: tuple[tuple[str, ...], ...] = ()
    loose: tuple[LooseEnd, ...] = ()
    readied: Readied | None = None
    thresholds: tuple[Text, ...] = ()
    warnings: tuple[Alarm, ...] = ()
    range: Range | None = None

    @property
    def number(self) -> int:
        """The place of the phase among the six, from 1."""
        return [stage.word for stage in self.stages].index(self.phase.word) + 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file that figures were computed from: rows taken and refused, its period, its digest."""

    name: str
    kind: Text
    rows: int
    refused: int
    first: date | None
    last: date | None
    digest: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A finding of the round, and whether an earlier round had it too."""

    title: str
    cause: str
    indicator: Text
    severity: Severity
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A rectification: what, for which finding, who, by when, what it should change, how far it is, its effect."""

    title: str
    finding: str
    owner: str
    due: date
    state: Text
    expected: str = ""
    verified_by: str = ""
    outcome: Text | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An action that has moved since a round was closed: how it stood then, and on the day of the report.

    `then` is None where it was not kept or is `new`; `now` where it was removed. `changes` are (field, value today).
    """

    title: str
    then: Text | None
    now: Text | None
    changes: tuple[tuple[str, str | date], ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """A success criterion in figures of its own unit, as shown; None where there is none.

    `asked` says how many people answered, with the interval of the figure.
    """

    name: str
    unit: str
    baseline: float | None
    target: float | None
    figure: float | None
    period: str = ""
    source: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """A criterion whose change is ascribed to the rollout: how, by which share, and why. No money: all may read it."""

    name: str
    change: str
    share: float
    method: Text
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator over the rounds or months: (day, value as a share of 1), None where it was not measured."""

    title: Text
    points: tuple[tuple[date, float | None], ...]


@dataclass(frozen=True, slots=True)
class CorrectedFigure:
    """A figure of a closed round as frozen and as it came out later, with what moved it."""

    title: Text
    unit: str
    old: float | None
    new: float | None
    causes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RoundCorrected:
    """A dated correction of a closed round."""

    round: int
    number: int
    day: date
    reason: str
    figures: tuple[CorrectedFigure, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that the report of an evaluation round says.

    `before` holds the indicators of the last round, `remarks` a sentence for all that the figures leave out; `flows`
    are the swim lanes of the processes with `cases`, by the key “cases-” and that of the process.
    """

    cover: Cover
    scheme: Scheme
    number: int
    period: Span
    indicators: tuple[Indicator, ...]
    before: tuple[Indicator, ...]
    changes: tuple[Change, ...]
    courses: tuple[Course, ...]
    aims: tuple[Aim, ...]
    observations: tuple[Observation, ...]
    actions: tuple[Action, ...]
    sources: tuple[Source, ...]
    remarks: tuple[Text, ...]
    terms: tuple[Term, ...]
    steps: tuple[StepFound, ...] = ()
    warnings: tuple[Alarm, ...] = ()
    cases: tuple[ProcessCases, ...] = ()
    flows: tuple[Drawing, ...] = ()
    gains: tuple[Gain, ...] = ()
    parts: tuple[PartScore, ...] = ()
    account: Returned | None = None
    """Return and payback as of the day of the report; `account_kept` as of the closing."""
    account_kept: Returned | None = None
    closed_on: date | None = None
    """The day of the closing where what is told is what was kept then."""
    since: tuple[Progress, ...] = ()
    views: tuple[Sides, ...] = ()
    corrections: tuple[RoundCorrected, ...] = ()
    changed: tuple[Text, ...] = ()
    """What the round was computed by and is different now."""


@dataclass(frozen=True, slots=True)
class CostEntry:
    """A cost line as it was entered, and what it comes to within the account."""

    code: str
    what: str
    kind: Text
    rhythm: Text
    first: date
    last: date | None
    amount: float
    total: float
    basis: Text
    source: str


@dataclass(frozen=True, slots=True)
class Benefits:
    """Everything that the report on benefits and ROI says; names of criteria are the project's own."""

    cover: Cover
    account: benefit.Account
    result: benefit.Result
    rate_source: str
    entries: tuple[CostEntry, ...]
    terms: tuple[Term, ...]
