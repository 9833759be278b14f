"""Pages of early warnings: all of them, setting one aside, taking that back, export."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.alerts.actions import dismiss_warning, find_dismissal, withdraw_dismissal
from app.alerts.forms import DismissForm
from app.alerts.queries import export_columns, export_rows, standing_warning, warnings_page
from app.errors import Refused
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.tables import table_response
from app.words import _

bp = Blueprint("alerts", __name__)
BASE = "/projects/<project>/warnings"


@bp.get(BASE)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """What stands, what was set aside with its reason, and what stood before."""
    return page("alerts/index.html", found=warnings_page(project))


@bp.get(f"{BASE}.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """What stands and what was set aside, a row for each figure."""
    return table_response(form, f"warnings-{project.key}", export_columns(), export_rows(warnings_page(project)))


@bp.route(f"{BASE}/<warning>/dismiss", methods=["GET", "POST"])
@in_project(Right.DISMISS_WARNING)
def dismiss(project: Project, warning: str) -> ResponseReturnValue:
    """Set a warning aside, by name, with a reason, until a day or until its figures get worse."""
    card, form = standing_warning(project, warning), DismissForm()
    if card is None:
        abort(404)
    if form.validate_on_submit():
        try:
            dismiss_warning(
                project=project, warning=warning, reason=form.reason.data, until=form.until.data, by=the_viewer().id
            )
        except Refused as refusal:
            form.form_errors.append(refusal.sentence)
        else:
            flash(_("The warning is set aside."), "success")
            return redirect(url_for(".index", project=project.key), 303)
    return page("alerts/dismiss.html", 422 if form.is_submitted() else 200, form=form, card=card)


@bp.post("/projects/<project>/warnings/dismissals/<dismissal>/withdraw")
@in_project(Right.DISMISS_WARNING)
def withdraw(project: Project, dismissal: str) -> ResponseReturnValue:
    """Take a dismissal back."""
    found = find_dismissal(project, dismissal)
    if found is None:
        abort(404)
    withdraw_dismissal(project=project, dismissal=found, by=the_viewer().id)
    flash(_("The warning counts again."), "success")
    return redirect(url_for(".index", project=project.key), 303)
