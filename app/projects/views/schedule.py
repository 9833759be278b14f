"""The schedule: plan, actual and forecast of the phases; moving one, changing lengths, taking a move back."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.language import day, say
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.projects.actions import move_phase, set_durations, undo_move
from app.projects.blueprint import bp
from app.projects.forms import ChangeDurationsForm, MovePhaseForm
from app.projects.plan import last_move, plan_of, preview_durations, preview_move
from app.projects.schedule import change_rows, schedule_of
from app.rights import Right
from app.versions import sent_version
from app.words import _
from phases.order import ORDER, TITLES


@bp.get("/projects/<project>/schedule")
@in_project()
def schedule(project: Project) -> ResponseReturnValue:
    """The phases with plan, actual and forecast, as a table and as a drawing."""
    found, last = schedule_of(project), last_move(project)
    back = _("“%(phase)s” back to %(day)s", phase=say(TITLES[last.phase]), day=day(last.before)) if last else ""
    return page("projects/schedule.html", found=found, back=back)


@bp.route("/projects/<project>/schedule/<phase>", methods=["GET", "POST"])
@in_project(Right.EDIT_PLAN)
def move(project: Project, phase: str) -> ResponseReturnValue:
    """Move a phase and all later ones: first what that would change, then the change."""
    if phase not in ORDER:
        abort(404)
    planned = plan_of(project)[phase].planned.start
    form = MovePhaseForm(start=planned, version=project.version)
    sent = form.validate_on_submit()
    if sent and "preview" not in request.form:
        start, version = form.start.data, sent_version(form.version.data)
        move_phase(project=project, phase=phase, start=start, version=version, by=the_viewer().id)
        flash(_("“%(phase)s” and all later phases have moved.", phase=say(TITLES[phase])), "success")
        return redirect(url_for("projects.schedule", project=project.key), 303)
    change = preview_move(project, phase, form.start.data) if sent else None
    rows = change_rows(change, project.country)
    title, status = say(TITLES[phase]), 422 if form.errors else 200
    return page("projects/move.html", status, form=form, change=change, rows=rows, name=title)


@bp.route("/projects/<project>/schedule/lengths", methods=["GET", "POST"])
@in_project(Right.EDIT_PLAN)
def durations(project: Project) -> ResponseReturnValue:
    """Give the phases other lengths: first what that would change, then the change."""
    lengths = {word: phase.working_days for word, phase in plan_of(project).items()}
    form = ChangeDurationsForm(version=project.version, **lengths)
    sent = form.validate_on_submit()
    if sent and "preview" not in request.form:
        version = sent_version(form.version.data)
        set_durations(project=project, durations=form.durations(), version=version, by=the_viewer().id)
        flash(_("The lengths of the phases have changed."), "success")
        return redirect(url_for("projects.schedule", project=project.key), 303)
    change = preview_durations(project, form.durations()) if sent else None
    rows = change_rows(change, project.country)
    return page("projects/durations.html", 422 if form.errors else 200, form=form, change=change, rows=rows)


@bp.post("/projects/<project>/schedule/undo")
@in_project(Right.EDIT_PLAN)
def undo(project: Project) -> ResponseReturnValue:
    """Take the last move back."""
    undo_move(project=project, version=sent_version(request.form.get("version")), by=the_viewer().id)
    flash(_("The move was taken back."), "success")
    return redirect(url_for("projects.schedule", project=project.key), 303)
