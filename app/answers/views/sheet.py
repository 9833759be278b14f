"""The checklist of a phase as a file: a workbook to fill, pasted or uploaded and seen before it is kept."""

from functools import partial

from flask import abort
from flask.typing import ResponseReturnValue

from app.answers.blueprint import bp
from app.answers.rules import must_run
from app.answers.sheet import CHECKLIST, rows_of_checklist, take_in_answers
from app.models import PHASE_WORDS, Project
from app.permissions import in_project
from app.registers.sheets.exchange import Desk, exchange
from app.registers.sheets.template import workbook
from app.rights import Right


@bp.get("/projects/<project>/phases/<phase>/template.xlsx")
@in_project(Right.PLAN_ITEMS)
def checklist_template(project: Project, phase: str) -> ResponseReturnValue:
    """The items of the phase as a workbook to fill."""
    _must_be_phase(phase)
    return workbook(CHECKLIST, rows_of_checklist(project.id, phase), f"checklist-{phase}")


@bp.route("/projects/<project>/phases/<phase>/sheet", methods=["GET", "POST"])
@in_project(Right.PLAN_ITEMS)
def checklist_sheet(project: Project, phase: str) -> ResponseReturnValue:
    """Paste or upload a table of answers, see what it would change, accept."""
    _must_be_phase(phase)
    must_run(project)
    present = partial(rows_of_checklist, phase=phase)
    return exchange(Desk(CHECKLIST, project, f"phases/{phase}", "sheets", present, take_in_answers))


def _must_be_phase(word: str) -> None:
    if word not in PHASE_WORDS:
        abort(404)
