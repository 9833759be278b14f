"""A closed round's corrections: what came later, asking for corrected figures, each correction value by value."""

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations import queries
from app.evaluations.blueprint import bp
from app.evaluations.corrections.actions import LateFigure, request_correction
from app.evaluations.corrections.forms import CorrectionForm
from app.evaluations.corrections.page import CorrectionsPage, correction_page, corrections_page
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.sections import sections
from app.words import _


@bp.get("/projects/<project>/rounds/<int:number>/corrections")
@in_project()
def corrections(project: Project, number: int) -> ResponseReturnValue:
    """The corrections of a closed round, the newest first, and what came after it."""
    return _show(project, number)


@bp.post("/projects/<project>/rounds/<int:number>/corrections")
@in_project(Right.WRITE_ROUND)
def correct(project: Project, number: int) -> ResponseReturnValue:
    """Have the round computed from today's data, with a figure that was reported late or without."""
    found = corrections_page(project, number) or abort(404)
    form = _form(found)
    if not form.validate_on_submit():
        return _show(project, number, form)
    try:
        request_correction(
            project=project, one=found.round, reason=form.reason.data or "", late=_late(form), by=the_viewer().id
        )
    except Refused as error:
        form.form_errors.append(error.sentence)
        return _show(project, number, form)
    flash(_("The corrected figures are being computed."), "success")
    return redirect(f"/projects/{project.key}/rounds/{number}/corrections", 303)


@bp.get("/projects/<project>/rounds/<int:number>/corrections/<correction>")
@in_project()
def correction(project: Project, number: int, correction: str) -> ResponseReturnValue:
    """One correction: each figure that differs beside the frozen one, with the difference and its cause."""
    shown = correction_page(project, number, correction) or abort(404)
    base = f"/projects/{project.key}/rounds/{number}"
    return page(
        "evaluations/correction.html", shown=shown, number=number, base=base, sections=sections(project.key, "rounds")
    )


def _show(project: Project, number: int, form: CorrectionForm | None = None) -> ResponseReturnValue:
    shown = corrections_page(project, number) or abort(404)
    job = queries.newest_computation(project.id, shown.round.key)
    return page(
        "evaluations/corrections.html", 422 if form else 200, shown=shown, form=form, fields=form or _form(shown),
        base=f"/projects/{project.key}/rounds/{number}", job=job, sections=sections(project.key, "rounds"),
        watched=job is not None and job.state != "failed" and job.by_id == the_viewer().id,
    )  # fmt: skip


def _form(shown: CorrectionsPage) -> CorrectionForm:
    return CorrectionForm(data={"first": shown.round.from_date, "last": shown.round.to_date}).about_one_of(
        shown.choices
    )


def _late(form: CorrectionForm) -> LateFigure | None:
    """The figure that was given; None without one."""
    if not form.about.data or form.first.data is None or form.last.data is None:
        return None
    return LateFigure(
        form.about.data, form.value.data, form.of.data, form.first.data, form.last.data, form.source.data or ""
    )
