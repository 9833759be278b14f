"""What people do at a gate: begin the phase, propose, withdraw, decide."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app import audit
from app.assessments import open_due
from app.clock import now
from app.database import db
from app.errors import Refused
from app.facts.forecast import refresh_forecast
from app.facts.people import find_member
from app.gates.decision import carry_out, compose, conditions_of, zoned_day
from app.gates.standing import (
    Gate,
    objections_to,
    passed_phases,
    person_of,
    read_gate,
    refuse,
    seen_digest,
)
from app.models import OUTCOMES, GateDecision, GateProposal, Project
from app.words import _
from phases.model import Text
from phases.transitions import Act, Begin, Decide, Owed, Propose, Withdraw, incomplete, step


def begin_phase(*, project: Project, phase: str, by: int) -> None:
    """Start working on a phase before the gate ahead of it has passed: phases may overlap in time."""
    gate = read_gate(project, phase, lock=True)
    _try(project, gate, Begin(person_of(project, by)))
    gate.stage.state, gate.stage.actual_start = "running", zoned_day(project, now())
    _finish("phase.begun", project, phase, by)


def propose_gate(
    *,
    project: Project,
    phase: str,
    outcome: str,
    by: int,
    text: str = "",
    conditions: Sequence[Owed] = (),
    at: datetime | None = None,
) -> GateProposal:
    """Ask the sponsor for a decision, with a recommended outcome and, for “go with conditions”, the conditions.

    An owner is the key of a member. `at` is for records kept after the fact. Refused out of order.
    """
    _must_be_outcome(outcome)
    gate = read_gate(project, phase, lock=True)
    _try(project, gate, Propose(person_of(project, by), passed_phases(project)))
    if outcome != "conditions":
        conditions = ()
    elif not conditions:
        raise Refused(_("“Go with conditions” needs at least one condition."))
    kept = [_plain_condition(project, one) for one in conditions]
    _must_be_complete(conditions, zoned_day(project, at or now()))
    proposal = GateProposal(
        project_id=project.id,
        phase=phase,
        outcome=outcome,
        text=text.strip(),
        conditions=kept,
        proposed_by_id=by,
        created_at=at or now(),
    )
    db.session.add(proposal)
    _finish("gate.proposed", project, phase, by, outcome=outcome)
    open_due(project=project, occasion="gate", about=phase, by=by)
    return proposal


def withdraw_proposal(*, project: Project, phase: str, by: int) -> None:
    """Take the waiting proposal back."""
    gate = read_gate(project, phase, lock=True)
    _try(project, gate, Withdraw(person_of(project, by)))
    assert gate.proposal is not None, "a withdrawal is refused when nothing was proposed"
    gate.proposal.closed_at, gate.proposal.closed_as = now(), "withdrawn"
    _finish("gate.withdrawn", project, phase, by)


def decide_gate(
    *,
    project: Project,
    phase: str,
    outcome: str,
    by: int,
    text: str = "",
    conditions: Sequence[Owed] | None = None,
    seen: str | None = None,
    opened: tuple[int, int] | None = None,
    at: datetime | None = None,
) -> GateDecision:
    """Sign the decision on the waiting proposal: an immutable row, and what follows from it.

    Without `conditions` those of the proposal hold. `seen` is the digest of what the page showed; when that has
    changed, the decision is refused. Facts are gathered here and now, never taken from outside. Whoever calls this
    has asked for the signer's password first. `opened` says how many of how many deliverables the signer had opened,
    None when nobody noted that. `at` is for records kept after the fact.
    """
    _must_be_outcome(outcome)
    gate = read_gate(project, phase, lock=True)
    signed_at = at or now()
    day = zoned_day(project, signed_at)
    standing = objections_to(project, phase, on=day)
    owed = _owed(gate, outcome, conditions)
    _try(project, gate, Decide(person_of(project, by), outcome, standing.blockers, day, tuple(owed)))  # type: ignore[arg-type]
    assert gate.proposal is not None, "a decision is refused when nothing was proposed"
    if seen is not None and seen != seen_digest(gate.proposal, standing):
        raise Refused(_("What this page showed has changed meanwhile. Look at it again, then sign."))
    plain = [_plain_condition(project, one) for one in owed]
    decision = compose(project, gate.proposal, outcome, text.strip(), standing, plain, by, signed_at)
    db.session.add(decision)
    db.session.flush()
    carry_out(project, gate, decision)
    read = {"opened": opened[0], "signed": opened[1]} if opened else {}
    _finish("gate.decided", project, phase, by, outcome=outcome, number=decision.number, digest=decision.digest, **read)
    refresh_forecast(project)
    return decision


def _must_be_outcome(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise Refused(_("Choose go, go with conditions, or no-go."))


def _try(project: Project, gate: Gate, act: Act) -> None:
    if project.state != "running":
        raise Refused(_("The engagement is not running, so nothing moves at its gates."))
    after = step(gate.state, act)
    if isinstance(after, Text):
        refuse(after)


def _must_be_complete(conditions: Iterable[Owed], day: date) -> None:
    """The lead hears of what is missing, not the sponsor when signing."""
    for one in conditions:
        lacking = incomplete(one, day)
        if lacking is not None:
            refuse(lacking)


def _owed(gate: Gate, outcome: str, conditions: Iterable[Owed] | None) -> list[Owed]:
    if conditions is not None:
        return list(conditions)
    return conditions_of(gate.proposal) if gate.proposal is not None and outcome == "conditions" else []


def _plain_condition(project: Project, owed: Owed) -> dict[str, object]:
    """A condition as the row keeps it; its owner has to be a member."""
    if not owed.text.strip():
        raise Refused(_("A condition has to say what is owed."))
    owner = find_member(project.id, owed.owner or "")
    if owner is None or owner.disabled:
        raise Refused(_("The condition “%(text)s” needs an owner from this project.", text=owed.text))
    if owed.due is None:
        raise Refused(_("The condition “%(text)s” needs a due date.", text=owed.text))
    return {
        "text": owed.text.strip(),
        "owner": {"key": owner.key, "name": owner.name},
        "due": owed.due.isoformat(),
        "covers": sorted(owed.covers),
    }


def _finish(verb: str, project: Project, phase: str, by: int, **data: object) -> None:
    """Everything at a gate moves the project: note when, and write down the act."""
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=phase, **data)
