"""Findings of a round, and the actions proposed for them."""

from datetime import date
from typing import TypedDict

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from app.errors import Refused
from app.evaluations import actions_findings as actions
from app.evaluations import queries
from app.evaluations.actions_rectification import add_action
from app.evaluations.blueprint import bp
from app.evaluations.findings_page import Namer
from app.evaluations.forms import ActionForm, FindingForm
from app.facts.evaluation import scheme_of
from app.facts.people import members_of
from app.language import say
from app.models import Finding, Project, Round
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.words import _


@bp.route("/projects/<project>/rounds/<int:number>/findings/new", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def new_finding(project: Project, number: int) -> ResponseReturnValue:
    """Write down what the round found."""
    found = queries.find_round(project, number)
    form = _offer(FindingForm(), project, found)
    if form.validate_on_submit():
        try:
            actions.add_finding(project=project, round_=found, **_values(form), by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project, found), 303)
    status = 422 if form.is_submitted() else 200
    return page(
        "evaluations/new_finding.html", status, form=form, number=number, back=_url(project, found),
        closed=found.state == "closed",
    )  # fmt: skip


@bp.route("/projects/<project>/findings/<finding>", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def finding(project: Project, finding: str) -> ResponseReturnValue:
    """Change a finding of an open round."""
    found, round_ = queries.find_finding(project, finding)
    form = _offer(FindingForm(data=_stored(found)), project, round_)
    if form.validate_on_submit():
        try:
            actions.change_finding(
                project=project, round_=round_, finding=found, version=form.version.data, by=the_viewer().id,
                **_values(form),
            )  # fmt: skip
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project, round_), 303)
    return page(
        "evaluations/finding.html", 422 if form.is_submitted() else 200, form=form, finding=found, round=round_,
        back=_url(project, round_), closed=round_.state == "closed",
    )  # fmt: skip


@bp.post("/projects/<project>/findings/<finding>/remove")
@in_project(Right.WRITE_ROUND)
def remove_finding(project: Project, finding: str) -> ResponseReturnValue:
    """Take a finding of an open round away."""
    found, round_ = queries.find_finding(project, finding)
    actions.remove_finding(project=project, round_=round_, finding=found, by=the_viewer().id)
    flash(_("The finding was removed."), "success")
    return redirect(_url(project, round_), 303)


@bp.route("/projects/<project>/findings/<finding>/actions/new", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def new_action(project: Project, finding: str) -> ResponseReturnValue:
    """Propose an action for a finding."""
    found, round_ = queries.find_finding(project, finding)
    form = offer_action(ActionForm(data={"expected_indicator": found.indicator}), project, round_)
    if form.validate_on_submit():
        try:
            add_action(project=project, round_=round_, finding=found, **action_values(form), by=the_viewer().id)
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project, round_), 303)
    return page(
        "evaluations/new_action.html", 422 if form.is_submitted() else 200, form=form, finding=found,
        back=_url(project, round_),
    )  # fmt: skip


def offer_action(form: ActionForm, project: Project, round_: Round) -> ActionForm:
    """Let the person choose among members and the round's indicators."""
    form.offer(members_of(project.id))
    form.expected_indicator.choices = _indicators(project, round_)
    return form


class ActionValues(TypedDict):
    """What was filled in about an action."""

    title: str
    owner: str
    due: date
    expected_indicator: str
    expected_change: float | None


def action_values(form: ActionForm) -> ActionValues:
    """What was filled in; a change in points becomes one in the indicator's unit."""
    points = form.expected_change.data
    return {
        "title": form.title.data,
        "owner": form.owner.data,
        "due": form.due.data,
        "expected_indicator": form.expected_indicator.data,
        "expected_change": None if points is None else points / 100,
    }


def _offer(form: FindingForm, project: Project, round_: Round) -> FindingForm:
    form.indicator.choices = _indicators(project, round_)
    form.dimension.choices = [
        SelectChoice(word, say(title)) for word, title in scheme_of(round_.edition).dimensions.items()
    ]
    return form


def _indicators(project: Project, round_: Round) -> list[SelectChoice]:
    scheme = scheme_of(round_.edition)
    namer = Namer(scheme, names=queries.criterion_names(project.id))
    titles: dict[str, str] = {word: say(title) for word, title in scheme.dimensions.items()}
    keys = actions.indicator_keys(project, round_)
    named = [SelectChoice(key, _named(titles[_dimension(key)], namer.indicator(key))) for key in keys]
    return [SelectChoice("", _("none in particular")), *named]


def _named(dimension: str, indicator: str) -> str:
    return _("%(dimension)s: %(indicator)s", dimension=dimension, indicator=indicator)


def _dimension(key: str) -> str:
    return key.partition(".")[0]


def _values(form: FindingForm) -> dict[str, str]:
    indicator = form.indicator.data or ""
    return {
        "title": form.title.data,
        "cause": form.cause.data or "",
        "indicator": indicator,
        "dimension": _dimension(indicator) if indicator else form.dimension.data,
        "severity": form.severity.data,
    }


def _stored(found: Finding) -> dict[str, object]:
    names = ("title", "cause", "indicator", "dimension", "severity", "version")
    return {name: getattr(found, name) for name in names}


def _url(project: Project, round_: Round) -> str:
    return f"/projects/{project.key}/rounds/{round_.number}#findings"
