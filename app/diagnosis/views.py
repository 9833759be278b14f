"""Pages before the phases: the sheet, the sponsor's confirmation, the comparison of candidates."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.diagnosis.actions import confirm_problems, sheet_of, write_sheet
from app.diagnosis.forms import SheetForm
from app.diagnosis.selection import comparison_of
from app.diagnosis.sheet import differences, filled, shown, values_of
from app.errors import Refused
from app.facts.diagnosis import motive_of
from app.facts.thresholds import limits_of
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.words import ngettext

bp = Blueprint("diagnosis", __name__)
BASE = "/projects/<project>/diagnosis"


@bp.get(f"{BASE}/sheet")
@in_project()
def sheet(project: Project) -> ResponseReturnValue:
    """Motive, vision and budget, and what the sponsor confirmed."""
    motive = motive_of(project.id, limits_of(project)["warnings"])
    return page("diagnosis/sheet.html", sheet=shown(sheet_of(project)), motive=motive)


@bp.route(f"{BASE}/sheet/edit", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def edit_sheet(project: Project) -> ResponseReturnValue:
    """Write the sheet."""
    present = sheet_of(project)
    form = SheetForm(data=filled(present)).offer()
    if form.validate_on_submit():
        try:
            write_sheet(
                project=project, values=values_of(form), version=form.version.data if form.version.raw_data else None,
                differences=lambda theirs: differences(theirs, form), by=the_viewer().id,
            )  # fmt: skip
        except Refused as refused:
            form.form_errors.append(refused.sentence)
        else:
            return redirect(url_for(".sheet", project=project.key), 303)
    return page("diagnosis/edit_sheet.html", 422 if request.method == "POST" else 200, form=form)


@bp.post(f"{BASE}/confirm")
@in_project(Right.DECIDE_GATE)
def confirm(project: Project) -> ResponseReturnValue:
    """The sponsor confirms the problems."""
    number = confirm_problems(project=project, by=the_viewer().id)
    flash(ngettext("You confirmed %(num)s problem.", "You confirmed %(num)s problems.", number), "success")
    return redirect(url_for(".sheet", project=project.key), 303)


@bp.get(f"{BASE}/selection")
@in_project()
def selection(project: Project) -> ResponseReturnValue:
    """Who comes first, who is out and why, and whether it hangs on a weight."""
    return page("diagnosis/selection.html", found=comparison_of(project))
