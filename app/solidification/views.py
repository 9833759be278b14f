"""Pages of process solidification: to-be beside as-is, the approval of a version, what hangs loose on both sides."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.listing import chosen
from app.models import Project, TargetProcess
from app.pages import page
from app.permissions import child, in_project, the_access, the_viewer
from app.registers.lane_steps import BY
from app.rights import Right
from app.solidification.actions import approve_version, may_approve
from app.solidification.queries import loose_ends, open_process, process_lines, warnings_of
from app.words import _

bp = Blueprint("solidification", __name__)
BASE = "/projects/<project>/solidification"


@bp.get(f"{BASE}/processes")
@in_project()
def processes(project: Project) -> ResponseReturnValue:
    """All to-be processes with their versions."""
    return page("solidification/processes.html", lines=process_lines(project), warnings=warnings_of(project))


@bp.get(f"{BASE}/processes/<flow>")
@in_project()
def process(project: Project, flow: str) -> ResponseReturnValue:
    """One to-be process beside its as-is, with its approvals."""
    found = child(TargetProcess, project, flow)
    viewer, by = the_viewer(), chosen("lanes", BY) or "role"
    return page(
        "solidification/process.html",
        shown=open_process(project, found, by),
        by=by,
        key=found.key,
        approver=may_approve(found, role=the_access().role, of_firm=viewer.of_firm, by=viewer.id),
    )


@bp.post(f"{BASE}/processes/<flow>/approve")
@in_project(Right.APPROVE_PROCESS)
def approve(project: Project, flow: str) -> ResponseReturnValue:
    """Approve the version that the page showed."""
    found = child(TargetProcess, project, flow)
    viewer, digest = the_viewer(), request.form.get("digest", "")[:64]
    made = approve_version(
        project=project, process=found, digest=digest, role=the_access().role, of_firm=viewer.of_firm, by=viewer.id
    )
    flash(_("Version %(number)s is approved.", number=made.number), "success")
    return redirect(f"/projects/{project.key}/solidification/processes/{found.key}", 303)


@bp.get(f"{BASE}/loose-ends")
@in_project()
def loose(project: Project) -> ResponseReturnValue:
    """What answers no problem, and what nothing answers."""
    return page("solidification/loose.html", ends=loose_ends(project), records=f"/projects/{project.key}/records")
