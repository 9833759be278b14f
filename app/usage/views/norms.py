"""The norms of use by role, agreed with the client: without them the intensity of use is not measured."""

from dataclasses import dataclass

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.facts.counts import norms_of, roles_in_use
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.usage.blueprint import bp
from app.usage.records.actions import norms_seen, set_norms
from app.usage.records.forms import NormForm, NormsForm
from app.words import _


@dataclass(frozen=True, slots=True)
class NormLine:
    """A role, how many users have it, and the field of its norm."""

    role: str
    users: int
    form: NormForm


@bp.route("/projects/<project>/usage/norms", methods=["GET", "POST"])
@in_project(Right.IMPORT_USAGE)
def norms(project: Project) -> ResponseReturnValue:
    """Agree how many events a user of each role should cause on a working day."""
    form = NormsForm(data={"seen": norms_seen(norms_of(project.id))})
    lines = _lines(project)
    if form.is_submitted() and _are_valid(form, lines):
        given = {line.role: line.form.events.data for line in lines}
        try:
            set_norms(project=project, norms=given, seen=form.seen.data or "", by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("The norms were saved. Compute open rounds again to use them."), "success")
            return redirect(f"/projects/{project.key}/usage", 303)
    return page("usage/norms.html", 422 if form.is_submitted() else 200, form=form, lines=lines)


def _lines(project: Project) -> list[NormLine]:
    sent = request.form if request.method == "POST" else None
    known, users = norms_of(project.id), dict(roles_in_use(project.id))
    lines = []
    for place, role in enumerate(dict.fromkeys([*users, *known])):
        form = NormForm(sent, data={"events": known.get(role)}, prefix=f"role-{place}-")
        form.events.render_kw = {"aria-label": f"{role}: {form.events.label.text}", "inputmode": "decimal"}
        lines.append(NormLine(role, users.get(role, 0), form))
    return lines


def _are_valid(form: NormsForm, lines: list[NormLine]) -> bool:
    valid = bool(form.validate())
    for line in lines:
        if not line.form.validate():
            valid = False
            form.form_errors.append(_("%(name)s: look at this line again.", name=line.role))
    return valid
