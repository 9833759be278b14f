"""Pages before the phases: the sheet, the sponsor's confirmation, the comparison of candidates."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.diagnosis.actions import confirm_problems, sheet_of, write_sheet
from app.diagnosis.forms import SheetForm
from app.diagnosis.matrix import explained, look, matrix_of
from app.diagnosis.selection import comparison_of
from app.diagnosis.sheet import differences, filled, shown, values_of
from app.errors import Refused
from app.facts.diagnosis import motive_of
from app.facts.thresholds import limits_of
from app.models import Project
from app.pages import page
from app.permissions import in_project, may, the_viewer
from app.registers.diagnosis import SCORES
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.refused import waiting_at
from app.rights import Right
from app.tables import table_response
from app.words import ngettext

bp = Blueprint("diagnosis", __name__)
BASE = "/projects/<project>/diagnosis"
MATRIX = "diagnosis/selection"


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
    waiting = waiting_at(project, MATRIX, the_viewer().id) if may(Right.EDIT_RECORDS) else []
    return page("diagnosis/selection.html", found=comparison_of(project), waiting=waiting)


@bp.get(f"{BASE}/selection/export.<form>")
@in_project(Right.EXPORT)
def export_matrix(project: Project, form: str) -> ResponseReturnValue:
    """The scores as a matrix: criteria down, candidates across."""
    return table_response(form, "selection", *matrix_of(project.id))


@bp.get(f"{BASE}/selection/template.xlsx")
@in_project(Right.EDIT_RECORDS)
def matrix_template(project: Project) -> ResponseReturnValue:
    """The matrix as a workbook to fill or to change."""
    return table_response("xlsx", "selection", *matrix_of(project.id))


@bp.route(f"{BASE}/selection/sheet", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def matrix(project: Project) -> ResponseReturnValue:
    """Paste or upload the matrix of scores, see what it would change, accept."""
    return exchange(Desk(SCORES, project, MATRIX, "diagnosis/matrix", look=look, columns=explained(project.id)))
