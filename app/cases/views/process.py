"""One process: what its cases showed in a period, computing another period, activities and steps, exports."""

from datetime import date

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.cases import actions, queries, showing
from app.cases.blueprint import bp
from app.errors import Refused
from app.facts.cases import Asked
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.sections import sections
from app.tables import table_response
from app.words import _

BASE = "/projects/<project>/cases/processes/<flow>"


@bp.get(BASE)
@in_project()
def process(project: Project, flow: str) -> ResponseReturnValue:
    """The figures, the swim lanes, the variants and the worst cases of the chosen period."""
    shown = showing.open_cases(project, flow, _period())
    job = actions.newest_job(project.id, "case-reading", process=flow)
    running = job if job is not None and job.state in ("waiting", "running") else None
    failed = job.message if job is not None and job.state == "failed" else ""
    return page(
        "cases/process.html", shown=shown, base=_url(project, flow), sections=sections(project.key, "cases"),
        job=running if running and running.by_id == the_viewer().id else None, failed=failed,
    )  # fmt: skip


@bp.post(f"{BASE}/compute")
@in_project(Right.IMPORT_USAGE)
def compute(project: Project, flow: str) -> ResponseReturnValue:
    """Have the cases of a period counted."""
    asked = queries.the_process(project, flow)
    dates = _dates(request.form.get("from"), request.form.get("to"))
    if dates is None:
        raise Refused(_("Choose the first and the last day of the period."))
    actions.start_reading(project=project, asked=asked, first=dates[0], last=dates[1], by=the_viewer().id)
    return redirect(f"{_url(project, flow)}?from={dates[0]}&to={dates[1]}", 303)


@bp.route(f"{BASE}/activities", methods=["GET"])
@in_project()
def activities(project: Project, flow: str) -> ResponseReturnValue:
    """Which activity is which step, and which steps not every case owes."""
    return _activities(project, queries.the_process(project, flow))


@bp.post(f"{BASE}/activities")
@in_project(Right.IMPORT_USAGE)
def decide(project: Project, flow: str) -> ResponseReturnValue:
    """Save which activity is which step."""
    asked = queries.the_process(project, flow)
    names, values = request.form.getlist("activity"), request.form.getlist("is")
    given = {
        name: value
        for name, value in zip(names, values, strict=False)
        if value and value != queries.automatic(asked, name)
    }
    optional = frozenset(request.form.getlist("optional"))
    try:
        actions.decide_activities(project=project, asked=asked, given=given, optional=optional, by=the_viewer().id)
    except Refused as refusal:
        return _activities(project, asked, 422, refusal.sentence)
    flash(_("Saved. Compute the period or the round again to see what it changes."), "success")
    return redirect(_url(project, flow), 303)


@bp.get(f"{BASE}/steps.<form>")
@in_project(Right.EXPORT)
def export(project: Project, flow: str, form: str) -> ResponseReturnValue:
    """The steps with their figures as CSV or XLSX."""
    shown = showing.open_cases(project, flow, _period())
    if shown.found is None:
        abort(404)
    return table_response(form, f"cases-{shown.asked.code}", *showing.step_cells_of(shown.found))


@bp.get(f"{BASE}/variants.<form>")
@in_project(Right.EXPORT)
def export_variants(project: Project, flow: str, form: str) -> ResponseReturnValue:
    """The most frequent and the worst variants as CSV or XLSX."""
    shown = showing.open_cases(project, flow, _period())
    if shown.found is None:
        abort(404)
    head = (_("Steps"), _("Cases"), _("Share"), _("Fitness"), _("Where it deviates"), _("Examples"))
    rows = [
        (one.steps, one.cases, one.share, one.fitness, one.deviations, one.names) for one in (*shown.ways, *shown.worst)
    ]
    return table_response(form, f"variants-{shown.asked.code}", head, dict.fromkeys(rows))


def _activities(project: Project, asked: Asked, status: int = 200, wrong: str = "") -> ResponseReturnValue:
    return page(
        "cases/activities.html", status, asked=asked, rows=queries.activity_rows(project, asked),
        choices=queries.activity_choices(asked), wrong=wrong, base=_url(project, asked.key),
    )  # fmt: skip


def _period() -> tuple[date, date] | None:
    return _dates(request.args.get("from"), request.args.get("to"))


def _dates(first: str | None, last: str | None) -> tuple[date, date] | None:
    """Two days from their texts; None where one is missing, wrong, or the period ends before it begins."""
    try:
        found = date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError:
        return None
    return found if found[0] <= found[1] else None


def _url(project: Project, flow: str) -> str:
    return f"/projects/{project.key}/cases/processes/{flow}"
