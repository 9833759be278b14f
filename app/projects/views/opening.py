"""Opening an engagement: client, dates and lengths, with the plan that follows from them before anything is saved."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.models import Client
from app.pages import page
from app.permissions import firm, reads_first, the_viewer
from app.projects.actions import create_project, find_or_add_client
from app.projects.blueprint import bp
from app.projects.first_plan import PreviewRow, find_edition, fitted_durations, plan_windows, preview
from app.projects.forms import OpenProjectForm
from app.projects.queries import find_client
from app.rights import Right
from app.transactions import begin_write
from app.words import _
from phases.order import ORDER


@bp.route("/projects/new", methods=["GET", "POST"])
@firm(Right.CREATE_PROJECT)
@reads_first
def new() -> ResponseReturnValue:
    """Ask for what an engagement needs; open it, or show the dates first."""
    form = OpenProjectForm.for_viewer(request.args.get("client", ""))
    if "fit" in request.form:
        _fit(form)
    rows = _preview(form)
    if request.method == "POST" and not {"fit", "preview"} & request.form.keys() and form.validate():
        return _open(form, rows)
    return page("projects/new.html", 422 if form.errors else 200, form=form, dates=rows)


def _open(form: OpenProjectForm, rows: dict[str, PreviewRow]) -> ResponseReturnValue:
    viewer = the_viewer()
    begin_write()  # the calendars are read by now: nobody waits for them
    client = find_client(viewer, form.client.data) if form.client.data else None
    try:
        project = create_project(
            client=client or _new_client(form, viewer.id),
            name=form.name.data,
            start=form.start.data,
            country=form.country.data,
            time_zone=form.time_zone.data,
            system=form.system.data,
            summary=form.summary.data,
            durations=form.durations(),
            go_live=form.go_live.data,
            edition=form.edition.data,
            by=viewer.id,
        )
    except Refused as refused:
        form.form_errors = [refused.sentence]
        return page("projects/new.html", 422, form=form, dates=rows)
    flash(_("The engagement is open. Next: put the team together."), "success")
    return redirect(url_for("projects.people", project=project.key), 303)


def _new_client(form: OpenProjectForm, by: int) -> Client:
    place = {"country": form.country.data, "time_zone": form.time_zone.data}
    return find_or_add_client(name=form.new_client.data, by=by, **place)


def _fit(form: OpenProjectForm) -> None:
    """Stretch or squeeze the lengths so that the plan ends on the agreed go-live."""
    if not form.start.data or not form.go_live.data:
        field = form.start if form.start.process_errors else form.go_live
        field.errors = [*field.process_errors] or [_("Give the agreed go-live first.")]
        return
    try:
        lengths = fitted_durations(
            find_edition(form.edition.data),
            start=form.start.data,
            go_live=form.go_live.data,
            country=form.country.data,
        )
    except Refused as refused:
        form.go_live.errors = [refused.sentence]
        return
    for word in ORDER:
        form[word].data = lengths[word]
        form[word].raw_data = None


def _preview(form: OpenProjectForm) -> dict[str, PreviewRow]:
    """The plan that follows from what is entered so far; nothing while that is not enough."""
    lengths = form.durations()
    form.start.errors = form.start.errors or form.start.process_errors
    if not form.start.data or not all(isinstance(days, int) and 1 <= days <= 1000 for days in lengths.values()):
        return {}
    try:
        windows = plan_windows(
            find_edition(form.edition.data or None),
            start=form.start.data,
            durations=lengths,
            go_live=None,
            country=form.country.data or "CN",
        )
    except Refused:
        return {}
    return {row.word: row for row in preview(windows, form.country.data or "CN")}
