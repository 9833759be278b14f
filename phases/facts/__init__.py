"""What a rule of the method may know: plain values as of a date, without clock or database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from phases.facts.concept import ConceptRecords
from phases.facts.deployment import DeploymentRecords
from phases.facts.golive import GoLiveRecords
from phases.facts.review import ReviewRecords
from phases.facts.solidification import SolidificationRecords
from phases.facts.training import TrainingRecords
from phases.model import DeliverableState, ItemState, Limits, Severity, Text

NO_LIMITS = Limits("", MappingProxyType({}))
"""Of facts that are looked at without a threshold."""


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of a project as it is answered now; an item of the project's own has its id too."""

    id: str
    title: Text
    mandatory: bool
    state: ItemState
    has_evidence: bool = False
    evidence_required: bool = False
    reason: str = ""
    version: int = 1
    group: str = ""
    owner: str = ""

    def __hash__(self) -> int:
        """By what tells items apart, because a portfolio looks some hundred of them up."""
        return hash((self.id, self.state, self.version))


@dataclass(frozen=True, slots=True)
class DeliverableFact:
    """A deliverable with the state of its newest version; `missing` while it has none."""

    id: str
    title: Text
    mandatory: bool
    state: DeliverableState
    version_number: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class IssueFact:
    """An issue of the project's RAID log."""

    key: str
    title: str
    severity: Severity
    open: bool = True


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """What a decision “go with conditions” still owes; `phase` is the phase whose gate was passed with it."""

    key: str
    text: str
    owner: str
    due: date
    done: bool
    phase: str


@dataclass(frozen=True, slots=True)
class WaiverFact:
    """A blocker set aside by a named person with a reason, until the day `expires` is over."""

    blocker_key: str
    reason: str
    by: str
    expires: date


@dataclass(frozen=True, slots=True)
class CriterionFact:
    """A success criterion; complete means metric, unit, baseline, target, dates, owner and way of measuring."""

    key: str
    name: str
    complete: bool
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFacts:
    """What every gate looks at.

    `items` and `deliverables` are the phase's own. `issues` and `conditions` are the whole project's: a critical
    issue keeps every gate shut, wherever it arose. `passed` holds the words of the phases whose gate was passed.
    `limits` are those in force for the phase: the project's, the firm's, or else the edition's.
    """

    phase: str
    as_of: date
    items: tuple[ItemFact, ...] = ()
    deliverables: tuple[DeliverableFact, ...] = ()
    issues: tuple[IssueFact, ...] = ()
    conditions: tuple[ConditionFact, ...] = ()
    waivers: tuple[WaiverFact, ...] = ()
    passed: frozenset[str] = frozenset()
    has_sponsor: bool = False
    has_lead: bool = False
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFacts(PhaseFacts):
    """Team, meetings, concept training and, today, the success criteria; `parts` are those of people who sign in."""

    records: ConceptRecords = field(default_factory=ConceptRecords)
    criteria: tuple[CriterionFact, ...] = ()
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts(PhaseFacts):
    """Processes as they are, control points, problems, resistance."""

    records: ReviewRecords = field(default_factory=ReviewRecords)


@dataclass(frozen=True, slots=True, kw_only=True)
class SolidificationFacts(PhaseFacts):
    """Processes as they shall be, fit, approvals."""

    records: SolidificationRecords = field(default_factory=SolidificationRecords)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentFacts(PhaseFacts):
    """Configuration, data sets, integrations, transfer of knowledge."""

    records: DeploymentRecords = field(default_factory=DeploymentRecords)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts(PhaseFacts):
    """Roles, curricula, sessions, certificates."""

    records: TrainingRecords = field(default_factory=TrainingRecords)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLiveFacts(PhaseFacts):
    """Cutover, rehearsal, hypercare."""

    records: GoLiveRecords = field(default_factory=GoLiveRecords)
