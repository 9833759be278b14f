"""Who works on an engagement: people of the firm and of this client, never of another."""

from sqlalchemy import func, or_, select, update

from app import audit
from app.database import db
from app.errors import Refused
from app.models import FIRM_ROLES, ChecklistItem, Deliverable, Membership, Project, RaidEntry, User
from app.words import _

FIRM_PARTS = ("lead", "consultant")
CLIENT_PARTS = ("sponsor", "executive", "client-pm", "client-member")


def add_member(*, project: Project, person: str, role: str, by: int | None) -> Membership:
    """Put a person (by key) into the team; refused for anybody who is neither of the firm nor of this client.

    Without a role they play the part that their account names.
    """
    user = db.session.scalar(
        select(User).where(
            User.key == person,
            or_(User.client_id.is_(None), User.client_id == project.client_id),
            User.disabled_at.is_(None),
        )
    )
    if user is None:
        raise Refused(_("Choose a person of the firm or of this client."))
    role = role or _own_part(user)
    _refuse_wrong_side(user, role)
    known = select(Membership.id).where(Membership.project_id == project.id, Membership.user_id == user.id)
    if db.session.scalar(known) is not None:
        raise Refused(_("%(name)s is in the team already.", name=user.name))
    member = Membership(project_id=project.id, user_id=user.id, role=role)
    db.session.add(member)
    audit.record("member.added", by=by, project=project.id, about=user.key, role=role)
    return member


def change_member_role(*, project: Project, member: Membership, role: str, by: int | None) -> None:
    """Give a member another part; refused when the engagement would be left without a lead consultant."""
    user = db.session.get_one(User, member.user_id)
    _refuse_wrong_side(user, role)
    if role != "lead":
        _keep_a_lead(project, member)
    before, member.role = member.role, role
    audit.record("member.role-changed", by=by, project=project.id, about=user.key, before=before, role=role)


def remove_member(*, project: Project, member: Membership, by: int | None) -> None:
    """Take a person off the team; what they still had to do waits for somebody else. Not the last lead consultant."""
    _keep_a_lead(project, member)
    user = db.session.get_one(User, member.user_id)
    own = {"project_id": project.id}
    for table, owner, still_open in (
        (ChecklistItem, ChecklistItem.assignee_id, ChecklistItem.state.in_(("open", "doing"))),
        (Deliverable, Deliverable.owner_id, Deliverable.state != "accepted"),
        (RaidEntry, RaidEntry.owner_id, RaidEntry.closed_at.is_(None)),
    ):
        db.session.execute(
            update(table)
            .where(owner == user.id, still_open)
            .filter_by(**own)
            .values({owner.key: None, "version": table.version + 1}),
            execution_options={"synchronize_session": False},
        )
    db.session.delete(member)
    audit.record("member.removed", by=by, project=project.id, about=user.key, role=member.role)


def parts_of(user: User) -> tuple[str, ...]:
    """The parts that a person can play in a project: the firm's or the client's."""
    return FIRM_PARTS if user.role in FIRM_ROLES else CLIENT_PARTS


def _own_part(user: User) -> str:
    if user.role not in parts_of(user):
        raise Refused(_("The role of %(name)s is no part of an engagement: choose one.", name=user.name))
    return user.role


def _refuse_wrong_side(user: User, role: str) -> None:
    if role not in parts_of(user):
        raise Refused(_("This part belongs to the other side: choose one that fits the person's company."))


def _keep_a_lead(project: Project, member: Membership) -> None:
    if member.role != "lead":
        return
    leads = db.session.scalar(
        select(func.count()).where(Membership.project_id == project.id, Membership.role == "lead")
    )
    if leads == 1:
        raise Refused(_("The engagement needs a lead consultant. Name another one first."))
