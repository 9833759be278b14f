"""Views of reports: what can be drawn, the own words of each, the drawn ones with download, issue and deletion."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.database import db
from app.files import serve
from app.models import Project, StoredFile
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.reports import actions, queries
from app.reports.catalogue import BENEFITS, EVALUATION, KINDS, PHASE_CLOSING, WHOLE_PROJECT
from app.reports.forms import ReportTextsForm, texts_form
from app.reports.order import Order, reference
from app.rights import Right
from app.words import _

bp = Blueprint("reports", __name__)


@bp.get("/projects/<project>/reports")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """What can be drawn, how far the present drawing is, and what was drawn."""
    person = the_viewer()
    job = queries.newest_drawing(project.id) if person.of_firm else None
    return page(
        "reports/index.html",
        closings=queries.closing_offers(project),
        rounds=queries.round_offers(project),
        reports=queries.reports_of(project, with_drafts=person.of_firm, with_money=the_access().may(Right.SEE_MONEY)),
        job=job,
        watched=job is not None and job.state != "failed" and job.by_id == person.id,
    )


@bp.route("/projects/<project>/reports/phase-closing/<phase>", methods=["GET", "POST"])
@in_project(Right.WRITE_REPORT)
def closing(project: Project, phase: str) -> ResponseReturnValue:
    """The closing report of a phase: own words, then draw it."""
    return _write(project, Order(PHASE_CLOSING.key, phase, "zh" if _language() == "zh" else "en"))


@bp.route("/projects/<project>/reports/evaluation/<int:number>", methods=["GET", "POST"])
@in_project(Right.WRITE_REPORT)
def evaluation(project: Project, number: int) -> ResponseReturnValue:
    """The report of an evaluation round: own words, then draw it."""
    return _write(project, Order(EVALUATION.key, str(number), "zh" if _language() == "zh" else "en"))


@bp.route("/projects/<project>/reports/benefits", methods=["GET", "POST"])
@in_project(Right.WRITE_REPORT)
def benefits(project: Project) -> ResponseReturnValue:
    """The report on benefits and ROI: own words, then draw it."""
    return _write(project, Order(BENEFITS.key, WHOLE_PROJECT, "zh" if _language() == "zh" else "en"))


@bp.get("/projects/<project>/reports/<report>/file")
@in_project()
def file(project: Project, report: str) -> ResponseReturnValue:
    """The PDF as an attachment; the client gets issued reports only."""
    money = the_access().may(Right.SEE_MONEY)
    found = queries.find_report(project, report, with_drafts=the_viewer().of_firm, with_money=money)
    stored = db.session.get_one(StoredFile, found.file_id)
    return serve(stored, f"{reference(project.key, found.number)} {found.title}.pdf")


@bp.post("/projects/<project>/reports/<report>/issue")
@in_project(Right.WRITE_REPORT)
def issue(project: Project, report: str) -> ResponseReturnValue:
    """Have a draft issued."""
    found = queries.find_report(project, report, with_drafts=True)
    actions.request_issue(project=project, report=found, by=the_viewer().id)
    return redirect(f"/projects/{project.key}/reports", 303)


@bp.post("/projects/<project>/reports/<report>/delete")
@in_project(Right.WRITE_REPORT)
def delete(project: Project, report: str) -> ResponseReturnValue:
    """Delete a draft."""
    found = queries.find_report(project, report, with_drafts=True)
    named = reference(project.key, found.number)
    actions.delete_draft(project=project, report=found, by=the_viewer().id)
    flash(_("The draft %(reference)s was deleted.", reference=named), "success")
    return redirect(f"/projects/{project.key}/reports", 303)


def _write(project: Project, order: Order) -> ResponseReturnValue:
    title = queries.must_be_subject(project, order)
    rows = queries.text_rows(project, order)
    kept = queries.texts_shown(project, order, rows)
    form = texts_form(order.kind)(data={**kept, "version": queries.texts_version(rows)})
    form.name_places(KINDS[order.kind])
    if form.validate_on_submit():
        return _save(project, order, form)
    return page(
        "reports/write.html",
        422 if form.is_submitted() else 200,
        form=form,
        kind=KINDS[order.kind],
        order=order,
        subject=title,
        base=request.path,
    )


def _save(project: Project, order: Order, form: ReportTextsForm) -> ResponseReturnValue:
    by = the_viewer().id
    actions.write_texts(project=project, order=order, texts=form.texts(), version=form.version.data, by=by)
    wanted = request.form.get("act", "save")
    if wanted not in ("draft", "issued"):
        flash(_("Your words were saved."), "success")
        return redirect(f"{request.path}?lang={order.language}", 303)
    ordered = Order(order.kind, order.subject, order.language, "issued" if wanted == "issued" else "draft")
    actions.request_report(project=project, order=ordered, by=by)
    return redirect(f"/projects/{project.key}/reports", 303)


def _language() -> str:
    """The report's own language, which is not the reader's: chosen on the page, at first the reader's."""
    return request.args.get("lang") or the_viewer().language
