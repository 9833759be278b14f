"""The judgement of a round: grading alone, handing in, then what all graders gave with their evidence."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.evaluations.blueprint import bp
from app.evaluations.judgement.actions import Given, grade, hand_in
from app.evaluations.judgement.pages import graders_of, must_grade_first, parts_of, sent_grades, sheet_of
from app.evaluations.queries import find_round
from app.facts.evaluation import scheme_of
from app.models import Project, Round
from app.pages import fragment, is_inline, page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.words import _


@bp.get("/projects/<project>/rounds/<int:number>/judgement")
@in_project(Right.WRITE_ROUND)
def judgement(project: Project, number: int) -> ResponseReturnValue:
    """One's own sheet while the round is open; what all gave once one's own is handed in."""
    return _page(find_round(project, number))


@bp.post("/projects/<project>/rounds/<int:number>/judgement")
@in_project(Right.WRITE_ROUND)
def save_judgement(project: Project, number: int) -> ResponseReturnValue:
    """Keep the grades: one row from the script, the whole page without it; with `act` submit, hand them in."""
    found, sent, person = find_round(project, number), sent_grades(request.form), the_viewer().id
    if is_inline():
        return _inline(found, sent)
    try:
        if request.form.get("act") == "submit":
            hand_in(project=project, round_=found, grades=sent, by=person)
            flash(_("Your grades are handed in."), "success")
        else:
            grade(round_=found, grades=sent, by=person)
            flash(_("Your grades are saved."), "success")
    except Refused as error:
        return _page(found, 422, sent, error.sentence)
    return redirect(f"/projects/{project.key}/rounds/{number}/judgement", 303)


def _inline(found: Round, sent: Given) -> ResponseReturnValue:
    status, sentence = 200, ""
    try:
        grade(round_=found, grades=sent, by=the_viewer().id)
    except Refused as error:
        status, sentence = 422, error.sentence
    sheet = sheet_of(scheme_of(found.edition), found, the_viewer().id)
    return fragment("evaluations/_graded.html", status, sheet=sheet, sentence=sentence)


def _page(found: Round, status: int = 200, typed: Given | None = None, sentence: str = "") -> ResponseReturnValue:
    scheme, grading = scheme_of(found.edition), must_grade_first(found, the_viewer().id)
    return page(
        "evaluations/judgement.html", status, number=found.number, closed=found.state == "closed",
        graders=graders_of(found), sentence=sentence, parts=[] if grading else parts_of(scheme, found),
        sheet=sheet_of(scheme, found, the_viewer().id, typed) if grading else None,
    )  # fmt: skip
