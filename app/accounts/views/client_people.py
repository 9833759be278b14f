"""A lead consultant invites the people of the client whose engagement they lead; they join its team at once."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import actions, queries
from app.accounts.blueprint import bp
from app.accounts.forms import InviteClientForm
from app.errors import Refused
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.places import spoken_in
from app.rights import Right
from app.roles import all_roles
from app.words import _

INVITATION = "/projects/<project>/people/invitations/<invitation>"


@bp.route("/projects/<project>/people/invite", methods=["GET", "POST"])
@in_project(Right.INVITE_CLIENT)
def invite_client(project: Project) -> ResponseReturnValue:
    """Invite somebody of the client into the team; the link is shown once, to be copied."""
    wanted = "client-pm" if queries.sponsor_is_known(project) else "sponsor"
    form, link = InviteClientForm(data={"language": spoken_in(project.country), "role": wanted}), ""
    if form.validate_on_submit():
        try:
            _invitation, token = actions.invite_client_person(
                project=project, email=form.email.data, name=form.name.data or "", role=form.role.data,
                language=form.language.data, by=the_viewer().id,
            )  # fmt: skip
            link = _whole(token)
        except Refused as refusal:
            form.form_errors.append(refusal.sentence)
    return _drawn(project, form, link, form.email.data or "", 422 if form.errors else 200)


@bp.post(f"{INVITATION}/renew")
@in_project(Right.INVITE_CLIENT)
def renew_client(project: Project, invitation: str) -> ResponseReturnValue:
    """Make a new link for somebody who is invited already; the one before stops working."""
    found = queries.client_invitation(project, invitation)
    token = actions.renew_invitation(project=project, invitation=found, by=the_viewer().id)
    return _drawn(project, InviteClientForm(formdata=None), _whole(token), found.email, 200)


@bp.post(f"{INVITATION}/revoke")
@in_project(Right.INVITE_CLIENT)
def revoke_client(project: Project, invitation: str) -> ResponseReturnValue:
    """Withdraw an invitation into this team."""
    actions.revoke_invitation(invitation=queries.client_invitation(project, invitation), by=the_viewer().id)
    flash(_("The invitation is withdrawn; its link no longer works."), "success")
    return redirect(url_for("accounts.invite_client", project=project.key), 303)


def _drawn(project: Project, form: InviteClientForm, link: str, email: str, status: int) -> ResponseReturnValue:
    from app.registers.sheets.refused import waiting_at  # here: who signs in shall not wait for registers

    return page(
        "accounts/invite_client.html",
        status,
        form=form,
        link=link,
        email=email,
        client=project.client.name,
        invitations=queries.pending_invitations(project),
        base=request.path.rpartition("/people/")[0] + "/people",
        roles=[role for role in all_roles() if role.side == "client"],
        waiting=waiting_at(project, "people/invite", the_viewer().id),
    )


def _whole(token: str) -> str:
    return f"{current_app.extensions['settings'].base_url}/invitations/{token}"
