"""Go-live beyond its registers: the live run of the switch, hypercare over time."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.golive.actions import finish_task, start_task, take_back
from app.golive.hypercare_page import hypercare_page
from app.golive.run_page import live_run
from app.models import CutoverTask, Project
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.rights import Right
from app.words import _

bp = Blueprint("golive", __name__)
BASE = "/projects/<project>/golive"


@bp.get(f"{BASE}/run")
@in_project()
def run(project: Project) -> ResponseReturnValue:
    """The switch as it happens."""
    return page("golive/run.html", run=live_run(project))


@bp.get(f"{BASE}/run/<task>/no-return")
@in_project(Right.EDIT_RECORDS)
def no_return(project: Project, task: str) -> ResponseReturnValue:
    """The second question before a point of no return."""
    return page("golive/no_return.html", task=child(CutoverTask, project, task), run=live_run(project))


@bp.post(f"{BASE}/run/<task>/start")
@in_project(Right.EDIT_RECORDS)
def start(project: Project, task: str) -> ResponseReturnValue:
    """Start a task; a point of no return asks once more."""
    row = child(CutoverTask, project, task)
    if row.no_return and not row.started and request.form.get("sure") != "yes":
        return redirect(url_for("golive.no_return", project=project.key, task=row.key), 303)
    start_task(project=project, task=row, sure=request.form.get("sure") == "yes", by=the_viewer().id)
    flash(_("“%(title)s” is started.", title=row.title), "success")
    return _back(project)


@bp.post(f"{BASE}/run/<task>/finish")
@in_project(Right.EDIT_RECORDS)
def finish(project: Project, task: str) -> ResponseReturnValue:
    """Finish a task."""
    row = child(CutoverTask, project, task)
    finish_task(project=project, task=row, by=the_viewer().id)
    flash(_("“%(title)s” is finished.", title=row.title), "success")
    return _back(project)


@bp.post(f"{BASE}/run/<task>/back")
@in_project(Right.EDIT_RECORDS)
def back(project: Project, task: str) -> ResponseReturnValue:
    """Take a tap back."""
    row = child(CutoverTask, project, task)
    take_back(project=project, task=row, by=the_viewer().id)
    flash(_("Taken back: “%(title)s”.", title=row.title), "success")
    return _back(project)


@bp.get(f"{BASE}/hypercare")
@in_project()
def hypercare(project: Project) -> ResponseReturnValue:
    """The weeks after the switch, day by day."""
    return page("golive/hypercare.html", hypercare=hypercare_page(project))


def _back(project: Project) -> ResponseReturnValue:
    return redirect(url_for("golive.run", project=project.key), 303)
