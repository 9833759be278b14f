"""Training beyond its registers: coverage, the retraining list, the reaction survey and its results."""

import secrets

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.extensions import csrf
from app.facts.training import STATEMENTS
from app.listing import chosen
from app.models import Project, TrainingSession
from app.pages import page
from app.permissions import child, in_project, may, public, the_viewer
from app.rights import Right
from app.tables import table_response
from app.training.actions import DAYS, count_visit, open_survey, take_answer
from app.training.behaviour_page import behaviour_page
from app.training.coverage_page import coverage_page
from app.training.forms import ReactionForm
from app.training.retraining import WHYS, retraining_groups, retraining_list
from app.training.survey import find_survey, results
from app.words import _

bp = Blueprint("training", __name__)
BASE = "/projects/<project>/training"


@bp.get(f"{BASE}/coverage")
@in_project()
def coverage(project: Project) -> ResponseReturnValue:
    """Who is certified by role and department, and what nobody teaches."""
    return page("training/coverage.html", coverage=coverage_page(project))


@bp.get(f"{BASE}/retraining")
@in_project()
def retraining(project: Project) -> ResponseReturnValue:
    """Who has to be trained again, and why."""
    if not may(Right.SEE_RESULTS):
        return page("training/retraining_groups.html", groups=retraining_groups(project))
    why = chosen("why", WHYS)
    return page("training/retraining.html", owed=retraining_list(project, why), why=why)


@bp.get(f"{BASE}/retraining.<form>")
@in_project(Right.SEE_RESULTS)
def retraining_table(project: Project, form: str) -> ResponseReturnValue:
    """The same as a file."""
    names = [_("No."), _("Name"), _("Role"), _("Department"), _("Manager"), _("Key user"), _("Why")]
    rows = (
        (one.code, one.name, one.role, one.department, one.manager, _("Yes") if one.key_user else _("No"), one.why)
        for one in retraining_list(project, chosen("why", WHYS))
    )
    return table_response(form, "retraining", names, rows)


@bp.get(f"{BASE}/behaviour")
@in_project()
def behaviour(project: Project) -> ResponseReturnValue:
    """Whether people do what they were taught, and who is who in the usage log."""
    return page("training/behaviour.html", behaviour=behaviour_page(project))


@bp.get(f"{BASE}/reactions")
@in_project()
def reactions(project: Project) -> ResponseReturnValue:
    """What the sessions' surveys say."""
    return page("training/reactions.html", results=results(project))


@bp.post(f"{BASE}/sessions/<lesson>/survey")
@in_project(Right.EDIT_RECORDS)
def survey(project: Project, lesson: str) -> ResponseReturnValue:
    """Make the link of a session's survey; it is shown this once."""
    row = child(TrainingSession, project, lesson)
    token = open_survey(project=project, session=row, by=the_viewer().id)
    url = url_for("training.react", token=token, _external=True)
    return page("training/survey.html", session=row, url=url, days=DAYS)


@bp.get("/reaction/<token>")
@public
def react(token: str) -> ResponseReturnValue:
    """The survey as somebody who was in the session meets it; no sign-in, no cookie."""
    found = find_survey(token)
    if found is None:
        abort(404)
    form = ReactionForm(formdata=None, ticket=secrets.token_urlsafe(24)).worded()
    return page("training/react.html", form=form, survey=found, thanks=False)


@bp.post("/reaction/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Take an answer."""
    count_visit(address=request.remote_addr or "")
    found = find_survey(token)
    if found is None:
        abort(404)
    form = ReactionForm().worded()
    if not form.validate():
        return page("training/react.html", 422, form=form, survey=found, thanks=False)
    ratings = {name: int(form[name].data) for name in STATEMENTS}
    remark = " ".join((form.remark.data or "").replace("\x00", "").split())
    try:
        take_answer(survey=found, ratings=ratings, remark=remark, ticket=form.ticket.data or "")
    except Refused as refused:
        return page("training/react.html", 422, form=None, survey=found, thanks=False, sentence=refused.sentence)
    return page("training/react.html", form=None, survey=found, thanks=True)


# Whoever answers has no session that a forged request could use: the link is all the right there is.
csrf.exempt(f"{__name__}.{answer.__name__}")
