"""What the inbox asks of the database: one statement a kind, made once for each role and run for each person.

Parameters: `person` and `company` as `viewpoint` gives them, `today`, and `soon`, up to which day things are due soon.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.database import BigId
from app.inbox.lines import SHOWN
from app.models import (
    Assessment,
    ChecklistItem,
    Condition,
    Deliverable,
    DeliverableVersion,
    GateDecision,
    GateProposal,
    IssuedReport,
    Membership,
    Project,
    ProjectPhase,
    RaidEntry,
    Rater,
    RaterAnswer,
    Rectification,
)
from app.rights import PROJECT_RIGHTS, Right
from app.visibility import visible_as
from phases.readiness.statements import by_id

Statement = Callable[[str, bool], Select[Any]]

ME: Any = bindparam("person", type_=BigId)
SOON: Any = bindparam("soon", type_=Date)
TODAY: Any = bindparam("today", type_=Date)
URGENCY = case({"critical": 0, "high": 1, "medium": 2}, value=RaidEntry.severity, else_=3)
NEWEST = and_(DeliverableVersion.deliverable_id == Deliverable.id, DeliverableVersion.number == Deliverable.newest)
DELIVERABLE = (Deliverable.key, Deliverable.phase, Deliverable.deliverable, Deliverable.title)


@cache
def gates(role: str, of_firm: bool) -> Select[Any]:
    """Open proposals of somebody else in projects where the person decides."""
    return (
        _of_role(role, of_firm, Right.DECIDE_GATE, GateProposal.phase, GateProposal.outcome, GateProposal.created_at)
        .join(GateProposal, GateProposal.project_id == Project.id)
        .where(GateProposal.closed_at.is_(None), GateProposal.proposed_by_id != ME)
        .order_by(GateProposal.created_at, GateProposal.id)
    )


@cache
def refused_gates(role: str, of_firm: bool) -> Select[Any]:
    """Gates whose newest decision is a no-go and that nobody has proposed again, where the person proposes."""
    decision, later = GateDecision, aliased(GateDecision)
    newer = select(later.id).where(
        later.project_id == decision.project_id, later.phase == decision.phase, later.number > decision.number
    )
    again = select(GateProposal.id).where(
        GateProposal.project_id == decision.project_id, GateProposal.phase == decision.phase,
        GateProposal.closed_at.is_(None),
    )  # fmt: skip
    return (
        _of_role(role, of_firm, Right.PROPOSE_GATE, decision.phase, decision.text, decision.signed_at)
        .join(decision, decision.project_id == Project.id)
        .where(decision.outcome == "no-go", ~newer.exists(), ~again.exists())
        .order_by(decision.signed_at, decision.id)
    )


@cache
def acceptances(role: str, of_firm: bool) -> Select[Any]:
    """Newest versions in review that somebody else wrote, in projects where the person accepts."""
    version = DeliverableVersion
    return (
        _of_role(role, of_firm, Right.ACCEPT_DELIVERABLE, *DELIVERABLE, version.submitted_at, version.number)
        .join(Deliverable, Deliverable.project_id == Project.id)
        .join(version, NEWEST)
        .where(version.state == "review", version.author_id != ME)
        .order_by(version.submitted_at, version.id)
    )


@cache
def conditions(role: str, of_firm: bool) -> Select[Any]:
    """Open conditions that the person owes."""
    return (
        _seen(role, of_firm, Condition.key, Condition.text, Condition.due, due=Condition.due)
        .join(Condition, Condition.project_id == Project.id)
        .where(Condition.owner_id == ME, Condition.done_at.is_(None))
        .order_by(Condition.due, Condition.id)
    )


@cache
def actions(role: str, of_firm: bool) -> Select[Any]:
    """Rectification actions of the person, those that their part agrees to, those of others that it verifies."""
    action = Rectification
    to_do = and_(action.owner_id == ME, action.state.in_(("agreed", "doing")))
    to_agree = and_(action.state == "proposed", Membership.role.in_(_roles(Right.AGREE_ACTION)))
    verifies = Membership.role.in_(_roles(Right.WRITE_ROUND))
    to_verify = and_(action.state == "done", action.owner_id != ME, verifies)
    return (
        _as_member(role, of_firm, action.key, action.title, action.due, action.state, due=action.due)
        .join(action, action.project_id == Project.id)
        .where(or_(to_do, to_agree, to_verify))
        .order_by(action.due, action.id)
    )


@cache
def deliverables(role: str, of_firm: bool) -> Select[Any]:
    """Deliverables of the person, or of nobody where they lead, due soon; those that came back to owner or author."""
    owns = Deliverable.owner_id == ME
    came_back = and_(Deliverable.state == "returned", or_(DeliverableVersion.author_id == ME, owns))
    nobodys = and_(Deliverable.owner_id.is_(None), Deliverable.mandatory, Membership.role == "lead")
    to_write = and_(Deliverable.state.in_(("missing", "draft")), Deliverable.due <= SOON)
    own = and_(Membership.project_id == Project.id, Membership.user_id == ME)
    return (
        _seen(role, of_firm, *DELIVERABLE, Deliverable.due, Deliverable.state, due=Deliverable.due)
        .join(Deliverable, Deliverable.project_id == Project.id)
        .outerjoin(DeliverableVersion, NEWEST)
        .outerjoin(Membership, own)
        .where(or_(came_back, and_(or_(owns, nobodys), to_write)))
        .order_by(Deliverable.due.is_(None), Deliverable.due, Deliverable.id)
    )


@cache
def entries(role: str, of_firm: bool) -> Select[Any]:
    """Open RAID entries that the person owns."""
    entry = RaidEntry
    return (
        _seen(role, of_firm, entry.key, entry.title, entry.due, entry.kind, due=entry.due)
        .join(entry, entry.project_id == Project.id)
        .where(entry.owner_id == ME, entry.closed_at.is_(None))
        .order_by(entry.due.is_(None), entry.due, URGENCY, entry.id)
    )


ANSWERING = sorted(role for role, rights in PROJECT_RIGHTS.items() if Right.ANSWER in rights)
"""Parts that answer items; what the directors own waits on them in every engagement, for they see all of them."""


@cache
def items(role: str, of_firm: bool) -> Select[Any]:
    """Unanswered items of the person, and unassigned ones of their part in running phases, due soon."""
    item = ChecklistItem
    unanswered, soon, runs = item.state.in_(("open", "doing")), item.due <= SOON, ProjectPhase.state == "running"
    in_phase = and_(ProjectPhase.project_id == item.project_id, ProjectPhase.phase == item.phase)
    mine = (
        select(item.id)
        .join(ProjectPhase, in_phase)
        .where(item.assignee_id == ME, unanswered, or_(soon, and_(item.due.is_(None), runs)))
    )
    nobodys = func.coalesce(item.assignee_id, 0) == 0  # not IS NULL: that index would lead through all clients' items
    of_my_part = (
        select(item.id)
        .select_from(Membership)
        .join(ProjectPhase, and_(ProjectPhase.project_id == Membership.project_id, runs))
        .join(item, in_phase)
        .where(Membership.user_id == ME, item.owner_role == Membership.role, Membership.role.in_(ANSWERING))
        .where(nobodys, unanswered, soon)
    )
    ways = [mine, of_my_part]
    if role == "director":
        ways.append(
            select(item.id)
            .select_from(ProjectPhase)
            .join(item, in_phase)
            .where(runs, item.owner_role == "director", nobodys, unanswered, soon)
            .where(item.project_id.in_(select(Project.id).where(Project.state == "running")))
        )
    # Narrow ways to the rows, each by its index: one condition with OR reads every item of every project.
    found = union_all(*ways).subquery()
    return (
        _seen(role, of_firm, item.item, item.phase, item.question, item.due, due=item.due)
        .join(item, item.project_id == Project.id)
        .join(found, found.c.id == item.id)
        .order_by(item.due.is_(None), item.due, Project.id, item.position)
    )


@cache
def assessments(role: str, of_firm: bool) -> Select[Any]:
    """Open assessments of readiness in which the person is asked and has not rated every statement."""
    row = Assessment
    rated = select(func.count()).where(RaterAnswer.rater_id == Rater.id, RaterAnswer.rating != "").scalar_subquery()
    return (
        _seen(role, of_firm, row.number, row.occasion, row.about, row.due, due=row.due)
        .join(row, row.project_id == Project.id)
        .join(Rater, Rater.assessment_id == row.id)
        .where(Rater.user_id == ME, row.state == "open", rated < len(by_id()))
        .order_by(row.due.is_(None), row.due, row.id)
    )


@cache
def drafts(role: str, of_firm: bool) -> Select[Any]:
    """Reports that the person drew and has not issued."""
    report = IssuedReport
    return (
        _seen(role, of_firm, report.key, report.title, report.created_at)
        .join(report, report.project_id == Project.id)
        .where(report.author_id == ME, report.status == "draft")
        .order_by(report.created_at.desc(), report.id.desc())
    )


@cache
def led_after_go_live(role: str) -> Any:
    """The running projects that the person leads and whose go-live has passed, in whatever phase: a round may be due.

    Without a day of go-live the end of the plan stands for it, as in the list of rounds.
    """
    live = func.coalesce(Project.go_live, Project.planned_end)
    own = and_(Membership.project_id == Project.id, Membership.user_id == ME, Membership.role == "lead")
    return (
        select(
            Project.id, Project.key.label("project_key"), Project.name.label("project_name"), Project.time_zone,
            Project.edition, live.label("live"),
        )
        .join(Membership, own)
        .where(Project.state == "running", live < TODAY, visible_as(role, of_firm=True))
        .order_by(Project.id)
    )  # fmt: skip


def _seen(role: str, of_firm: bool, *columns: Any, due: Any = None) -> Select[Any]:
    """The first rows of running projects that the person sees; `total` counts all, `late` those due before today."""
    late = literal(0) if due is None else func.count().filter(due < TODAY).over()
    return (
        select(
            Project.key.label("project_key"), Project.name.label("project_name"), Project.time_zone, Project.edition,
            func.count().over().label("total"), late.label("late"), *columns,
        )
        .select_from(Project)
        .where(Project.state == "running", visible_as(role, of_firm))
        .limit(SHOWN)
    )  # fmt: skip


def _as_member(role: str, of_firm: bool, *columns: Any, due: Any = None) -> Select[Any]:
    """The same, with the person's part in each project."""
    own = and_(Membership.project_id == Project.id, Membership.user_id == ME)
    return _seen(role, of_firm, *columns, due=due).join(Membership, own)


def _of_role(role: str, of_firm: bool, right: Right, *columns: Any) -> Select[Any]:
    """The same, where the person's part has this right."""
    return _as_member(role, of_firm, *columns).where(Membership.role.in_(_roles(right)))


def _roles(right: Right) -> list[str]:
    return [role for role, rights in PROJECT_RIGHTS.items() if right in rights]
