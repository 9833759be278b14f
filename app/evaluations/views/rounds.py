"""The list of a project's rounds, and opening the next one."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations.actions import open_round
from app.evaluations.blueprint import bp
from app.evaluations.forms import RoundForm
from app.evaluations.rounds_page import rounds_page
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.sections import sections
from app.words import _


@bp.get("/projects/<project>/rounds")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """All rounds with their scores, newest first."""
    return page("evaluations/index.html", list=rounds_page(project), sections=sections(project.key, "rounds"))


@bp.route("/projects/<project>/rounds/new", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def new(project: Project) -> ResponseReturnValue:
    """Open the next round; the dates that the edition proposes are filled in."""
    proposed = rounds_page(project)
    first, last = proposed.next_dates
    form = RoundForm(data={"from_date": first, "to_date": last})
    if form.validate_on_submit():
        try:
            made = open_round(
                project=project, from_date=form.from_date.data, to_date=form.to_date.data, by=the_viewer().id
            )
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("Round %(number)s is open.", number=made.number), "success")
            return redirect(f"/projects/{project.key}/rounds/{made.number}", 303)
    return page("evaluations/new.html", 422 if form.is_submitted() else 200, form=form, proposed=proposed)
