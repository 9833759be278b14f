"""The RAID log: list, export, one entry, and what people do with it."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import today
from app.facts.people import members_of
from app.listing import paging
from app.models import Project, RaidEntry
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.raid.actions import close_entry, edit_entry, raise_entry, reopen_entry
from app.raid.filters import export_columns, export_row, filters_of, ordering, tabs_of, wanted_of
from app.raid.forms import RaidForm
from app.raid.queries import count_rows, entry_with_names, log_rows, open_counts
from app.raid.words import KINDS
from app.rights import Right
from app.tables import table_response
from app.versions import sent_version
from app.words import _
from phases.order import TITLES

bp = Blueprint("raid", __name__)


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"kind_words": KINDS, "phase_titles": TITLES}


@bp.get("/projects/<project>/raid")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """The log, filtered and sorted as the address says."""
    wanted, order, members = wanted_of(project), ordering(), members_of(project.id)
    pages = paging(count_rows(project, wanted))
    rows = log_rows(project, wanted, order.column, descending=order.descending, limit=pages.size, offset=pages.offset)
    tabs = tabs_of(wanted, open_counts(project, wanted.on))
    filters = filters_of(wanted, members)
    return page("raid/index.html", wanted=wanted, order=order, pages=pages, rows=rows, kinds=tabs, filters=filters)


@bp.get("/projects/<project>/raid/export.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """Exactly what the page lists, all pages of it."""
    order = ordering()
    rows = log_rows(project, wanted_of(project), order.column, descending=order.descending)
    return table_response(form, "raid", export_columns(), [export_row(row) for row in rows])


@bp.route("/projects/<project>/raid/new", methods=["GET", "POST"])
@in_project(Right.EDIT_RAID)
def new(project: Project) -> ResponseReturnValue:
    """Enter something in the log."""
    kind = request.args.get("kind", "")
    form = _form(project, kind=kind if kind in KINDS else "risk", severity="medium")
    if form.validate_on_submit():
        row = raise_entry(project=project, entry=form.entry(), by=the_viewer().id)
        flash(_("“%(title)s” is in the log.", title=row.title), "success")
        return redirect(url_for("raid.index", project=project.key, kind=row.kind), 303)
    return page("raid/new.html", 422 if form.errors else 200, form=form)


@bp.get("/projects/<project>/raid/<entry>")
@in_project()
def show(project: Project, entry: str) -> ResponseReturnValue:
    """One entry."""
    row = child(RaidEntry, project, entry)
    return page("raid/show.html", row=entry_with_names(row, today(project.time_zone)), version=row.version)


@bp.route("/projects/<project>/raid/<entry>/edit", methods=["GET", "POST"])
@in_project(Right.EDIT_RAID)
def edit(project: Project, entry: str) -> ResponseReturnValue:
    """Change an entry."""
    row = child(RaidEntry, project, entry)
    form = _form(project, row)
    if form.validate_on_submit():
        version = sent_version(form.version.data)
        edit_entry(project=project, row=row, entry=form.entry(), version=version, by=the_viewer().id)
        flash(_("Saved."), "success")
        return redirect(url_for("raid.show", project=project.key, entry=row.key), 303)
    return page("raid/edit.html", 422 if form.errors else 200, form=form, row=row)


@bp.post("/projects/<project>/raid/<entry>/close")
@in_project(Right.EDIT_RAID)
def close(project: Project, entry: str) -> ResponseReturnValue:
    """Close an entry with a note on how it ended."""
    row, version = child(RaidEntry, project, entry), sent_version(request.form.get("version"))
    close_entry(project=project, row=row, note=request.form.get("note", "")[:2000], version=version, by=the_viewer().id)
    flash(_("“%(title)s” is closed.", title=row.title), "success")
    return redirect(url_for("raid.index", project=project.key), 303)


@bp.post("/projects/<project>/raid/<entry>/reopen")
@in_project(Right.EDIT_RAID)
def reopen(project: Project, entry: str) -> ResponseReturnValue:
    """Open a closed entry again."""
    row, version = child(RaidEntry, project, entry), sent_version(request.form.get("version"))
    reopen_entry(project=project, row=row, version=version, by=the_viewer().id)
    flash(_("“%(title)s” is open again.", title=row.title), "success")
    return redirect(url_for("raid.show", project=project.key, entry=row.key), 303)


def _form(project: Project, row: RaidEntry | None = None, **values: Any) -> RaidForm:
    members = members_of(project.id)
    if row is not None:
        owner = next((one.key for one in members if one.id == row.owner_id), "")
        form = RaidForm(obj=row, owner=owner, phase=row.phase or "")
    else:
        form = RaidForm(**values)
    form.offer(members)
    return form
