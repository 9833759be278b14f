"""Who must act in a project: how much waits on people and parts, counted as each of them finds it in their own work.

What counts here is what the inbox lists; a test compares the two for every role.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, String, and_, bindparam, cast, false, func, literal, null, or_, select, union_all

from app.clock import now, today
from app.database import BigId, UtcDateTime, read
from app.facts.people import Member
from app.models import (
    Assessment,
    ChecklistItem,
    Condition,
    Deliverable,
    DeliverableVersion,
    GateDecision,
    GateProposal,
    IssuedReport,
    Project,
    RaidEntry,
    Rater,
    RaterAnswer,
    Rectification,
    User,
)
from app.projects.statements import PROJECT, RUNNING, flag
from app.rights import PROJECT_RIGHTS, Right
from app.roles import role_title
from app.words import _
from phases.readiness.statements import by_id

SOON = timedelta(days=14)
"""The same days ahead as in the inbox."""
FEW = 12
ITEM: Any = ChecklistItem.__table__.c
OWED: Any = Deliverable.__table__.c
VERSION: Any = DeliverableVersion.__table__.c
RAID: Any = RaidEntry.__table__.c
CONDITION: Any = Condition.__table__.c
PROPOSAL: Any = GateProposal.__table__.c
ACTION: Any = Rectification.__table__.c
REPORT: Any = IssuedReport.__table__.c
PERSON: Any = User.__table__.c
DECISION: Any = GateDecision.__table__.c
ASSESSMENT: Any = Assessment.__table__.c
RATER: Any = Rater.__table__.c
ON: Any = bindparam("on", type_=Date)
UNTIL: Any = bindparam("soon", type_=Date)
HANDED: Any = bindparam("handed", type_=UtcDateTime)
NOBODY: Any = cast(null(), BigId)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who must act, how much waits on them now, and how much of it is overdue."""

    name: str
    part: str
    waiting: int
    late: int


def actors_of(project: Project, members: Sequence[Member], running: list[str], review_days: int) -> list[Actor]:
    """People with what waits on them, the most burdened first; a part that nobody plays stands for itself.

    `review_days` are the days that the edition gives for accepting a deliverable. One query, two when something
    waits on the directors.
    """
    if project.state != "running":
        return []
    on = today(project.time_zone)
    parameters = {"project": project.id, "running": running, "on": on, "soon": on + SOON}
    handed = _midnight(on - timedelta(days=review_days), project.time_zone)
    rows = read(WAITING, {**parameters, "handed": handed})
    names = {member.id: (member.name, member.role) for member in members}
    players = _players(members)
    if any(row.part == "director" for row in rows):
        for id, name in read(DIRECTORS):
            names.setdefault(id, (name, "director"))
            players["director"].append(id)
    return _by_burden(_totals(rows, names, players), names)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(now().tzinfo)


def _players(members: Sequence[Member]) -> dict[str, list[int]]:
    """Who plays each part or has each right that something can wait on."""
    found: dict[str, list[int]] = defaultdict(list)
    for member in members:
        if not member.disabled:
            for part in (member.role, *PROJECT_RIGHTS[member.role]):
                found[part].append(member.id)
    return found


def _totals(rows: Iterable[Any], names: dict[int, Any], players: dict[str, list[int]]) -> dict[Any, list[int]]:
    totals: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if not row.n:  # a count of all rows has a row for none, too
            continue
        holders: list[Any] = [row.who] if row.who in names else []
        if row.who is None:
            holders = [id for id in players[row.part] if id != row.but] or ([row.part] if row.stays else [])
        for holder in holders:
            totals[holder][0] += row.n
            totals[holder][1] += row.late
    return totals


def _by_burden(totals: dict[Any, list[int]], names: dict[int, Any]) -> list[Actor]:
    found = []
    for holder, (count, overdue) in totals.items():
        name, part = names.get(holder, (_("Nobody yet"), holder))
        found.append(Actor(name, role_title(part), count, overdue))
    return sorted(found, key=lambda actor: (-actor.late, -actor.waiting, actor.name))[:FEW]


def _counted(
    table: Any, *where: Any, who: Any = NOBODY, part: Any = "", but: Any = NOBODY, late: Any = None, stays: bool = False
) -> Any:
    """Rows (person, part, who of the part is excepted, whether the part itself is named, how many, overdue)."""
    role = cast(literal(part), String) if isinstance(part, str) else part
    overdue = flag(false()) if late is None else flag(late)
    return (
        select(
            who.label("who"), role.label("part"), but.label("but"), literal(int(stays)).label("stays"),
            func.count().label("n"), func.sum(overdue).label("late"),
        )
        .select_from(table)
        .where(table.c.project_id == PROJECT, *where)
        .group_by(*(column for column in (who, part, but) if column is not NOBODY and not isinstance(column, str)))
    )  # fmt: skip


_ITEMS: Any = ChecklistItem.__table__
_OWED: Any = Deliverable.__table__
_ACTIONS: Any = Rectification.__table__
_UNANSWERED = ITEM.state.in_(("open", "doing"))
_TO_WRITE = and_(OWED.state.in_(("missing", "draft")), OWED.due <= UNTIL)
_WITH_NEWEST: Any = _OWED.join(
    DeliverableVersion.__table__, and_(VERSION.deliverable_id == OWED.id, VERSION.number == OWED.newest)
)


def _of_newest(**how: Any) -> Any:
    """Deliverables counted by their newest version."""
    query = select(
        how["who"].label("who"), cast(literal(how["part"]), String).label("part"), how["but"].label("but"),
        literal(0).label("stays"), func.count().label("n"), func.sum(flag(how["late"])).label("late"),
    )  # fmt: skip
    by = how["but"] if how["who"] is NOBODY else how["who"]
    return query.select_from(_WITH_NEWEST).where(OWED.project_id == PROJECT, *how["where"]).group_by(by)


def _still_refused() -> Any:
    """Gates whose newest decision is a no-go, without a proposal that waits."""
    later: Any = GateDecision.__table__.alias()
    same = (later.c.project_id == DECISION.project_id, later.c.phase == DECISION.phase)
    again = (PROPOSAL.project_id == DECISION.project_id, PROPOSAL.phase == DECISION.phase)
    return (
        DECISION.outcome == "no-go",
        ~select(literal(1)).select_from(later).where(*same, later.c.number > DECISION.number).exists(),
        ~select(literal(1)).select_from(GateProposal.__table__).where(*again, PROPOSAL.closed_at.is_(None)).exists(),
    )


def _to_rate() -> Any:
    """Raters of open assessments who have not rated every statement."""
    answers: Any = RaterAnswer.__table__.c
    rated = select(func.count()).where(answers.rater_id == RATER.id, answers.rating != "").scalar_subquery()
    asked = Rater.__table__.join(Assessment.__table__, ASSESSMENT.id == RATER.assessment_id)
    query = select(
        RATER.user_id.label("who"), cast(literal(""), String).label("part"), NOBODY.label("but"),
        literal(0).label("stays"), func.count().label("n"), func.sum(flag(ASSESSMENT.due < ON)).label("late"),
    ).select_from(asked)  # fmt: skip
    waits = (RATER.user_id.is_not(None), ASSESSMENT.state == "open", rated < len(by_id()))
    return query.where(ASSESSMENT.project_id == PROJECT, *waits).group_by(RATER.user_id)


WAITING: Any = union_all(
    _counted(
        _ITEMS,
        _UNANSWERED,
        ITEM.assignee_id.is_not(None),
        or_(ITEM.due <= UNTIL, and_(ITEM.due.is_(None), ITEM.phase.in_(RUNNING))),
        who=ITEM.assignee_id,
        late=ITEM.due < ON,
    ),
    _counted(
        _ITEMS,
        _UNANSWERED,
        ITEM.assignee_id.is_(None),
        ITEM.phase.in_(RUNNING),
        ITEM.due <= UNTIL,
        part=ITEM.owner_role,
        late=ITEM.due < ON,
        stays=True,
    ),
    _counted(
        _OWED,
        OWED.owner_id.is_not(None),
        or_(OWED.state == "returned", _TO_WRITE),
        who=OWED.owner_id,
        late=OWED.due < ON,
    ),
    _counted(_OWED, OWED.owner_id.is_(None), OWED.mandatory, _TO_WRITE, part="lead", late=OWED.due < ON, stays=True),
    _of_newest(
        who=VERSION.author_id,
        part="",
        but=NOBODY,
        late=OWED.due < ON,
        where=(OWED.state == "returned", func.coalesce(OWED.owner_id, 0) != VERSION.author_id),
    ),
    _of_newest(
        who=NOBODY,
        part=Right.ACCEPT_DELIVERABLE.value,
        but=VERSION.author_id,
        late=VERSION.submitted_at < HANDED,
        where=(VERSION.state == "review",),
    ),
    _counted(
        RaidEntry.__table__, RAID.owner_id.is_not(None), RAID.closed_at.is_(None), who=RAID.owner_id, late=RAID.due < ON
    ),
    _counted(Condition.__table__, CONDITION.done_at.is_(None), who=CONDITION.owner_id, late=CONDITION.due < ON),
    _counted(
        GateProposal.__table__,
        PROPOSAL.closed_at.is_(None),
        part=Right.DECIDE_GATE.value,
        but=PROPOSAL.proposed_by_id,
    ),
    _counted(GateDecision.__table__, *_still_refused(), part=Right.PROPOSE_GATE.value),
    _to_rate(),
    _counted(_ACTIONS, ACTION.state.in_(("agreed", "doing")), who=ACTION.owner_id, late=ACTION.due < ON),
    _counted(_ACTIONS, ACTION.state == "proposed", part=Right.AGREE_ACTION.value, late=ACTION.due < ON),
    _counted(_ACTIONS, ACTION.state == "done", part=Right.WRITE_ROUND.value, but=ACTION.owner_id, late=ACTION.due < ON),
    _counted(IssuedReport.__table__, REPORT.status == "draft", REPORT.author_id.is_not(None), who=REPORT.author_id),
)
"""What the inbox lists for each member, of one project, in one query."""

DIRECTORS = (
    select(PERSON.id, PERSON.name)
    .where(PERSON.role == "director", PERSON.disabled_at.is_(None))
    .order_by(PERSON.name, PERSON.id)
)
"""What directors own waits on each of the firm's directors: every engagement is theirs."""
