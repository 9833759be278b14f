"""Rows to the facts of gates: any number of projects in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Executable

from app.clock import today
from app.database import read
from app.facts import rows
from app.facts.phase_records import kept, kept_of
from app.facts.rows import GateRows
from app.facts.thresholds import Parts, limits_in_force
from app.models import PHASE_WORDS
from phases import phase as phase_called
from phases.edition import Edition, editions
from phases.facts import ConditionFact, CriterionFact, DeliverableFact, IssueFact, ItemFact, PhaseFacts, WaiverFact
from phases.model import DeliverableState, ItemState, Text, same
from phases.objections import Objections, objections


class GateProject(Protocol):
    """What is asked of a project: a Project will do, or any row of a list with these names.

    `phase` is the present phase; a project in “evaluation” has no gate ahead of it.
    """

    @property
    def id(self) -> int:
        """The project's number."""

    @property
    def edition(self) -> str:
        """The edition that it is pinned to."""

    @property
    def phase(self) -> str:
        """The phase it is in."""

    @property
    def time_zone(self) -> str:
        """Where its days begin and end."""


def gate_facts(
    projects: Sequence[GateProject],
    phases: Mapping[int, str] | None = None,
    *,
    as_of: date | None = None,
    whole: bool = False,
) -> dict[int, PhaseFacts]:
    """The facts of one gate for each project, by project id, in seven to nine queries however many projects there are.

    The gate is that of the present phase, or of `phases[id]`. Without `whole` only the rows come that can raise an
    objection: enough for objections(), not for measures. `as_of` is today in each project's zone. A project that
    has passed all gates has no entry.
    """
    wanted = [(one, phases[one.id] if phases is not None else one.phase) for one in projects]
    pairs = [(one, word) for one, word in wanted if word in PHASE_WORDS]
    gathered = _gather(pairs, whole=whole)
    days = {one.time_zone: as_of or today(one.time_zone) for one, _word in pairs}
    return {one.id: gathered.facts(one, word, days[one.time_zone]) for one, word in pairs}


def facts_of_gates(
    project: GateProject, words: Sequence[str] = PHASE_WORDS, *, as_of: date | None = None
) -> dict[str, PhaseFacts]:
    """The whole facts of several gates of one project, by phase word, in seven queries."""
    gathered = _gather([(project, word) for word in words], whole=True)
    day = as_of or today(project.time_zone)
    return {word: gathered.facts(project, word, day) for word in words}


def objections_of(
    projects: Sequence[GateProject], phases: Mapping[int, str] | None = None, *, as_of: date | None = None
) -> dict[int, Objections]:
    """Per project id: the blockers that stand at its gate today, and the waived ones, in seven to nine queries."""
    found = gate_facts(projects, phases, as_of=as_of)
    return {id: objections(facts, facts.limits) for id, facts in found.items()}


Pair = tuple[int, str]


@dataclass(slots=True)
class _Gathered:
    """Facts by project, those of one phase by project and phase."""

    items: dict[Pair, list[ItemFact]] = field(default_factory=lambda: defaultdict(list))
    deliverables: dict[Pair, list[DeliverableFact]] = field(default_factory=lambda: defaultdict(list))
    issues: dict[int, list[IssueFact]] = field(default_factory=lambda: defaultdict(list))
    conditions: dict[int, list[ConditionFact]] = field(default_factory=lambda: defaultdict(list))
    waivers: dict[int, list[WaiverFact]] = field(default_factory=lambda: defaultdict(list))
    passed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    roles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    criteria: dict[int, list[CriterionFact]] = field(default_factory=lambda: defaultdict(list))
    limits: dict[int, Parts] = field(default_factory=dict)
    records: dict[Pair, Any] = field(default_factory=dict)

    def facts(self, project: GateProject, word: str, as_of: date) -> PhaseFacts:
        """The facts of one project's gate."""
        id = project.id
        own: dict[str, Any] = {}
        if word == "concept":
            own = {"criteria": tuple(self.criteria[id]), "parts": frozenset(self.roles[id])}
        if (id, word) in self.records:
            own["records"] = self.records[id, word]
        made: PhaseFacts = phase_called(word).facts(
            phase=word,
            as_of=as_of,
            items=tuple(self.items[id, word]),
            deliverables=tuple(self.deliverables[id, word]),
            issues=tuple(self.issues[id]),
            conditions=tuple(self.conditions[id]),
            waivers=tuple(self.waivers[id]),
            passed=frozenset(self.passed[id]),
            has_sponsor="sponsor" in self.roles[id],
            has_lead="lead" in self.roles[id],
            limits=self.limits[id][word],
            **own,
        )
        return made


@dataclass(frozen=True, slots=True)
class _Asked:
    """The statements for one gate or for many, with what they are run with."""

    rows: GateRows
    parameters: Mapping[str, Any]

    def __call__(self, statement: Executable) -> Iterable[Any]:
        """All rows of a statement."""
        return read(statement, self.parameters)


def _alone(project: GateProject, word: str) -> _Asked:
    return _Asked(rows.ONE, {"project": project.id, "phase": word})


def _gather(pairs: Sequence[tuple[GateProject, str]], *, whole: bool) -> _Gathered:
    ids: dict[str, list[int]] = {word: [] for word in PHASE_WORDS}
    edition: dict[int, str] = {}
    for one, word in pairs:
        ids[word].append(one.id)
        edition[one.id] = one.edition
    found = _Gathered(limits=limits_in_force([one for one, _word in pairs]))
    if edition:
        ids["ids"] = sorted(edition)
        ask = _Asked(rows.MANY, ids) if len(pairs) > 1 else _alone(*pairs[0])
        _gather_phase(found, ask, edition, whole)
        if ids["concept"]:
            for id, key, name, complete, signed in ask(ask.rows.criteria):
                found.criteria[id].append(CriterionFact(key, name, bool(complete), bool(signed)))
        _gather_project(found, ask, whole)
        found.records = kept(ids["ids"]) if len(pairs) > 1 else kept_of(pairs[0][0].id, pairs[0][1])
    return found


def _gather_phase(found: _Gathered, ask: _Asked, edition: dict[int, str], whole: bool) -> None:
    full = (ask.rows.items, ask.rows.deliverables)
    asked_items, asked_deliverables = full if whole else _brief(found, ask, edition)
    if asked_items is not None:
        for id, word, *rest in ask(asked_items):
            found.items[id, word].append(_item(edition[id], word, *rest))
    if asked_deliverables is not None:
        for id, word, *rest in ask(asked_deliverables):
            found.deliverables[id, word].append(_deliverable(edition[id], word, *rest))
    for id, *rest in ask(ask.rows.waivers):
        found.waivers[id].append(WaiverFact(*rest))


Statement = Executable | None


def _brief(found: _Gathered, ask: _Asked, edition: dict[int, str]) -> tuple[Statement, Statement]:
    """What of the method itself may object, in the method's order; and what is still to be asked for.

    That is nothing, unless a project has items or deliverables of its own that may object.
    """
    answers, owed = _by_phase(ask(ask.rows.brief_items)), _by_phase(ask(ask.rows.brief_deliverables))
    own_items = own_deliverables = False
    for (id, word), states in answers.items():
        facts, others = _open_items(edition[id], word, tuple(states))
        found.items[id, word], own_items = list(facts), own_items or others
    for (id, word), states in owed.items():
        named, others = _owed(edition[id], word, tuple(states))
        found.deliverables[id, word], own_deliverables = list(named), own_deliverables or others
    return ask.rows.own_items if own_items else None, ask.rows.own_deliverables if own_deliverables else None


def _by_phase(listed: Iterable[Any]) -> dict[Pair, list[tuple[Any, str]]]:
    found: dict[Pair, list[tuple[Any, str]]] = defaultdict(list)
    for id, word, state, joined in listed:
        found[id, word].append((state, joined))
    return found


@lru_cache(maxsize=2048)
def _open_items(
    edition: str, word: str, states: tuple[tuple[ItemState, str], ...]
) -> tuple[tuple[ItemFact, ...], bool]:
    """Items that are open, set aside without a reason, or done without evidence; and whether others may object too.

    `states` are (state, joined ids); others are those that the edition does not have.
    """
    state_of = {id: state for state, joined in states for id in joined.split(" ")}
    known = [id for id in editions()[edition].phases[word].items if id in state_of]
    facts = tuple(_item(edition, word, id, "", True, state_of[id], False, True, "", 1, "") for id in known)
    return facts, len(known) < len(state_of)


@lru_cache(maxsize=2048)
def _owed(
    edition: str, word: str, states: tuple[tuple[DeliverableState, str], ...]
) -> tuple[tuple[DeliverableFact, ...], bool]:
    """Mandatory deliverables that are not accepted; and whether the project owes others of its own too."""
    state_of = {id: state for state, joined in states for id in joined.split(" ")}
    known = [id for id in editions()[edition].phases[word].deliverables if id in state_of]
    facts = tuple(_deliverable(edition, word, id, "", True, state_of[id], 0, "") for id in known)
    return facts, len(known) < len(state_of)


def _gather_project(found: _Gathered, ask: _Asked, whole: bool) -> None:
    listed = ask(ask.rows.around if whole else ask.rows.brief_around)
    for kind, id, key, words, who, word, due, done, _place in listed:
        match kind:
            case "issue":
                found.issues[id].append(IssueFact(key, words, word))
            case "condition":
                found.conditions[id].append(ConditionFact(key, words, who, due, bool(done), word))
            case "passed":
                found.passed[id].add(word)
            case "leader":
                found.roles[id].add(word)


@lru_cache(maxsize=8192)
def _item(
    edition: str, word: str, id: str, question: str, mandatory: bool, state: ItemState, has_evidence: bool,
    evidence_required: bool, reason: str, version: int, owner: str,
) -> ItemFact:  # fmt: skip
    """Kept, because most items of most projects stand alike: a portfolio makes some thousand of them."""
    asked = editions()[edition].phases[word].items.get(id)
    return ItemFact(
        id=id,
        title=asked.question if asked else same(question),
        mandatory=bool(mandatory),
        state=state,
        has_evidence=bool(has_evidence),
        evidence_required=bool(evidence_required),
        reason=reason,
        version=version,
        group=asked.group if asked else "",
        owner=owner,
    )


def _deliverable(
    edition: str, word: str, id: str, title: str, mandatory: bool, state: DeliverableState, newest: int, key: str
) -> DeliverableFact:
    named = deliverable_title(editions()[edition], word, id, title)
    return DeliverableFact(id, named, bool(mandatory), state, newest, key)


def deliverable_title(edition: Edition, word: str, id: str, own_title: str) -> Text:
    """What a deliverable is called: by its edition, or by the project that added it."""
    kind = edition.phases[word].deliverables.get(id)
    return kind.title if kind else same(own_title)
