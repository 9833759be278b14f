"""What waits on a person in all projects that they see: one query a kind, however many projects there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.clock import today
from app.database import db
from app.identity import Viewer
from app.inbox.lines import SHOWN, Group, Line, due_line, group
from app.language import say
from app.models import (
    ChecklistItem,
    Condition,
    Deliverable,
    DeliverableVersion,
    Finding,
    GateProposal,
    IssuedReport,
    Membership,
    Project,
    ProjectPhase,
    RaidEntry,
    Rectification,
    Round,
)  # fmt: skip
from app.permissions import PROJECT_RIGHTS, Right, visible_to
from app.phase_words import phase_title
from app.words import _
from phases.edition import editions
from phases.order import ORDER

SOON = timedelta(days=14)
URGENCY = case({"critical": 0, "high": 1, "medium": 2}, value=RaidEntry.severity, else_=3)


def waiting(person: Viewer) -> list[Group]:
    """All that waits on the person, what others wait for first; kinds with nothing are left out."""
    return [found for kind in KINDS if (found := kind(person)).total]


def gates(person: Viewer) -> Group:
    """Gates that a colleague has proposed and this person decides."""
    query = _of_role(person, Right.DECIDE_GATE, GateProposal.phase, GateProposal.outcome, GateProposal.created_at)
    rows = _rows(
        query.join(GateProposal, GateProposal.project_id == Project.id)
        .where(GateProposal.closed_at.is_(None), GateProposal.proposed_by_id != person.id)
        .order_by(GateProposal.created_at, GateProposal.id)
    )

    def line(row: Any) -> Line:
        asked = {"go": _("Go"), "conditions": _("Go with conditions"), "no-go": _("No-go")}[row.outcome]
        number = ORDER.index(row.phase) + 1
        what = _("Gate %(number)s, %(phase)s: %(outcome)s", number=number, phase=phase_title(row.phase), outcome=asked)
        return due_line(row, what, f"phases/{row.phase}/gate", row.created_at.date(), since=True)

    return group("gates", _("Gates to decide"), rows, line)


def acceptances(person: Viewer) -> Group:
    """Deliverables in review that somebody else wrote and this person may accept."""
    version = DeliverableVersion
    query = _of_role(person, Right.ACCEPT_DELIVERABLE, *_DELIVERABLE, version.submitted_at, version.number)
    rows = _rows(
        query.join(Deliverable, Deliverable.project_id == Project.id)
        .join(version, and_(version.deliverable_id == Deliverable.id, version.number == Deliverable.newest))
        .where(version.state == "review", version.author_id != person.id)
        .order_by(version.submitted_at, version.id)
    )

    def line(row: Any) -> Line:
        days = editions()[row.edition].deadlines["review_days"]
        due = row.submitted_at.date() + timedelta(days=days) if row.submitted_at else None
        what = _("%(title)s, version %(number)s", title=_title(row), number=row.number)
        return due_line(row, what, f"deliverables/{row.key}", due)

    return group("acceptances", _("Deliverables to accept"), rows, line)


def conditions(person: Viewer) -> Group:
    """Conditions of a gate that this person owes, overdue ones first."""
    rows = _rows(
        _seen(person, Condition.key, Condition.text, Condition.due)
        .join(Condition, Condition.project_id == Project.id)
        .where(Condition.owner_id == person.id, Condition.done_at.is_(None))
        .order_by(Condition.due, Condition.id)
    )
    return group(
        "conditions", _("Conditions you owe"), rows, lambda r: due_line(r, r.text, f"conditions/{r.key}", r.due)
    )


def actions(person: Viewer) -> Group:
    """Rectification actions to do, to agree or to verify."""
    action = Rectification
    to_do = and_(action.owner_id == person.id, action.state.in_(("agreed", "doing")))
    to_agree = and_(action.state == "proposed", Membership.role.in_(_roles(Right.AGREE_ACTION)))
    verifies = Membership.role.in_(_roles(Right.WRITE_ROUND))
    to_verify = and_(action.state == "done", action.owner_id != person.id, verifies)
    rows = _rows(
        _as_member(person, action.key, action.title, action.due, action.state, Round.number)
        .join(action, action.project_id == Project.id)
        .join(Finding, Finding.id == action.finding_id)
        .join(Round, Round.id == Finding.round_id)
        .where(or_(to_do, to_agree, to_verify))
        .order_by(action.due, action.id)
    )

    def line(row: Any) -> Line:
        words = {"proposed": _("To agree: %(title)s"), "done": _("To verify: %(title)s")}
        what = words.get(row.state, _("To do: %(title)s")) % {"title": row.title}
        return due_line(row, what, f"rounds/{row.number}#{row.key}", row.due)

    return group("actions", _("Rectification"), rows, line)


def deliverables(person: Viewer) -> Group:
    """Deliverables that this person owes soon, or that came back to them."""
    version = DeliverableVersion
    came_back = and_(Deliverable.state == "returned", or_(version.author_id == person.id, _owns_deliverable(person)))
    soon = and_(
        _owns_deliverable(person), Deliverable.state.in_(("missing", "draft")), Deliverable.due <= today() + SOON
    )
    rows = _rows(
        _seen(person, *_DELIVERABLE, Deliverable.due, Deliverable.state)
        .join(Deliverable, Deliverable.project_id == Project.id)
        .outerjoin(version, and_(version.deliverable_id == Deliverable.id, version.number == Deliverable.newest))
        .where(or_(came_back, soon))
        .order_by(Deliverable.due.is_(None), Deliverable.due, Deliverable.id)
    )

    def line(row: Any) -> Line:
        what = _("Returned: %(title)s", title=_title(row)) if row.state == "returned" else _title(row)
        return due_line(row, what, f"deliverables/{row.key}", row.due)

    return group("deliverables", _("Deliverables to write"), rows, line)


def entries(person: Viewer) -> Group:
    """Open entries of RAID logs that this person owns."""
    entry = RaidEntry
    rows = _rows(
        _seen(person, entry.key, entry.title, entry.due, entry.kind)
        .join(entry, entry.project_id == Project.id)
        .where(entry.owner_id == person.id, entry.closed_at.is_(None))
        .order_by(entry.due.is_(None), entry.due, URGENCY, entry.id)
    )

    def line(row: Any) -> Line:
        kinds = {
            "risk": _("Risk: %(title)s"), "assumption": _("Assumption: %(title)s"), "issue": _("Issue: %(title)s"),
            "decision": _("Decision: %(title)s"),
        }  # fmt: skip
        return due_line(row, kinds[row.kind] % {"title": row.title}, f"raid/{row.key}", row.due)

    return group("raid", _("RAID entries you own"), rows, line)


def items(person: Viewer) -> Group:
    """Questions assigned to this person, and unassigned ones of their role that are due within two weeks."""
    item = ChecklistItem
    soon = item.due <= today() + SOON
    mine = and_(item.assignee_id == person.id, or_(soon, and_(item.due.is_(None), ProjectPhase.state == "running")))
    of_my_role = and_(
        item.assignee_id.is_(None), item.owner_role == Membership.role, soon, ProjectPhase.state == "running"
    )
    rows = _rows(
        _as_member(person, item.item, item.phase, item.question, item.due)
        .join(item, item.project_id == Project.id)
        .join(ProjectPhase, and_(ProjectPhase.project_id == Project.id, ProjectPhase.phase == item.phase))
        .where(item.state.in_(("open", "doing")), or_(mine, of_my_role))
        .order_by(item.due.is_(None), item.due, Project.id, item.position)
    )

    def line(row: Any) -> Line:
        asked = editions()[row.edition].phases[row.phase].items.get(row.item)
        what = say(asked.question) if asked else row.question
        return due_line(row, what, f"phases/{row.phase}/items/{row.item}", row.due)

    return group("items", _("Checklist items that are yours"), rows, line)


def drafts(person: Viewer) -> Group:
    """Reports that this person drew and has not issued."""
    report = IssuedReport
    rows = _rows(
        _seen(person, report.key, report.title, report.created_at)
        .join(report, report.project_id == Project.id)
        .where(report.author_id == person.id, report.status == "draft")
        .order_by(report.created_at.desc(), report.id.desc())
    )

    def line(row: Any) -> Line:
        return due_line(row, row.title, "reports", row.created_at.date(), since=True)

    return group("drafts", _("Reports in draft"), rows, line)


KINDS: tuple[Callable[[Viewer], Group], ...] = (
    gates, acceptances, conditions, actions, deliverables, entries, items, drafts,
)  # fmt: skip
_DELIVERABLE = (Deliverable.key, Deliverable.phase, Deliverable.deliverable, Deliverable.title)


def _seen(person: Viewer, *columns: Any) -> Select[Any]:
    """Rows of running projects that the person sees."""
    return (
        select(
            Project.key.label("project_key"), Project.name.label("project_name"), Project.time_zone, Project.edition,
            func.count().over().label("total"), *columns,
        )
        .select_from(Project)
        .where(Project.state == "running", visible_to(person))
    )  # fmt: skip


def _as_member(person: Viewer, *columns: Any) -> Select[Any]:
    """The same, with the person's part in each project."""
    own = and_(Membership.project_id == Project.id, Membership.user_id == person.id)
    return _seen(person, *columns).join(Membership, own)


def _of_role(person: Viewer, right: Right, *columns: Any) -> Select[Any]:
    """The same, where the person's part has this right."""
    return _as_member(person, *columns).where(Membership.role.in_(_roles(right)))


def _roles(right: Right) -> list[str]:
    return [role for role, rights in PROJECT_RIGHTS.items() if right in rights]


def _owns_deliverable(person: Viewer) -> ColumnElement[bool]:
    return Deliverable.owner_id == person.id


def _rows(query: Select[Any]) -> list[Any]:
    return list(db.session.execute(query.limit(SHOWN)))


def _title(row: Any) -> str:
    kind = editions()[row.edition].phases[row.phase].deliverables.get(row.deliverable)
    return say(kind.title) if kind else str(row.title)
