"""Any two rounds of a project beside each other, on screen and as a file."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.evaluations.blueprint import bp
from app.evaluations.compare_page import Compared, compared, export_columns, export_rows
from app.evaluations.corrections.actions import request_redefinition
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.sections import sections
from app.tables import table_response
from app.words import _


@bp.get("/projects/<project>/rounds/compare")
@in_project()
def compare_rounds(project: Project) -> ResponseReturnValue:
    """The two rounds that the address names, or the last two."""
    found = _found(project)
    query = f"old={found.old.number}&new={found.new.number}" if found else ""
    base = f"/projects/{project.key}/rounds/compare"
    exports = [(form.upper(), f"{base}.{form}?{query}") for form in ("csv", "xlsx")]
    return page(
        "evaluations/compare.html", found=found, base=base, sections=sections(project.key, "rounds"),
        exports=exports if found and the_access().may(Right.EXPORT) else [],
    )  # fmt: skip


@bp.get("/projects/<project>/rounds/compare.<form>")
@in_project(Right.EXPORT)
def export_comparison(project: Project, form: str) -> ResponseReturnValue:
    """The same rows as the page shows, as a file."""
    found = _found(project) or abort(404)
    return table_response(form, f"rounds-{project.key}", export_columns(found), export_rows(found))


@bp.post("/projects/<project>/rounds/compare")
@in_project(Right.WRITE_ROUND)
def recompute_older(project: Project) -> ResponseReturnValue:
    """Have the first round computed by the definitions of the second."""
    found = _found(project) or abort(404)
    request_redefinition(project=project, one=found.old, edition=found.new.edition, by=the_viewer().id)
    flash(_("Round %(number)s is being recomputed by the newer definitions.", number=found.old.number), "success")
    return redirect(f"/projects/{project.key}/rounds/{found.old.number}/corrections", 303)


def _found(project: Project) -> Compared | None:
    """The rounds asked for; numbers that are none, or of no round of this project, give 404."""
    old, new = (request.args.get(side, type=int) for side in ("old", "new"))
    found = compared(project, old, new)
    if found is None and (request.args.get("old") or request.args.get("new")):
        abort(404)
    return found
