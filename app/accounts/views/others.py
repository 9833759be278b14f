"""Other people: the list, invitations, roles, disabling, links for new passwords."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import actions, queries
from app.accounts.blueprint import bp
from app.accounts.forms import InviteForm, RoleForm
from app.errors import Refused
from app.language import language
from app.listing import Heading, Sorting, address, chosen, paging, sorting
from app.models import ROLE_WORDS, Project, User
from app.pages import page
from app.permissions import find_access, firm, the_viewer
from app.places import spoken_in
from app.rights import Right
from app.roles import all_roles, role_title
from app.tables import table_response
from app.words import _

Filter = tuple[str, str, list[tuple[str, str]], str]


@bp.get("/people")
@firm(Right.MANAGE_PEOPLE)
def people() -> ResponseReturnValue:
    """Everybody who can sign in, and who is invited."""
    narrowing, order, clients = _narrowing(), sorting(queries.COLUMNS, "name"), queries.client_choices()
    page_ = paging(queries.count_people(narrowing))
    found = queries.people(
        narrowing, column=order.column, descending=order.descending, offset=page_.offset, limit=page_.size
    )
    exports = [(form.upper(), address(url_for("accounts.export", form=form))) for form in ("csv", "xlsx")]
    return page(
        "accounts/people.html", people=found, page=page_, filters=_filters(narrowing, clients), search=narrowing.words,
        headings=_headings(order), exports=exports, invitations=queries.pending_invitations(),
    )  # fmt: skip


@bp.get("/people.<form>")
@firm(Right.MANAGE_PEOPLE)
def export(form: str) -> ResponseReturnValue:
    """The same list as a file."""
    order = sorting(queries.COLUMNS, "name")
    found = queries.people(_narrowing(), column=order.column, descending=order.descending)
    columns = [_("Name"), _("E-mail"), _("Job title"), _("Role"), _("Client"), _("State"), _("Last seen")]
    words = {False: _("Active"), True: _("Disabled")}
    rows = [
        (p.name, p.email, p.job_title, role_title(p.role), p.client, words[p.disabled], p.seen) for p in found
    ]  # fmt: skip
    return table_response(form, "people", columns, rows)


@bp.route("/people/invite", methods=["GET", "POST"])
@firm(Right.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    """Invite somebody; the link is shown once, to be copied."""
    form = InviteForm(data={"language": _spoken(), **request.args.to_dict()})
    form.offer(clients=queries.client_choices(), administrators=the_viewer().role == "administrator")
    link, project = "", _project(form.project.data)
    if form.validate_on_submit():
        try:
            link = _invite(form, project)
        except Refused as refusal:
            form.form_errors.append(refusal.sentence)
    status = 422 if form.errors else 200
    return page("accounts/invite.html", status=status, form=form, link=link, project=project, roles=all_roles())


@bp.post("/people/invitations/<invitation>/revoke")
@firm(Right.MANAGE_PEOPLE)
def revoke(invitation: str) -> ResponseReturnValue:
    """Withdraw an invitation."""
    actions.revoke_invitation(invitation=queries.pending_invitation(invitation), by=the_viewer().id)
    flash(_("The invitation is withdrawn; its link no longer works."), "success")
    return redirect(url_for("accounts.people"), 303)


@bp.get("/people/<person>")
@firm(Right.MANAGE_PEOPLE)
def person(person: str) -> ResponseReturnValue:
    """One person: role, engagements, and what may be done with the account."""
    return _person_page(queries.find_person(person))


@bp.post("/people/<person>/role")
@firm(Right.MANAGE_PEOPLE)
def change_role(person: str) -> ResponseReturnValue:
    """Give a person another role."""
    user = queries.find_person(person)
    form = _role_form(user)
    if not form.validate():
        return _person_page(user, form=form, status=422)
    actions.change_role(user=user, role=form.role.data, version=form.version.data or 0, by=the_viewer().id)
    flash(_("%(name)s is now %(role)s.", name=user.name, role=role_title(user.role)), "success")
    return redirect(url_for("accounts.person", person=user.key), 303)


@bp.post("/people/<person>/disable")
@firm(Right.MANAGE_PEOPLE)
def disable(person: str) -> ResponseReturnValue:
    """Shut a person out."""
    user = queries.find_person(person)
    actions.disable_person(user=user, by=the_viewer().id)
    flash(_("%(name)s can no longer sign in.", name=user.name), "success")
    return redirect(url_for("accounts.person", person=user.key), 303)


@bp.post("/people/<person>/enable")
@firm(Right.MANAGE_PEOPLE)
def enable(person: str) -> ResponseReturnValue:
    """Let a person in again."""
    user = queries.find_person(person)
    actions.enable_person(user=user, by=the_viewer().id)
    flash(_("%(name)s can sign in again.", name=user.name), "success")
    return redirect(url_for("accounts.person", person=user.key), 303)


@bp.post("/people/<person>/password-link")
@firm(Right.MANAGE_PEOPLE)
def password_link(person: str) -> ResponseReturnValue:
    """Make a link for a new password; shown once, to be copied."""
    user = queries.find_person(person)
    token = actions.make_password_link(user=user, by=the_viewer().id)
    return _person_page(user, link=_whole(token))


def _person_page(user: User, *, form: RoleForm | None = None, link: str = "", status: int = 200) -> ResponseReturnValue:
    me = the_viewer()
    manageable = user.id != me.id and (user.role != "administrator" or me.role == "administrator")
    return page(
        "accounts/person.html", status=status, person=user, client=queries.client_of(user),
        parts=queries.parts_of(user), link=link, role_form=form or _role_form(user), roles=all_roles(),
        manageable=manageable,
    )  # fmt: skip


def _role_form(user: User) -> RoleForm:
    form = RoleForm(data={"version": user.version, "role": user.role})
    form.offer(side="firm" if user.of_firm else "client", administrators=the_viewer().role == "administrator")
    return form


def _spoken() -> str:
    """The language of the client at hand, else the reader's own: most people invite their like."""
    project = _project(request.args.get("project"))
    client = queries.find_client(request.args.get("client", ""))
    country = project.country if project else client.country if client else ""
    return spoken_in(country) if country else language()


def _project(key: str | None) -> Project | None:
    """The engagement that the invited person joins; one that the inviter cannot see is 404."""
    if not key:
        return None
    access = find_access(the_viewer(), key)
    if access is None:
        abort(404)
    return access.project


def _invite(form: InviteForm, project: Project | None) -> str:
    _invitation, token = actions.invite_person(
        email=form.email.data or "",
        name=form.name.data or "",
        role=form.role.data,
        client=queries.find_client(form.client.data),
        language=form.language.data,
        project=project,
        by=the_viewer().id,
    )
    return _whole(token)


def _whole(token: str) -> str:
    """The address to send; its host is the configured one, whatever the request said."""
    return f"{current_app.extensions['settings'].base_url}/invitations/{token}"


def _narrowing() -> queries.PeopleFilter:
    return queries.PeopleFilter(
        words=request.args.get("q", "")[:200].strip(),
        side=chosen("side", ("firm", "client")),
        role=chosen("role", ROLE_WORDS),
        client=request.args.get("client", ""),
        state=chosen("state", ("active", "disabled")),
    )


def _filters(narrowing: queries.PeopleFilter, clients: list[tuple[str, str]]) -> list[Filter]:
    everybody = ("", _("All"))
    roles = [(role.key, role_title(role.key)) for role in all_roles()]
    sides = [("firm", _("Firm")), ("client", _("Clients"))]
    states = [("active", _("Active")), ("disabled", _("Disabled"))]
    return [
        ("side", _("Side"), [everybody, *sides], narrowing.side),
        ("role", _("Role"), [everybody, *roles], narrowing.role),
        ("client", _("Client"), [everybody, *clients], narrowing.client),
        ("state", _("State"), [everybody, *states], narrowing.state),
    ]


def _headings(order: Sorting) -> list[Heading]:
    labels = {
        "name": _("Name"), "email": _("E-mail"), "role": _("Role"), "client": _("Client"), "seen": _("Last seen"),
    }  # fmt: skip
    return [order.heading(column, label) for column, label in labels.items()]
