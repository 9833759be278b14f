"""Settings of an engagement, and its state: pause, close, cancel, reopen."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.projects.actions import change_state, edit_project
from app.projects.blueprint import bp
from app.projects.forms import EditProjectForm
from app.projects.states import steps_from
from app.rights import Right
from app.versions import sent_version
from app.words import _


@bp.route("/projects/<project>/settings", methods=["GET", "POST"])
@in_project(Right.EDIT_PLAN)
def settings(project: Project) -> ResponseReturnValue:
    """What the engagement is called and how it is described."""
    form = EditProjectForm(obj=project)
    form.offer()
    if form.validate_on_submit():
        edit_project(
            project=project,
            name=form.name.data,
            system=form.system.data,
            summary=form.summary.data,
            time_zone=form.time_zone.data,
            go_live=form.go_live.data,
            version=sent_version(form.version.data),
            by=the_viewer().id,
        )
        flash(_("Saved."), "success")
        return redirect(url_for("projects.show", project=project.key), 303)
    return page("projects/settings.html", 422 if form.errors else 200, form=form, steps=steps_from(project.state))


@bp.post("/projects/<project>/state")
@in_project(Right.EDIT_PLAN)
def state(project: Project) -> ResponseReturnValue:
    """Pause, resume, close, cancel or reopen the engagement."""
    change_state(
        project=project,
        state=request.form.get("state", ""),
        reason=request.form.get("reason", "")[:1000],
        version=sent_version(request.form.get("version")),
        by=the_viewer().id,
    )
    flash(_("The engagement's state has changed."), "success")
    return redirect(url_for("projects.show", project=project.key), 303)
