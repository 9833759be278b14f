"""The plan of the deliverables as a file: a workbook to fill, pasted or uploaded and seen before it is kept."""

from flask.typing import ResponseReturnValue

from app.deliverables.actions_plan import take_in_deliverables
from app.deliverables.blueprint import bp
from app.deliverables.sheet import DELIVERABLES, rows_of_deliverables
from app.models import Project
from app.permissions import in_project
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.template import workbook_to_fill
from app.rights import Right


@bp.get("/projects/<project>/deliverables/template.xlsx")
@in_project(Right.WRITE_DELIVERABLE)
def template(project: Project) -> ResponseReturnValue:
    """A workbook to fill: with the deliverables that there are, or empty."""
    return workbook_to_fill(DELIVERABLES, rows_of_deliverables, project, "deliverables")


@bp.route("/projects/<project>/deliverables/sheet", methods=["GET", "POST"])
@in_project(Right.WRITE_DELIVERABLE)
def sheet(project: Project) -> ResponseReturnValue:
    """Paste or upload a table, see what it would change, accept."""
    return exchange(Desk(DELIVERABLES, project, "deliverables", "sheets", rows_of_deliverables, take_in_deliverables))
