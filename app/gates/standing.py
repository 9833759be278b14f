"""Where a gate stands, read anew and locked before anything about it is changed."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from sqlalchemy import func, inspect, select

from app.clock import today
from app.database import db
from app.errors import Refused
from app.facts.gates import gate_facts
from app.facts.records import digest_of
from app.facts.thresholds import changes_of
from app.language import say
from app.models import FIRM_ROLES, GateDecision, GateProposal, Membership, Project, ProjectPhase, User
from phases.model import Text
from phases.objections import Objections, objections
from phases.transitions import GateState, Person

COLUMNS = [column.key for column in inspect(Project).column_attrs]
"""All of a project but its relationships, which pages have loaded already."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A phase of a project at its gate, with the proposal that waits, if one does."""

    stage: ProjectPhase
    proposal: GateProposal | None
    state: GateState


def read_gate(project: Project, word: str, *, lock: bool = False) -> Gate:
    """The gate as it stands; with `lock` nobody else acts on it until the end of the transaction."""
    where = (ProjectPhase.project_id == project.id, ProjectPhase.phase == word)
    query = select(ProjectPhase).where(*where)
    if lock:
        db.session.flush()
        db.session.refresh(project, COLUMNS, with_for_update=True)
        query = query.with_for_update().execution_options(populate_existing=True)
    stage = db.session.scalars(query).one()
    open_one = select(GateProposal, User.key).join(User, User.id == GateProposal.proposed_by_id)
    row = db.session.execute(
        open_one.where(
            GateProposal.project_id == project.id, GateProposal.phase == word, GateProposal.closed_at.is_(None)
        ).execution_options(populate_existing=lock)
    ).first()
    proposal, proposer = row if row else (None, None)
    return Gate(stage, proposal, GateState(word, stage.state, proposer))  # type: ignore[arg-type]


def passed_phases(project: Project) -> frozenset[str]:
    """The words of the phases whose gate was passed."""
    query = select(ProjectPhase.phase).where(ProjectPhase.project_id == project.id, ProjectPhase.state == "passed")
    return frozenset(db.session.scalars(query))


def objections_to(project: Project, word: str, *, on: date | None = None) -> Objections:
    """What stands in the way of this gate, and what is waived, on a day (today in the project's zone)."""
    on = on or today(project.time_zone)
    facts = gate_facts([project], {project.id: word}, as_of=on)[project.id]
    return objections(facts, facts.limits)


def person_of(project: Project, user_id: int) -> Person:
    """Who acts, with their role in this project as it is now; roles of the other side do not count."""
    user = db.session.get_one(User, user_id)
    role = db.session.scalar(
        select(Membership.role).where(Membership.project_id == project.id, Membership.user_id == user_id)
    )
    side_fits = user.client_id == (None if role in FIRM_ROLES else project.client_id)
    holds = role is not None and side_fits and user.disabled_at is None
    return Person(user.key, frozenset({role} if role and holds else ()))


def next_number(project: Project, word: str) -> int:
    """The number of the next decision on this gate."""
    query = select(func.max(GateDecision.number)).where(
        GateDecision.project_id == project.id, GateDecision.phase == word
    )
    return (db.session.scalar(query) or 0) + 1


def seen_digest(proposal: GateProposal, standing: Objections) -> str:
    """A digest of what a person is shown before signing; when it has changed, they have to look again."""
    waived = [(one.blocker.key, one.waiver.reason, one.waiver.expires.isoformat()) for one in standing.waived]
    project = db.session.get_one(Project, proposal.project_id)
    changed = [one.sentence.en for one in changes_of(project, proposal.phase)]
    return digest_of([proposal.key, [blocker.key for blocker in standing.blockers], waived, changed])


def refuse(sentence: Text) -> NoReturn:
    """Say in the reader's language why an act is not possible."""
    raise Refused(say(sentence))
