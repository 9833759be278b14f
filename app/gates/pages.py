"""The pages of gates as values: the six at a glance, one gate, one decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.facts.gates import facts_of_gates
from app.facts.people import Member, members_of
from app.facts.records import records_of
from app.facts.thresholds import changes_of
from app.gates.changes import Change, changes
from app.gates.queries import (
    BlockerGroup,
    ConditionLine,
    DecisionLine,
    WaivedLine,
    blocker_groups,
    conditions_of_project,
    decisions_of,
    waived_lines,
)
from app.gates.standing import Gate, objections_to, read_gate
from app.language import day, say
from app.models import PHASE_WORDS, GateDecision, GateProposal, Project, ProjectPhase, User
from app.shell import edition_of
from phases import phase as phase_called
from phases.facts import PhaseFacts
from phases.model import Blocker
from phases.objections import Objections, objections
from phases.order import TITLES


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the lead consultant proposes; `conditions` are pairs of a line and the blockers it answers for."""

    outcome: str
    text: str
    by: str
    at: datetime
    mine: bool
    conditions: Sequence[tuple[str, str, str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class GatePage:
    """One gate with all that is decided about it; `left` counts the blockers that stand."""

    word: str
    number: int
    title: str
    purpose: str
    standing: str
    left: int
    groups: Sequence[BlockerGroup]
    waived: Sequence[WaivedLine]
    proposal: Proposal | None
    conditions: Sequence[ConditionLine]
    decisions: Sequence[DecisionLine]
    changes: Sequence[Change]
    thresholds: Sequence[str]
    sponsors: Sequence[str]
    gate: Gate
    objections: Objections
    members: Sequence[Member]


@dataclass(frozen=True, slots=True)
class GateLine:
    """One of the six gates at a glance; `left` is None for a gate that is not worked on."""

    word: str
    number: int
    title: str
    url: str
    standing: str
    left: int | None
    waived: int
    decision: DecisionLine | None
    owed: int
    overdue: int
    changed: int


def gate_page(project: Project, word: str, reader: int) -> GatePage:
    """Everything about one gate."""
    gate, standing = read_gate(project, word), objections_to(project, word)
    rules, members = phase_called(word), members_of(project.id)
    return GatePage(
        word=word,
        number=rules.number,
        title=say(rules.title),
        purpose=say(edition_of(project).phases[word].purpose),
        standing=gate.state.standing,
        left=len(standing.blockers),
        groups=blocker_groups(project, standing.blockers),
        waived=waived_lines(project, word, standing),
        proposal=_proposal(gate.proposal, standing.blockers, reader) if gate.proposal else None,
        conditions=conditions_of_project(project, word),
        decisions=decisions_of(project, word),
        changes=changes_since_signing(project, [word]).get(word, []) if gate.stage.state == "passed" else [],
        thresholds=[say(one.sentence) for one in changes_of(project, word)],
        sponsors=[one.name for one in members if one.role == "sponsor" and not one.disabled],
        gate=gate,
        objections=standing,
        members=members,
    )


def gate_lines(project: Project, conditions: Sequence[ConditionLine]) -> list[GateLine]:
    """The six gates with how their `conditions` stand, in a constant number of queries."""
    query = select(ProjectPhase.phase, ProjectPhase.state).where(ProjectPhase.project_id == project.id)
    states = dict(db.session.execute(query).all())
    proposed = set(
        db.session.scalars(
            select(GateProposal.phase).where(GateProposal.project_id == project.id, GateProposal.closed_at.is_(None))
        )
    )
    facts = facts_of_gates(project, [word for word in PHASE_WORDS if states[word] != "ahead"])
    standing = _objections(project, {word: one for word, one in facts.items() if states[word] == "running"})
    decisions = decisions_of(project)
    changed = changes_since_signing(project, [word for word in facts if states[word] == "passed"], facts)
    return [
        GateLine(
            word=word,
            number=number,
            title=say(TITLES[word]),
            url=f"/projects/{project.key}/phases/{word}/gate",
            standing="proposed" if word in proposed else states[word],
            left=len(standing[word].blockers) if word in standing else None,
            waived=len(standing[word].waived) if word in standing else 0,
            decision=next((one for one in decisions if one.phase == word), None),
            owed=sum(one.phase == word and one.state == "open" for one in conditions),
            overdue=sum(one.phase == word and one.state == "overdue" for one in conditions),
            changed=sum(not change.better for change in changed.get(word, [])),
        )
        for number, word in enumerate(PHASE_WORDS, start=1)
    ]


def changes_since_signing(
    project: Project, words: Sequence[str], facts: Mapping[str, PhaseFacts] | None = None
) -> dict[str, list[Change]]:
    """For each of these passed phases, how the present differs from what the newest decision was signed on."""
    signed: dict[str, dict[str, Any]] = {}
    query = (
        select(GateDecision.phase, GateDecision.facts)
        .where(GateDecision.project_id == project.id, GateDecision.phase.in_(words), GateDecision.outcome != "no-go")
        .order_by(GateDecision.number)
    )
    for word, then in db.session.execute(query):
        signed[word] = then
    present = records_of(project, list(signed), facts=facts)
    return {word: changes(record, present[word]) for word, record in signed.items()}


def _objections(project: Project, facts: Mapping[str, PhaseFacts]) -> dict[str, Objections]:
    return {word: objections(one, one.limits) for word, one in facts.items()}


def _proposal(proposal: GateProposal, blockers: Sequence[Blocker], reader: int) -> Proposal:
    sentences = {one.key: say(one.sentence) for one in blockers}
    return Proposal(
        outcome=proposal.outcome,
        text=proposal.text,
        by=db.session.get_one(User, proposal.proposed_by_id).name,
        at=proposal.created_at,
        mine=proposal.proposed_by_id == reader,
        conditions=[
            (
                one["text"],
                one["owner"]["name"],
                day(date.fromisoformat(one["due"])),
                [sentences[key] for key in one["covers"] if key in sentences],
            )
            for one in proposal.conditions
        ],
    )
