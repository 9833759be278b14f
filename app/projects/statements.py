"""What the project page asks of the database: statements made once, on tables, because the page is asked for often.

Parameters: `project`, `running` (words of the running phases), `on` (today), `me` (the reader), `role` (their part).
"""

from typing import Any

from sqlalchemy import Date, Integer, and_, bindparam, case, cast, func, literal, or_, select, union_all

from app.models import ChecklistItem, Condition, Deliverable, GateProposal, RaidEntry, User

ITEM: Any = ChecklistItem.__table__
OWED: Any = Deliverable.__table__
RAID: Any = RaidEntry.__table__
CONDITION: Any = Condition.__table__
PROPOSAL: Any = GateProposal.__table__
PERSON: Any = User.__table__
FEW = 6
PROJECT: Any = bindparam("project", type_=Integer)
RUNNING: Any = bindparam("running", expanding=True)
ME: Any = bindparam("me", type_=Integer)
ON: Any = bindparam("on", type_=Date)


def _flag(condition: Any) -> Any:
    return cast(case((condition, 1), else_=0), Integer)


_OWN_ITEM = _flag(
    or_(ITEM.c.assignee_id == ME, and_(ITEM.c.assignee_id.is_(None), ITEM.c.owner_role == bindparam("role")))
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
_OWN_DELIVERABLE = _flag(OWED.c.owner_id == ME)
NEXT_DELIVERABLES = (
    select(
        literal("deliverable").label("kind"),
        OWED.c.deliverable.label("id"),
        OWED.c.phase,
        OWED.c.title,
        OWED.c.due,
        OWED.c.position,
        OWED.c.key,
        literal("").label("owner_role"),
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


LEAD: Any = literal("lead")


def _counted(table: Any, who: Any, role: Any, *where: Any) -> Any:
    query = select(who.label("who"), role.label("role"), func.count().label("n"), func.sum(_flag(table.c.due < ON)))
    by = (who,) if role is LEAD else (who, role)
    return query.where(table.c.project_id == PROJECT, *where).group_by(*by)


WAITING = union_all(
    _counted(
        ITEM, ITEM.c.assignee_id, ITEM.c.owner_role, ITEM.c.phase.in_(RUNNING), ITEM.c.state.in_(("open", "doing"))
    ),
    _counted(
        OWED,
        OWED.c.owner_id,
        LEAD,
        OWED.c.phase.in_(RUNNING),
        OWED.c.mandatory,
        OWED.c.state.in_(("missing", "draft", "returned")),
    ),
    _counted(RAID, RAID.c.owner_id, LEAD, RAID.c.closed_at.is_(None), RAID.c.kind.in_(("risk", "issue"))),
    _counted(CONDITION, CONDITION.c.owner_id, LEAD, CONDITION.c.done_at.is_(None)),
)
"""(person, part, how many, how many overdue) of items, deliverables, RAID entries and conditions, in one query."""
