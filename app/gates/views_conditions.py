"""Pages of conditions: one condition, fulfilling it, opening it again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.database import db
from app.gates import queries
from app.gates.actions_conditions import finish_condition, may_close, reopen_condition
from app.gates.blueprint import bp
from app.gates.forms import FinishConditionForm
from app.models import Condition, GateDecision, Project
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.words import _

CONDITION = "/projects/<project>/conditions/<condition>"


@bp.route(CONDITION, methods=["GET", "POST"])
@in_project()
def condition(project: Project, condition: str) -> ResponseReturnValue:
    """One condition; its owner or the lead says here how it was fulfilled."""
    found, form = child(Condition, project, condition), FinishConditionForm()
    if form.validate_on_submit():
        finish_condition(project=project, condition=found, note=form.note.data, by=the_viewer().id)
        flash(_("The condition is fulfilled."), "success")
        return redirect(url_for(".condition", project=project.key, condition=condition), 303)
    decided = db.session.get_one(GateDecision, found.decision_id)
    return page(
        "gates/condition.html",
        422 if form.is_submitted() else 200,
        form=form,
        line=queries.condition_line(project, found),
        may_close=may_close(project, found, the_viewer().id),
        decision_url=queries.decision_url(project.key, found.phase, decided.key),
        decision_number=decided.number,
    )


@bp.post(f"{CONDITION}/reopen")
@in_project()
def reopen(project: Project, condition: str) -> ResponseReturnValue:
    """Take back that a condition is fulfilled."""
    reopen_condition(project=project, condition=child(Condition, project, condition), by=the_viewer().id)
    flash(_("The condition is open again."), "success")
    return redirect(url_for(".condition", project=project.key, condition=condition), 303)
