"""Pages of waivers: granting one for a blocker, taking it back."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.gates.actions_waivers import grant_waiver, longest_waiver, revoke_waiver
from app.gates.blueprint import GATE, bp, must_be_phase
from app.gates.forms import WaiveForm
from app.gates.standing import objections_to
from app.language import day, say
from app.models import Project, Waiver
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.rights import Right
from app.words import _
from phases.order import TITLES


@bp.route(f"{GATE}/waive", methods=["GET", "POST"])
@in_project(Right.WAIVE)
def waive(project: Project, phase: str) -> ResponseReturnValue:
    """Set a blocker aside, by name, with a reason, until a day."""
    key, longest = request.values.get("blocker", ""), longest_waiver(project)
    blocker = next((one for one in objections_to(project, must_be_phase(phase)).blockers if one.key == key), None)
    form = WaiveForm(blocker=key, expires=longest)
    if blocker is None and request.method == "GET":
        abort(404)
    if form.validate_on_submit():
        try:
            _grant(project, phase, form)
            return redirect(url_for(".show", project=project.key, phase=phase), 303)
        except Refused as refusal:
            form.form_errors.append(refusal.sentence)
    status = 422 if form.is_submitted() else 200
    title = say(TITLES[phase])
    return page("gates/waive.html", status, form=form, blocker=blocker, phase=phase, title=title, longest=day(longest))


@bp.post("/projects/<project>/waivers/<waiver>/revoke")
@in_project(Right.WAIVE)
def revoke(project: Project, waiver: str) -> ResponseReturnValue:
    """Take a waiver back."""
    found = child(Waiver, project, waiver)
    revoke_waiver(project=project, waiver=found, by=the_viewer().id)
    flash(_("The waiver was revoked: its blocker stands again."), "success")
    return redirect(url_for(".show", project=project.key, phase=found.phase), 303)


def _grant(project: Project, phase: str, form: WaiveForm) -> None:
    grant_waiver(
        project=project, phase=phase, blocker=form.blocker.data, reason=form.reason.data, expires=form.expires.data,
        by=the_viewer().id,
    )  # fmt: skip
    flash(_("The blocker is waived."), "success")
