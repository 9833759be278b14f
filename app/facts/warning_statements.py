"""What the facts of warnings ask of the database: statements made once, for any number of projects at a time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, cast, func, or_, select

from app.models import (
    AuditEvent,
    ChecklistItem,
    Condition,
    Criterion,
    Deliverable,
    DeliverableVersion,
    Evidence,
    GateDecision,
    GateProposal,
    ProcessFigure,
    Project,
    ProjectPhase,
    Rectification,
    User,
)
from app.rights import PROJECT_RIGHTS, Right

SOON = timedelta(days=14)
"""The same days ahead as in the inbox."""
CLIENT_ROLES = ("sponsor", "executive", "client-pm", "client-member")

IDS: Any = bindparam("ids", expanding=True)
project: Any = Project.__table__.c
stage: Any = ProjectPhase.__table__.c
item: Any = ChecklistItem.__table__.c
evidence: Any = Evidence.__table__.c
proposal: Any = GateProposal.__table__.c
decision: Any = GateDecision.__table__.c
condition: Any = Condition.__table__.c
deliverable: Any = Deliverable.__table__.c
version: Any = DeliverableVersion.__table__.c
action: Any = Rectification.__table__.c
criterion: Any = Criterion.__table__.c
figure: Any = ProcessFigure.__table__.c
event: Any = AuditEvent.__table__.c
person: Any = User.__table__.c

PLACES = select(project.id, project.time_zone, project.country).where(project.id.in_(IDS))
COURSES = (
    select(stage.project_id, stage.planned_start, stage.planned_end, stage.phase, stage.state, stage.actual_start)
    .where(stage.project_id.in_(IDS))
    .order_by(stage.project_id, stage.number)
)


def _counted(condition_: Any) -> Any:
    return func.sum(cast(case((condition_, 1), else_=0), Integer))


_STAGE_OF_ITEM = and_(stage.project_id == item.project_id, stage.phase == item.phase)
_PROVEN = select(evidence.item_id).where(
    evidence.project_id.in_(IDS), evidence.item_id.is_not(None), evidence.removed_at.is_(None)
)
_PROPOSED = (
    select(func.max(proposal.created_at))
    .where(proposal.project_id == item.project_id, proposal.phase == item.phase)
    .correlate(ChecklistItem.__table__)
    .scalar_subquery()
)
_DONE = item.state == "done"
_ANSWERED_AT = case((_DONE, item.answered_at))
ANSWERS = (
    select(
        item.project_id, item.phase, func.count(item.id), _counted(and_(_DONE, item.id.not_in(_PROVEN))),
        _counted(item.state.in_(("open", "doing"))), func.min(_ANSWERED_AT), func.max(_ANSWERED_AT), _PROPOSED,
    )
    .join_from(ChecklistItem.__table__, ProjectPhase.__table__, _STAGE_OF_ITEM)
    .where(item.project_id.in_(IDS), stage.state != "ahead", item.mandatory, item.state != "na")
    .group_by(item.project_id, item.phase, stage.number)
    .order_by(item.project_id, stage.number)
)  # fmt: skip
"""Of each phase that has begun: mandatory items, bare and left ones, first and last answer, newest proposal."""

_NEWEST = (
    select(item.project_id.label("of"), item.id, func.max(evidence.speaks_of).label("day"))
    .join_from(Evidence.__table__, ChecklistItem.__table__, item.id == evidence.item_id)
    .join(ProjectPhase.__table__, _STAGE_OF_ITEM)
    .where(item.project_id.in_(IDS), evidence.removed_at.is_(None), _DONE, stage.state == "running")
    .group_by(item.project_id, item.id)
    .subquery()
)
EVIDENCE = (
    select(_NEWEST.c.of, _NEWEST.c.day, func.count()).group_by(_NEWEST.c.of, _NEWEST.c.day).order_by(_NEWEST.c.day)
)
"""How many done items of running phases have their newest evidence of which day."""

_OF_CLIENT = select(person.id).where(person.client_id.is_not(None))
WAITING = {
    "gate": select(proposal.project_id, proposal.created_at, 1).where(
        proposal.project_id.in_(IDS), proposal.closed_at.is_(None)
    ),
    "deliverable": select(deliverable.project_id, version.submitted_at, 1)
    .join_from(Deliverable.__table__, DeliverableVersion.__table__, version.deliverable_id == deliverable.id)
    .where(deliverable.project_id.in_(IDS), version.number == deliverable.newest, version.state == "review"),
    "condition": select(condition.project_id, decision.signed_at, 1)
    .join_from(Condition.__table__, GateDecision.__table__, decision.id == condition.decision_id)
    .where(condition.project_id.in_(IDS), condition.done_at.is_(None), condition.owner_id.in_(_OF_CLIENT)),
    "action": select(action.project_id, func.coalesce(action.agreed_at, action.created_at), 1).where(
        action.project_id.in_(IDS),
        or_(action.state == "proposed", and_(action.state.in_(("agreed", "doing")), action.owner_id.in_(_OF_CLIENT))),
    ),
}
"""What waits on people of the client, by kind: since when, and one for the count."""
_ANSWERING = tuple(role for role in CLIENT_ROLES if Right.ANSWER in PROJECT_RIGHTS[role])
WAITING_ITEMS = (
    select(item.project_id, item.due, stage.actual_start, func.count())
    .join_from(ChecklistItem.__table__, ProjectPhase.__table__, _STAGE_OF_ITEM)
    .where(
        item.project_id.in_(IDS),
        item.state.in_(("open", "doing")),
        stage.state == "running",
        or_(
            item.assignee_id.in_(_OF_CLIENT),
            and_(item.assignee_id.is_(None), item.owner_role.in_(_ANSWERING), item.due.is_not(None)),
        ),
    )
    .group_by(item.project_id, item.due, stage.actual_start)
)
FIGURES = select(figure.project_id, func.count()).where(figure.project_id.in_(IDS)).group_by(figure.project_id)
CRITERIA = select(criterion.project_id, criterion.part, criterion.target).where(
    criterion.project_id.in_(IDS), criterion.removed_at.is_(None)
)
SIGNED = (
    select(event.project_id, event.about, event.data)
    .where(event.project_id.in_(IDS), event.verb == "gate.decided")
    .order_by(event.id)
)
