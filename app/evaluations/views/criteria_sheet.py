"""Success criteria as a file: exported, as a workbook to fill, pasted or uploaded and seen before they are kept."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations.actions_criteria import take_in_criteria
from app.evaluations.blueprint import bp
from app.facts.criteria import criteria_of
from app.language import say
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.registers.columns import told
from app.registers.criteria import CRITERIA, rows_of_criteria
from app.registers.sheet import NUMBER, Preview, preview
from app.registers.spreadsheet import cells_of, text_of
from app.registers.template import explained_columns, workbook
from app.rights import Right
from app.tables import table_response
from app.words import _


@bp.get("/projects/<project>/criteria/export.<form>")
@in_project(Right.EXPORT)
def export_criteria(project: Project, form: str) -> ResponseReturnValue:
    """The sheet as a file; its headings are those that an upload understands."""
    names = [say(NUMBER), *(say(one.label) for one in CRITERIA.fields), _("Complete"), _("Signed by"), _("Signed")]
    rows = [
        (
            row.code, *(row.cells[one.name] for one in CRITERIA.fields), _("yes") if found.complete else _("no"),
            found.signed_by, found.signed_at,
        )
        for row, found in zip(rows_of_criteria(project.id), criteria_of(project.id), strict=True)
    ]  # fmt: skip
    return table_response(form, f"criteria-{project.key}", names, rows)


@bp.get("/projects/<project>/criteria/template.xlsx")
@in_project(Right.WRITE_ROUND)
def criteria_template(project: Project) -> ResponseReturnValue:
    """A workbook to fill: with the criteria that there are, or empty."""
    rows = [] if "empty" in request.args else rows_of_criteria(project.id)
    return workbook(CRITERIA, rows, "criteria")


@bp.route("/projects/<project>/criteria/sheet", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def criteria_sheet(project: Project) -> ResponseReturnValue:
    """Paste or upload a table, see what it would change, accept."""
    base = url_for("evaluations.criteria", project=project.key)
    if request.method == "GET":
        return page("evaluations/sheet.html", base=base, text="", sentence="", columns=explained_columns(CRITERIA))
    try:
        cells = told(CRITERIA, cells_of(request.files.get("file"), request.form.get("cells", "")), request.form)
        found = preview(CRITERIA, project.id, cells, rows_of_criteria(project.id))
    except Refused as refused:
        text, columns = request.form.get("cells", ""), explained_columns(CRITERIA)
        return page("evaluations/sheet.html", 422, base=base, text=text, sentence=refused.sentence, columns=columns)
    if request.form.get("seen") == found.digest:
        return _taken_in(project, found, base)
    stale = "seen" in request.form
    return page("evaluations/preview.html", base=base, found=found, text=text_of(cells), stale=stale, register=CRITERIA)


def _taken_in(project: Project, found: Preview, base: str) -> ResponseReturnValue:
    take_in_criteria(project=project, new=found.new, changed=found.changed, by=the_viewer().id)
    flash(_("Taken in: %(new)s new, %(changed)s changed.", new=len(found.new), changed=len(found.changed)), "success")
    return redirect(base, 303)
