"""One round: its page, its dates, its conclusion; computing, closing and taking it back."""

from dataclasses import dataclass

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.errors import Refused
from app.evaluations import actions, queries
from app.evaluations.blueprint import bp
from app.evaluations.contents import contents_of
from app.evaluations.effect_page import FigureRow, PartRow, benefit_lines, figure_rows, part_rows
from app.evaluations.findings_page import AgainRow, FindingRow, Namer, Then, again_rows, finding_rows
from app.evaluations.forms import ConclusionForm, RoundForm
from app.evaluations.judgement.pages import must_grade_first
from app.evaluations.round_page import RoundPage, round_page
from app.evaluations.sides_page import sides_page
from app.facts.criteria import criteria_of, figures_of
from app.facts.evaluation import RoundFact, scheme_of
from app.facts.rectification import reassessments
from app.facts.views import views_of
from app.models import Project, Round
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.sections import sections
from app.text import cleaned
from app.words import _


@dataclass(frozen=True, slots=True)
class People:
    """What people wrote in a round: figures, findings, what they say of earlier actions, and the conclusion drawn."""

    parts: list[PartRow]
    figures: list[FigureRow]
    benefit: list[str]
    findings: list[FindingRow]
    again: list[AgainRow]
    conclusion: Markup


@bp.get("/projects/<project>/rounds/<int:number>")
@in_project()
def show(project: Project, number: int) -> ResponseReturnValue:
    """A round: scores first, then every indicator, what changed, findings and actions, what was left out."""
    return _show(project, number)


@bp.route("/projects/<project>/rounds/<int:number>/dates", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def dates(project: Project, number: int) -> ResponseReturnValue:
    """Move an open round."""
    found = queries.find_round(project, number)
    form = RoundForm(data={"from_date": found.from_date, "to_date": found.to_date, "version": found.version})
    if form.validate_on_submit():
        try:
            actions.change_dates(
                project=project, round_=found, from_date=form.from_date.data, to_date=form.to_date.data,
                version=form.version.data, by=the_viewer().id,
            )  # fmt: skip
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project, found), 303)
    return page(
        "evaluations/dates.html", 422 if form.is_submitted() else 200, form=form, number=number,
        closed=found.state == "closed",
    )  # fmt: skip


@bp.post("/projects/<project>/rounds/<int:number>/conclusion")
@in_project(Right.WRITE_ROUND)
def conclusion(project: Project, number: int) -> ResponseReturnValue:
    """Write what the consultant makes of the round."""
    found = queries.find_round(project, number)
    form = ConclusionForm()
    if not form.validate_on_submit():
        return _show(project, number, form=form)
    actions.write_conclusion(
        project=project, round_=found, conclusion=form.conclusion.data or "", version=form.version.data,
        by=the_viewer().id,
    )  # fmt: skip
    flash(_("The conclusion was saved."), "success")
    return redirect(f"{_url(project, found)}#conclusion-part", 303)


@bp.post("/projects/<project>/rounds/<int:number>/compute")
@in_project(Right.WRITE_ROUND)
def compute(project: Project, number: int) -> ResponseReturnValue:
    """Have the round computed in the background."""
    found = queries.find_round(project, number)
    actions.request_computation(project=project, round_=found, by=the_viewer().id)
    return redirect(_url(project, found), 303)


@bp.post("/projects/<project>/rounds/<int:number>/close")
@in_project(Right.WRITE_ROUND)
def close(project: Project, number: int) -> ResponseReturnValue:
    """Close the round for good."""
    found = queries.find_round(project, number)
    actions.close_round(project=project, round_=found, by=the_viewer().id)
    flash(_("Round %(number)s is closed.", number=number), "success")
    return redirect(_url(project, found), 303)


@bp.post("/projects/<project>/rounds/<int:number>/delete")
@in_project(Right.WRITE_ROUND)
def delete(project: Project, number: int) -> ResponseReturnValue:
    """Take back an open round in which nobody has written anything."""
    actions.delete_round(project=project, round_=queries.find_round(project, number), by=the_viewer().id)
    flash(_("Round %(number)s was deleted.", number=number), "success")
    return redirect(url_for(".index", project=project.key), 303)


def _show(project: Project, number: int, form: ConclusionForm | None = None) -> ResponseReturnValue:
    shown = round_page(project, number) or abort(404)
    one = shown.round
    editable = the_access().may(Right.WRITE_ROUND) and not one.closed
    grading = editable and must_grade_first(one, the_viewer().id)
    job = queries.newest_computation(project.id, one.key)
    people = _people(project, shown)
    return page(
        "evaluations/show.html", 422 if form else 200, round=shown, people=people, contents=contents_of(shown, people),
        sections=sections(project.key, "rounds"), base=_url(project, one), editable=editable, job=job,
        watched=job is not None and job.state != "failed" and job.by_id == the_viewer().id,
        sides=sides_page(views_of(one, shown.indicators, judgement=not grading)), grading=grading,
        form=form, conclusion=form or ConclusionForm(data={"conclusion": one.conclusion, "version": one.version}),
    )  # fmt: skip


def _people(project: Project, shown: RoundPage) -> People:
    one = shown.round
    criteria = shown.frozen.criteria if shown.frozen else criteria_of(project.id, used_in=one.id)
    figures = figures_of([one.id])[one.id]
    found = shown.beside.findings
    namer = Namer(scheme_of(one.edition), [*shown.old, *shown.indicators], {c.key: c.name for c in criteria})
    numbers = [other.number for other in shown.beside.rounds]
    looked_at = reassessments(found, numbers, one.number, shown.beside.acted(), shown.indicators)
    then = Then.of(project, shown.beside)
    return People(
        parts=part_rows(criteria, shown.indicators),
        figures=figure_rows(criteria, figures),
        benefit=benefit_lines(criteria, figures),
        findings=finding_rows(project, (one_ for one_ in found if one_.round_id == one.id), namer, then),
        again=again_rows(project, looked_at, namer, then),
        conclusion=cleaned(one.conclusion, "h3") if one.conclusion.strip() else Markup(),
    )


def _url(project: Project, found: Round | RoundFact) -> str:
    return f"/projects/{project.key}/rounds/{found.number}"
