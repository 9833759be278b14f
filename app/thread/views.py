"""The golden thread: stations, loose ends, and the thread of one record from both ends."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.tables import table_response
from app.thread.actions import join_records, part_records
from app.thread.queries import find_bead, overview, thread_of
from app.words import _
from phases.thread import Bead

bp = Blueprint("thread", __name__)
BASE = "/projects/<project>/thread"


@bp.get(BASE)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """All stations with their records, and what hangs loose."""
    stations, loose = overview(project)
    return page("thread/index.html", stations=stations, loose=loose)


@bp.get(f"{BASE}/loose-ends.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """The loose ends as a table."""
    _stations, loose = overview(project)
    columns = [_("Station"), _("Record"), _("What is missing")]
    return table_response(form, "loose-ends", columns, ([one.station, one.title, one.sentence] for one in loose))


@bp.get(f"{BASE}/<station>/<record>")
@in_project()
def show(project: Project, station: str, record: str) -> ResponseReturnValue:
    """What became of a record, and why it is there."""
    bead = find_bead(project, station, record)
    return page("thread/show.html", bead=bead, station=station, stretches=thread_of(project, bead))


@bp.post(f"{BASE}/<station>/<record>/join")
@in_project(Right.EDIT_RECORDS)
def join(project: Project, station: str, record: str) -> ResponseReturnValue:
    """Join the record with another."""
    one, other = find_bead(project, station, record), _other(project)
    join_records(project=project, one=one, other=other, by=the_viewer().id)
    flash(_("“%(title)s” is on the thread.", title=other.title), "success")
    return redirect(url_for("thread.show", project=project.key, station=station, record=record), 303)


@bp.post(f"{BASE}/<station>/<record>/part")
@in_project(Right.EDIT_RECORDS)
def part(project: Project, station: str, record: str) -> ResponseReturnValue:
    """Take a join away."""
    one, other = find_bead(project, station, record), _other(project)
    part_records(project=project, one=one, other=other, by=the_viewer().id)
    flash(_("“%(title)s” is not joined with this record any more.", title=other.title), "success")
    return redirect(url_for("thread.show", project=project.key, station=station, record=record), 303)


def _other(project: Project) -> Bead:
    return find_bead(project, request.form.get("station", ""), request.form.get("record", ""))
