"""Assessments of readiness: list, opening, the page of one, rating, closing, recommending, tables."""

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.facts.readiness import find_open
from app.models import Assessment, Project, Rater
from app.pages import fragment, is_inline, page
from app.permissions import in_project, may, the_viewer
from app.readiness.actions import ask_people, begin, close, describe, rate, recommend, release
from app.readiness.forms import CompanyForm, OpenForm, RecommendForm
from app.readiness.pages import (
    Sheet,
    find_rater,
    lines_of,
    occasions_of,
    running_of,
    sent_answers,
    sheet_of,
)
from app.readiness.queries import assessment_at, head_of, rater_at
from app.readiness.result import result_of, statement_rows
from app.rights import Right
from app.tables import table_response
from app.versions import sent_version
from app.words import _, ngettext

bp = Blueprint("readiness", __name__)
LIST = "/projects/<project>/readiness"
ONE = f"{LIST}/<int:number>"


@bp.get(LIST)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """All assessments, the newest first."""
    return page("readiness/index.html", lines=lines_of(project, the_viewer().id), running=find_open(project.id))


@bp.get(f"{LIST}.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """The list as a file."""
    names = [
        _("No."), _("Made for"), _("State"), _("Opened"), _("Closed"), _("Mean"), _("Lowest"), _("Balance"),
        _("Technology ahead"), _("Recommendation"),
    ]  # fmt: skip
    rows = (
        (one.number, one.occasion, _("open") if one.state == "open" else _("closed"), one.opened, one.closed, one.mean,
         one.lowest, one.balance, one.ahead, one.recommendation)
        for one in lines_of(project, the_viewer().id)
    )  # fmt: skip
    return table_response(form, "readiness", names, rows)


@bp.route(f"{LIST}/new", methods=["GET", "POST"])
@in_project(Right.ASSESS_READINESS)
def new(project: Project) -> ResponseReturnValue:
    """Open an assessment by hand."""
    form = OpenForm().offer(occasions_of(project))
    if form.validate_on_submit():
        occasion, _sep, about = form.occasion.data.partition(":")
        try:
            made = begin(project=project, occasion=occasion, about=about, due=form.due.data, by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("Assessment %(number)s is open.", number=made.number), "success")
            return redirect(f"/projects/{project.key}/readiness/{made.number}", 303)
    return page("readiness/new.html", 422 if form.is_submitted() else 200, form=form, running=find_open(project.id))


@bp.get(ONE)
@in_project()
def show(project: Project, number: int) -> ResponseReturnValue:
    """An open assessment with its progress, a closed one with its result."""
    row = assessment_at(project, number)
    if row.state == "open":
        return _open_page(project, row, _company(row))
    return _result_page(project, row, _recommendation(row))


@bp.post(f"{ONE}/company")
@in_project(Right.ASSESS_READINESS)
def company(project: Project, number: int) -> ResponseReturnValue:
    """Record industry, stage and conditions."""
    row, form = assessment_at(project, number), CompanyForm().worded()
    if not form.validate():
        return _open_page(project, row, form, 422)
    version = sent_version(form.version.data)
    describe(project=project, assessment=row, values=form.data, version=version, by=the_viewer().id)
    flash(_("Saved."), "success")
    return _to(project, row)


@bp.post(f"{ONE}/ask")
@in_project(Right.ASSESS_READINESS)
def ask(project: Project, number: int) -> ResponseReturnValue:
    """Ask more people of the team."""
    row = assessment_at(project, number)
    people = set(request.form.getlist("person"))
    added = ask_people(project=project, assessment=row, people=people, by=the_viewer().id)
    flash(_("%(count)s people are asked now in addition.", count=added), "success" if added else "info")
    return _to(project, row)


@bp.post(f"{ONE}/raters/<rater>/release")
@in_project(Right.ASSESS_READINESS)
def let_go(project: Project, number: int, rater: str) -> ResponseReturnValue:
    """Ask somebody no longer."""
    row = assessment_at(project, number)
    release(project=project, assessment=row, rater=rater_at(row, rater), by=the_viewer().id)
    return _to(project, row)


@bp.get(f"{ONE}/rate")
@in_project()
def sheet(project: Project, number: int) -> ResponseReturnValue:
    """The page on which one person rates; closed assessments lead to their result."""
    row = assessment_at(project, number)
    if row.state != "open":
        return _to(project, row)
    return page("readiness/rate.html", row=row, told=head_of(row), sheet=sheet_of(_my_own(row)), sentence="")


@bp.post(f"{ONE}/rate")
@in_project()
def save(project: Project, number: int) -> ResponseReturnValue:
    """Keep what the person rated: one row from the script, the whole page without it."""
    row = assessment_at(project, number)
    rater, answers = _my_own(row), sent_answers(request.form)
    try:
        rate(assessment=row, rater=rater, answers=answers, by=the_viewer().id)
    except Refused as error:
        if is_inline():
            return fragment("readiness/_saved.html", 422, sheet=sheet_of(rater), sentence=error.sentence)
        typed = sheet_of(rater, answers)
        return page("readiness/rate.html", 422, row=row, told=head_of(row), sheet=typed, sentence=error.sentence)
    if is_inline():
        return fragment("readiness/_saved.html", sheet=sheet_of(rater), sentence="")
    return _after_saving(project, row, sheet_of(rater))


def _after_saving(project: Project, row: Assessment, rated: Sheet) -> ResponseReturnValue:
    """Who is done goes to the assessment; who is not, to the first statement that is still open."""
    if not rated.first_open:
        flash(_("Your ratings are saved. That is all; thank you."), "success")
        return _to(project, row)
    left = rated.total - rated.rated
    sentence = ngettext(
        "Your ratings are saved; %(num)s statement is still open.",
        "Your ratings are saved; %(num)s statements are still open.",
        left,
    )
    flash(sentence, "success")
    return redirect(f"/projects/{project.key}/readiness/{row.number}/rate#{rated.first_open}", 303)


@bp.post(f"{ONE}/close")
@in_project(Right.ASSESS_READINESS)
def finish(project: Project, number: int) -> ResponseReturnValue:
    """Freeze the assessment and open its result."""
    row = assessment_at(project, number)
    close(project=project, assessment=row, by=the_viewer().id)
    flash(_("Assessment %(number)s is closed.", number=row.number), "success")
    return _to(project, row)


@bp.post(f"{ONE}/recommendation")
@in_project(Right.ASSESS_READINESS)
def advise(project: Project, number: int) -> ResponseReturnValue:
    """The consultant's own recommendation."""
    row, form = assessment_at(project, number), RecommendForm().worded()
    if not form.validate():
        return _result_page(project, row, form, 422)
    recommend(
        project=project, assessment=row, word=form.word.data, reason=form.reason.data,
        version=sent_version(form.version.data), by=the_viewer().id,
    )  # fmt: skip
    flash(_("Your recommendation is saved."), "success")
    return _to(project, row)


@bp.get(f"{ONE}/result.<form>")
@in_project(Right.EXPORT)
def table(project: Project, number: int, form: str) -> ResponseReturnValue:
    """The result by statement as a file; there is none while people rate."""
    row = assessment_at(project, number)
    if row.state == "open":
        abort(404)
    names = [
        _("Factor"), _("Statement"), _("Mean (0–100)"), _("Ratings"), _("Don't know"), _("Lowest–highest"),
        _("Change"), _("Notes"),
    ]  # fmt: skip
    rows = statement_rows(result_of(project, row, request.args.get("with", type=int)))
    return table_response(form, f"readiness-{row.number}", names, rows)  # type: ignore[arg-type]


def _my_own(row: Assessment) -> Rater:
    """The person's own place among those asked; others find nothing here."""
    found = find_rater(row, the_viewer().id)
    if found is None:
        abort(404)
    return found


def _company(row: Assessment) -> CompanyForm:
    return CompanyForm(formdata=None, obj=row).worded()


def _recommendation(row: Assessment) -> RecommendForm:
    form = RecommendForm(formdata=None, obj=row).worded()
    form.word.data = row.recommendation or None
    return form


def _open_page(project: Project, row: Assessment, form: CompanyForm, status: int = 200) -> ResponseReturnValue:
    running = running_of(project, row, the_viewer().id)
    return page("readiness/open.html", status, row=row, told=head_of(row), running=running, form=form)


def _result_page(project: Project, row: Assessment, form: RecommendForm, status: int = 200) -> ResponseReturnValue:
    result = result_of(project, row, request.args.get("with", type=int))
    form_ = form if may(Right.ASSESS_READINESS) else None
    return page("readiness/result.html", status, row=row, told=head_of(row), result=result, form=form_)


def _to(project: Project, row: Assessment) -> ResponseReturnValue:
    return redirect(f"/projects/{project.key}/readiness/{row.number}", 303)
