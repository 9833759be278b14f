"""A list of the client's people as a file: pasted or uploaded, seen, and each invited by a link of their own.

What registers need is imported where it is used: who signs in shall not wait for it.
"""

from flask import current_app
from flask.typing import ResponseReturnValue

from app.accounts.blueprint import bp
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right

AT = "people/invite"


@bp.get("/projects/<project>/people/invite/template.xlsx")
@in_project(Right.INVITE_CLIENT)
def people_template(project: Project) -> ResponseReturnValue:
    """A workbook to fill: with the people who are invited already, or empty."""
    from app.accounts.people_sheet import invitees, rows_of_invitations
    from app.registers.sheets.template import workbook_to_fill

    return workbook_to_fill(invitees(), rows_of_invitations, project, "invitations")


@bp.route("/projects/<project>/people/invite/sheet", methods=["GET", "POST"])
@in_project(Right.INVITE_CLIENT)
def people_sheet(project: Project) -> ResponseReturnValue:
    """Paste or upload a list, see whom it would invite, make the links; they are shown once."""
    from app.accounts.people_sheet import Made, invitees, rows_of_invitations
    from app.registers.sheets.exchange import Desk, exchange
    from app.registers.sheets.refused import waiting_at

    made = Made()

    def shown() -> ResponseReturnValue:
        address = f"{current_app.extensions['settings'].base_url}/invitations/"
        links = [(email, name, address + token) for email, name, token in made.links]
        base = f"/projects/{project.key}/people"
        waiting = waiting_at(project, AT, the_viewer().id)
        return page("accounts/invited_many.html", links=links, refused=made.refused, base=base, waiting=waiting)

    present, take = rows_of_invitations, made.take_in
    return exchange(Desk(invitees(), project, AT, "sheets", present, take, after=shown))
