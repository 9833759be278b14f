"""The team of an engagement: its members with their parts, who can join, who leaves."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.facts.people import invited_into, members_of
from app.models import Membership, Project
from app.pages import page
from app.permissions import child, in_project, may, the_viewer
from app.projects.actions import add_member, change_member_role, remove_member
from app.projects.blueprint import bp
from app.projects.forms import AddMemberForm
from app.projects.queries import candidates_for
from app.projects.team import PARTS, team_of
from app.rights import Right
from app.words import _


@bp.get("/projects/<project>/people")
@in_project()
def people(project: Project) -> ResponseReturnValue:
    """The members, what each part may do, and a form to add somebody."""
    return _team(project)


@bp.post("/projects/<project>/people")
@in_project(Right.STAFF)
def add(project: Project) -> ResponseReturnValue:
    """Put a person into the team."""
    form = _form(project)
    if not form.validate():
        return _team(project, form, 422)
    try:
        add_member(project=project, person=form.person.data, role=form.role.data, by=the_viewer().id)
    except Refused as refused:
        form.role.errors = [refused.sentence]
        return _team(project, form, 422)
    flash(_("The team has a new member."), "success")
    return redirect(url_for("projects.people", project=project.key), 303)


@bp.post("/projects/<project>/people/<member>/role")
@in_project(Right.STAFF)
def change_role(project: Project, member: str) -> ResponseReturnValue:
    """Give a member another part."""
    row, role = child(Membership, project, member), request.form.get("role", "")
    change_member_role(project=project, member=row, role=role, by=the_viewer().id)
    flash(_("The part was changed."), "success")
    return redirect(url_for("projects.people", project=project.key), 303)


@bp.post("/projects/<project>/people/<member>/remove")
@in_project(Right.STAFF)
def remove(project: Project, member: str) -> ResponseReturnValue:
    """Take a person off the team."""
    remove_member(project=project, member=child(Membership, project, member), by=the_viewer().id)
    flash(_("The person has left the team; what was open waits for somebody else."), "success")
    return redirect(url_for("projects.people", project=project.key), 303)


def _form(project: Project) -> AddMemberForm:
    form = AddMemberForm()
    form.offer(candidates_for(project), PARTS)
    return form


def _team(project: Project, form: AddMemberForm | None = None, status: int = 200) -> ResponseReturnValue:
    return page(
        "projects/people.html",
        status,
        form=form or _form(project),
        team=team_of(members_of(project.id), invited_into(project.id), by_address=may(Right.STAFF)),
        invite_url=_invite_url(project),
        invitations_url=_invitations_url(project),
    )


def _invitations_url(project: Project) -> str:
    """Where the reader renews or withdraws what waits."""
    if may(Right.MANAGE_PEOPLE):
        return url_for("accounts.people")
    return url_for("accounts.invite_client", project=project.key) if may(Right.INVITE_CLIENT) else ""


def _invite_url(project: Project) -> str:
    """Where the reader invites people of the client: among all people, or into this team alone."""
    if may(Right.MANAGE_PEOPLE):
        wanted = "client-pm" if team_of(members_of(project.id)).has_sponsor else "sponsor"
        return url_for("accounts.invite", project=project.key, client=project.client.key, role=wanted)
    return url_for("accounts.invite_client", project=project.key) if may(Right.INVITE_CLIENT) else ""
