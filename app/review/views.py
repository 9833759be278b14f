"""Pages of the business review: the processes as they are, each drawn in swim lanes."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.listing import chosen
from app.models import AsIsProcess, Project
from app.pages import page
from app.permissions import child, in_project
from app.registers.lane_steps import BY
from app.review.queries import open_process, process_lines

bp = Blueprint("review", __name__)
BASE = "/projects/<project>/review/processes"


@bp.get(BASE)
@in_project()
def processes(project: Project) -> ResponseReturnValue:
    """All processes with what their steps add up to."""
    return page(
        "review/processes.html", lines=process_lines(project), records=f"/projects/{project.key}/records/review"
    )


@bp.get(f"{BASE}/<process>")
@in_project()
def process(project: Project, process: str) -> ResponseReturnValue:
    """One process, its steps in lanes by role or by department."""
    found = child(AsIsProcess, project, process)
    by = chosen("lanes", BY) or "role"
    return page(
        "review/process.html",
        shown=open_process(project, found, by),
        by=by,
        records=f"/projects/{project.key}/records/review",
        key=found.key,
    )
