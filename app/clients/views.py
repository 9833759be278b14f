"""Clients: the list, one client with engagements and people, adding, changing and removing."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clients import actions, queries
from app.clients.forms import ClientForm
from app.errors import Refused
from app.language import language
from app.listing import Heading, Sorting, paging, sorting
from app.pages import page
from app.permissions import firm, signed_in, the_viewer
from app.places import countries
from app.rights import Right, has_right
from app.words import _

bp = Blueprint("clients", __name__)


@bp.get("/clients")
@signed_in
def index() -> ResponseReturnValue:
    """The clients that the reader may see."""
    me, order = the_viewer(), sorting(queries.COLUMNS, "name")
    words = request.args.get("q", "")[:200].strip()
    shown = paging(queries.count_clients(me, words))
    found = queries.clients(
        me, words, column=order.column, descending=order.descending, offset=shown.offset, limit=shown.size
    )
    return page("clients/index.html", clients=found, page=shown, search=words, headings=_headings(order))


@bp.route("/clients/new", methods=["GET", "POST"])
@firm(Right.MANAGE_CLIENTS)
def new() -> ResponseReturnValue:
    """Add a client."""
    form = ClientForm(data={"country": "CN"})
    if form.validate_on_submit():
        try:
            client = actions.add_client(by=the_viewer().id, **form.values())
            return redirect(url_for("clients.show", client=client.key), 303)
        except Refused as refusal:
            form.name.errors = (refusal.sentence,)
    return page("clients/new.html", status=422 if form.errors else 200, form=form)


@bp.get("/clients/<client>")
@signed_in
def show(client: str) -> ResponseReturnValue:
    """One client: engagements and people."""
    me = the_viewer()
    found = queries.find_client(me, client)
    return page(
        "clients/show.html",
        client=found,
        engagements=queries.engagements_of(me, found),
        people=queries.people_of(me, found),
        country=dict(countries(language())).get(found.country, found.country),
        opens_people=has_right(me, Right.MANAGE_PEOPLE),
        removable=has_right(me, Right.MANAGE_CLIENTS) and queries.is_bare(found),
    )


@bp.route("/clients/<client>/edit", methods=["GET", "POST"])
@firm(Right.MANAGE_CLIENTS)
def edit(client: str) -> ResponseReturnValue:
    """Change what is known of a client."""
    found = queries.find_client(the_viewer(), client)
    form = ClientForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.edit_client(client=found, version=form.version.data or 0, by=the_viewer().id, **form.values())
            flash(_("The client is saved."), "success")
            return redirect(url_for("clients.show", client=client), 303)
        except Refused as refusal:
            form.name.errors = (refusal.sentence,)
    return page("clients/edit.html", status=422 if form.errors else 200, form=form, client=found)


@bp.post("/clients/<client>/remove")
@firm(Right.MANAGE_CLIENTS)
def remove(client: str) -> ResponseReturnValue:
    """Take away a client that was added by mistake."""
    found = queries.find_client(the_viewer(), client)
    name = found.name
    try:
        actions.remove_client(client=found, by=the_viewer().id)
    except Refused as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("clients.show", client=client), 303)
    flash(_("“%(name)s” is removed.", name=name), "success")
    return redirect(url_for("clients.index"), 303)


def _headings(order: Sorting) -> list[Heading]:
    return [
        order.heading("name", _("Client")),
        order.heading("industry", _("Industry")),
        order.heading("engagements", _("Engagements"), "num"),
    ]
