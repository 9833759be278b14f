"""Pages of the thresholds: of a project, of the firm, and of one threshold with its history."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.models import Project, ThresholdChange
from app.pages import page
from app.permissions import child, firm, in_project, the_access, the_viewer
from app.rights import Right
from app.shell import edition_of
from app.tables import table_response
from app.thresholds.actions import change_threshold, decide_threshold, put_back
from app.thresholds.forms import ThresholdForm
from app.thresholds.queries import groups_of, steps_of, table_of
from app.words import _
from phases.edition import current_edition
from phases.thresholds import Threshold
from phases.thresholds import threshold as described

bp = Blueprint("thresholds", __name__)
BASE = "/projects/<project>/thresholds"
FIRM = "/method/thresholds"


@bp.get(BASE)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """Every threshold with the edition's, the firm's and the project's value."""
    groups = groups_of(edition_of(project), steps_of(project, the_viewer().id), _url(project))
    return page("thresholds/index.html", groups=groups, base=_url(project))


@bp.get(f"{BASE}/export.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """The page as a file."""
    groups = groups_of(edition_of(project), steps_of(project, the_viewer().id), _url(project))
    return table_response(form, f"thresholds-{project.key}", *table_of(groups))


@bp.get(f"{BASE}/<threshold>")
@in_project()
def show(project: Project, threshold: str) -> ResponseReturnValue:
    """One threshold with its history."""
    return _drawn(project, _known(threshold), ThresholdForm(), 200)


@bp.post(f"{BASE}/<threshold>")
@in_project(Right.PROPOSE_THRESHOLD)
def change(project: Project, threshold: str) -> ResponseReturnValue:
    """Set another value, or put the former one back; what relaxes waits for a director."""
    one, form = _known(threshold), ThresholdForm()
    if form.validate():
        try:
            _change(project, one, form, decides=the_access().may(Right.DECIDE_THRESHOLD))
        except Refused as refused:
            form.value.errors = [refused.sentence]
        else:
            return redirect(_url(project), 303)
    return _drawn(project, one, form, 422)


@bp.post(f"{BASE}/changes/<change>")
@in_project(Right.DECIDE_THRESHOLD)
def decide(project: Project, change: str) -> ResponseReturnValue:
    """Agree to a proposal, or refuse it."""
    row = child(ThresholdChange, project, change)
    accept = request.form.get("answer") == "agree"
    decide_threshold(project=project, change=row, accept=accept, by=the_viewer().id)
    flash(_("The threshold is changed.") if accept else _("The proposal is refused."), "success")
    return redirect(_url(project), 303)


@bp.get(FIRM)
@firm(Right.MANAGE_METHOD)
def of_firm() -> ResponseReturnValue:
    """The firm's own thresholds."""
    groups = groups_of(current_edition(), steps_of(None, the_viewer().id), FIRM)
    return page("thresholds/firm.html", groups=groups, edition=current_edition())


@bp.route(f"{FIRM}/<threshold>", methods=["GET", "POST"])
@firm(Right.MANAGE_METHOD)
def show_of_firm(threshold: str) -> ResponseReturnValue:
    """One threshold of the firm with its history."""
    one, form = _known(threshold), ThresholdForm()
    if form.validate_on_submit():
        try:
            _change(None, one, form, decides=True)
        except Refused as refused:
            form.value.errors = [refused.sentence]
        else:
            return redirect(url_for("thresholds.of_firm"), 303)
    return _drawn(None, one, form, 422 if request.method == "POST" else 200)


def _change(project: Project | None, one: Threshold, form: ThresholdForm, *, decides: bool) -> None:
    given: dict[str, Any] = {"project": project, "threshold": one, "reason": form.reason.data or ""}
    if "back" in request.form:
        row = put_back(**given, decides=decides, by=the_viewer().id)
    else:
        row = change_threshold(**given, value=form.value.data or "", decides=decides, by=the_viewer().id)
    waits = row.accepted is None
    flash(_("Your proposal waits for a director.") if waits else _("The threshold is changed."), "success")


def _drawn(project: Project | None, one: Threshold, form: ThresholdForm, status: int) -> ResponseReturnValue:
    edition, base = edition_of(project) if project else current_edition(), _url(project) if project else FIRM
    steps = steps_of(project, the_viewer().id, one.id)
    lines = {line.id: line for group in groups_of(edition, steps, base) for line in group.lines}
    if one.id not in lines:
        abort(404)
    template = "thresholds/show.html" if project else "thresholds/show_of_firm.html"
    return page(template, status, line=lines[one.id], steps=steps, form=form, base=base, bounds=(one.low, one.high))


def _known(id: str) -> Threshold:
    found = described(id)
    if found is None:
        abort(404)
    return found


def _url(project: Project) -> str:
    return url_for("thresholds.index", project=project.key)
