"""What the project page asks of the database: statements made once, on tables, because the page is asked for often.

Parameters: `project`, `running` (words of the running phases), `me` (the reader), `parts` (whose items wait on them).
"""

from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, cast, literal, or_, select

from app.models import ChecklistItem, Deliverable, GateProposal, User

ITEM: Any = ChecklistItem.__table__
OWED: Any = Deliverable.__table__
PROPOSAL: Any = GateProposal.__table__
PERSON: Any = User.__table__
FEW = 6
PROJECT: Any = bindparam("project", type_=Integer)
RUNNING: Any = bindparam("running", expanding=True)
ME: Any = bindparam("me", type_=Integer)


def flag(condition: Any) -> Any:
    """One where the condition holds, otherwise nought: databases count it alike."""
    return cast(case((condition, 1), else_=0), Integer)


_OWN_ITEM = flag(
    or_(
        ITEM.c.assignee_id == ME,
        and_(ITEM.c.assignee_id.is_(None), ITEM.c.owner_role.in_(bindparam("parts", expanding=True))),
    )
)
NEXT_ITEMS = (
    select(
        literal("item").label("kind"),
        ITEM.c.item.label("id"),
        ITEM.c.phase,
        ITEM.c.question.label("title"),
        ITEM.c.due,
        ITEM.c.position,
        ITEM.c.item.label("key"),
        ITEM.c.owner_role,
        PERSON.c.name.label("who"),
        _OWN_ITEM.label("mine"),
    )
    .select_from(ITEM.outerjoin(PERSON, PERSON.c.id == ITEM.c.assignee_id))
    .where(ITEM.c.project_id == PROJECT, ITEM.c.phase.in_(RUNNING), ITEM.c.state.in_(("open", "doing")))
    .order_by(_OWN_ITEM.desc(), ITEM.c.due.is_(None), ITEM.c.due, ITEM.c.position)
    .limit(FEW)
)
_PARTS: Any = bindparam("parts", expanding=True)
_OF_LEAD = and_(OWED.c.owner_id.is_(None), OWED.c.mandatory, literal("lead").in_(_PARTS))
_OWN_DELIVERABLE = flag(or_(OWED.c.owner_id == ME, _OF_LEAD))
NEXT_DELIVERABLES = (
    select(
        literal("deliverable").label("kind"),
        OWED.c.deliverable.label("id"),
        OWED.c.phase,
        OWED.c.title,
        OWED.c.due,
        OWED.c.position,
        OWED.c.key,
        literal("lead").label("owner_role"),
        PERSON.c.name.label("who"),
        _OWN_DELIVERABLE.label("mine"),
    )
    .select_from(OWED.outerjoin(PERSON, PERSON.c.id == OWED.c.owner_id))
    .where(OWED.c.project_id == PROJECT, OWED.c.phase.in_(RUNNING), OWED.c.state.in_(("missing", "draft", "returned")))
    .order_by(_OWN_DELIVERABLE.desc(), OWED.c.due.is_(None), OWED.c.due, OWED.c.position)
    .limit(FEW)
)
PROPOSED = select(PROPOSAL.c.id).where(
    PROPOSAL.c.project_id == PROJECT, PROPOSAL.c.phase == bindparam("phase"), PROPOSAL.c.closed_at.is_(None)
)
