"""A decision's row, composed from what stands in the database, and what follows from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from app.clock import day_in
from app.database import db
from app.facts.people import find_member
from app.facts.records import record_of
from app.facts.rows import IS_COMPLETE
from app.facts.seal import seal_of
from app.gates.standing import Gate, next_number
from app.gates.wording import wording_of
from app.models import Condition, Criterion, GateDecision, GateProposal, Project, ProjectPhase
from app.models.base import new_key
from phases.model import Blocker
from phases.objections import Objections
from phases.order import following
from phases.transitions import Owed


def compose(
    project: Project,
    proposal: GateProposal,
    outcome: str,
    text: str,
    standing: Objections,
    conditions: list[dict[str, Any]],
    by: int,
    at: datetime,
) -> GateDecision:
    """The row with facts, blockers, waivers, conditions and wording as they stand, under its seal."""
    decision = GateDecision(
        key=new_key(),
        project_id=project.id,
        proposal_id=proposal.id,
        phase=proposal.phase,
        number=next_number(project, proposal.phase),
        outcome=outcome,
        text=text,
        wording=wording_of(project, proposal, outcome, by),
        facts=record_of(project, proposal.phase, on=zoned_day(project, at)),
        blockers=[_plain_blocker(blocker) for blocker in standing.blockers],
        waivers=[
            {
                **_plain_blocker(one.blocker),
                "reason": one.waiver.reason,
                "by": one.waiver.by,
                "expires": one.waiver.expires.isoformat(),
            }
            for one in standing.waived
        ],
        conditions=conditions,
        proposed_by_id=proposal.proposed_by_id,
        signed_by_id=by,
        signed_at=at,
    )
    decision.digest = seal_of(decision)
    return decision


def carry_out(project: Project, gate: Gate, decision: GateDecision) -> None:
    """What a decision brings about: the proposal is closed; unless it is a no-go, the next phase opens."""
    assert gate.proposal is not None, "there is no decision without a proposal"
    gate.proposal.closed_at, gate.proposal.closed_as = decision.signed_at, "decided"
    if decision.outcome == "no-go":
        return
    day = zoned_day(project, decision.signed_at)
    gate.stage.state, gate.stage.actual_end = "passed", day
    gate.stage.actual_start = gate.stage.actual_start or day
    _open_next(project, decision.phase, day)
    if decision.phase == "concept":
        _sign_criteria(project, decision)
    for one in decision.conditions:
        owner = find_member(project.id, one["owner"]["key"])
        assert owner is not None, "owners of conditions were looked up among the members"
        db.session.add(
            Condition(
                project_id=project.id, decision_id=decision.id, phase=decision.phase, text=one["text"],
                owner_id=owner.id, due=date.fromisoformat(one["due"]),
            )
        )  # fmt: skip


def conditions_of(proposal: GateProposal) -> list[Owed]:
    """The conditions that a proposal recommends."""
    return [
        Owed(one["text"], one["owner"]["key"], datetime.fromisoformat(one["due"]).date(), frozenset(one["covers"]))
        for one in proposal.conditions
    ]


def zoned_day(project: Project, instant: datetime) -> date:
    """The day of an instant where the project is."""
    return day_in(instant, project.time_zone)


def _open_next(project: Project, word: str, day: date) -> None:
    next_word = following(word)
    project.phase = next_word or "evaluation"
    if next_word is None:
        return
    stage = db.session.scalars(
        select(ProjectPhase).where(ProjectPhase.project_id == project.id, ProjectPhase.phase == next_word)
    ).one()
    if stage.state == "ahead":
        stage.state, stage.actual_start = "running", day


def _sign_criteria(project: Project, decision: GateDecision) -> None:
    """By signing the first gate the sponsor signs the complete success criteria, too."""
    db.session.execute(
        update(Criterion)
        .where(
            Criterion.project_id == project.id,
            Criterion.removed_at.is_(None),
            Criterion.signed_at.is_(None),
            IS_COMPLETE,
        )
        .values(signed_at=decision.signed_at, signed_by_id=decision.signed_by_id, version=Criterion.version + 1)
    )


def _plain_blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "key": blocker.key,
        "sentence": {"en": blocker.sentence.en, "zh": blocker.sentence.zh},
        "about": {"kind": blocker.about.kind, "key": blocker.about.key},
        "waivable": blocker.waivable,
    }
