"""Success criteria as a file: exported, as a workbook to fill, pasted or uploaded and seen before they are kept."""

from flask.typing import ResponseReturnValue

from app.evaluations.actions_criteria import take_in_criteria
from app.evaluations.blueprint import bp
from app.facts.criteria import criteria_of
from app.language import say
from app.models import Project
from app.permissions import in_project
from app.registers.criteria import CRITERIA, rows_of_criteria
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.headings import NUMBER
from app.registers.sheets.template import workbook_to_fill
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
    return workbook_to_fill(CRITERIA, rows_of_criteria, project, "criteria")


@bp.route("/projects/<project>/criteria/sheet", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def criteria_sheet(project: Project) -> ResponseReturnValue:
    """Paste or upload a table, see what it would change, accept."""
    return exchange(Desk(CRITERIA, project, "criteria", "sheets", rows_of_criteria, take_in_criteria))
