"""Surveys for the people of a project: list, making one, its page, links as sheet and table, results as files."""

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.database import db
from app.errors import Refused
from app.models import Project, Round, Survey
from app.pages import page
from app.permissions import child, in_project, the_viewer
from app.rights import Right
from app.sections import sections
from app.surveys.actions import close_survey, make_links, open_survey, remove_survey, reopen_survey
from app.surveys.blueprint import bp
from app.surveys.forms import LinksForm, SurveyForm
from app.surveys.pages import answer_table, kept_with_round, lines_of, links_of, progress_of, qr
from app.surveys.results import results_of
from app.tables import table_response
from app.words import _

LIST = "/projects/<project>/surveys"
ONE = f"{LIST}/<survey>"


@bp.get(LIST)
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """All surveys with their progress."""
    return page("surveys/index.html", lines=lines_of(project), sections=sections(project.key, "surveys"))


@bp.route(f"{LIST}/new", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def new(project: Project) -> ResponseReturnValue:
    """Make a survey; personal links are made with it."""
    rounds = select(Round.number).where(Round.project_id == project.id).order_by(Round.number.desc())
    form = SurveyForm().offer(list(db.session.scalars(rounds)))
    if form.validate_on_submit():
        try:
            made = _made(project, form)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            flash(_("The survey “%(title)s” is open.", title=made.title), "success")
            return _to(project, made)
    return page("surveys/new.html", 422 if form.is_submitted() else 200, form=form)


@bp.get(ONE)
@in_project()
def show(project: Project, survey: str) -> ResponseReturnValue:
    """Progress while it is open, results when it is closed."""
    return _page(project, child(Survey, project, survey), None)


@bp.post(f"{ONE}/links")
@in_project(Right.EDIT_RECORDS)
def more_links(project: Project, survey: str) -> ResponseReturnValue:
    """Make more personal links."""
    row = child(Survey, project, survey)
    form = LinksForm().offer(row.groups)
    if not form.validate():
        return _page(project, row, form, 422)
    count, by = form.count.data, the_viewer().id
    make_links(project=project, survey=row, count=count, group=form.group.data or "", by=by)
    flash(_("%(count)s links are made.", count=count), "success")
    return _to(project, row)


@bp.get(f"{ONE}/sheet")
@in_project(Right.EDIT_RECORDS)
def sheet(project: Project, survey: str) -> ResponseReturnValue:
    """The links that are not used yet, with QR codes to print and cut."""
    row = child(Survey, project, survey)
    progress = progress_of(row)
    links = list(links_of(row, drawn=True, only_unused=True))
    code = qr(progress.open_url) if progress.open_url else ""
    return page("surveys/sheet.html", row=row, links=links, progress=progress, code=code)


@bp.get(f"{ONE}/links.<form>")
@in_project(Right.EDIT_RECORDS)
def links_table(project: Project, survey: str, form: str) -> ResponseReturnValue:
    """The unused links as a file, for a mail merge."""
    row = child(Survey, project, survey)
    rows = [(one.number, one.group, one.url) for one in links_of(row, drawn=False, only_unused=True)]
    return table_response(form, f"survey-{row.number}-links", [_("No."), _("Group"), _("Link")], rows)


@bp.post(f"{ONE}/close")
@in_project(Right.EDIT_RECORDS)
def close(project: Project, survey: str) -> ResponseReturnValue:
    """End it and show the results."""
    row = child(Survey, project, survey)
    close_survey(project=project, survey=row, by=the_viewer().id)
    flash(_("The survey “%(title)s” is closed.", title=row.title), "success")
    return _to(project, row)


@bp.post(f"{ONE}/reopen")
@in_project(Right.EDIT_RECORDS)
def reopen(project: Project, survey: str) -> ResponseReturnValue:
    """Open it again."""
    row = child(Survey, project, survey)
    reopen_survey(project=project, survey=row, by=the_viewer().id)
    flash(_("The survey “%(title)s” is open.", title=row.title), "success")
    return _to(project, row)


@bp.post(f"{ONE}/remove")
@in_project(Right.EDIT_RECORDS)
def remove(project: Project, survey: str) -> ResponseReturnValue:
    """Take back what nobody has answered."""
    row = child(Survey, project, survey)
    remove_survey(project=project, survey=row, by=the_viewer().id)
    flash(_("The survey is removed."), "success")
    return redirect(f"/projects/{project.key}/surveys", 303)


@bp.get(f"{ONE}/answers.<form>")
@in_project(Right.EXPORT)
def answers(project: Project, survey: str, form: str) -> ResponseReturnValue:
    """The answers without anything that tells whose they are; none while too few have answered."""
    row = child(Survey, project, survey)
    found = answer_table(row)
    if found is None:
        abort(404)
    return table_response(form, f"survey-{row.number}-answers", *found)


@bp.get(f"{ONE}/remarks.<form>")
@in_project(Right.EXPORT)
def remarks(project: Project, survey: str, form: str) -> ResponseReturnValue:
    """What was written, apart from the other answers of the same people."""
    row = child(Survey, project, survey)
    found = results_of(row)
    if not found.enough:
        abort(404)
    rows = [(question, remark) for question, texts in found.remarks for remark in texts]
    return table_response(form, f"survey-{row.number}-remarks", [_("Question"), _("Remark")], rows)


def _made(project: Project, form: SurveyForm) -> Survey:
    wanted, by = form.wanted(), the_viewer().id
    made = open_survey(project=project, wanted=wanted, by=by)
    if wanted.mode == "personal" and wanted.places:
        make_links(project=project, survey=made, count=wanted.places, by=by)
    return made


def _page(project: Project, row: Survey, form: LinksForm | None, status: int = 200) -> ResponseReturnValue:
    form = form or LinksForm(formdata=None).offer(row.groups)
    kept = kept_with_round(row)
    return page(
        "surveys/show.html", status, row=row, progress=progress_of(row), results=results_of(row), form=form, kept=kept
    )


def _to(project: Project, row: Survey) -> ResponseReturnValue:
    return redirect(f"/projects/{project.key}/surveys/{row.key}", 303)
