"""One rectification action: its page, each step of its life, its evidence."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app import files
from app.clock import today
from app.errors import NotAllowed, Refused
from app.evaluations import actions_rectification as steps
from app.evaluations import queries
from app.evaluations.blueprint import bp
from app.evaluations.findings_page import Namer, action_row
from app.evaluations.forms import ActionForm, DropForm, EffectForm, FinishForm, SendBackForm, VerifyForm
from app.evaluations.views.findings import action_values, offer_action
from app.facts.evaluation import scheme_of
from app.facts.people import members_of
from app.facts.rectification import findings_of
from app.models import Project, Rectification
from app.pages import page
from app.permissions import in_project, not_allowed_sentence, reads_first, the_access, the_viewer
from app.rights import Right
from app.transactions import begin_write
from app.words import _

CHECKERS = (Right.WRITE_ROUND, Right.AGREE_ACTION)
"""Who may verify or send back, if it is not their own."""
FORMS = {"finish": FinishForm, "verify": VerifyForm, "back": SendBackForm, "drop": DropForm}


@bp.get("/projects/<project>/actions/<action>")
@in_project()
def action(project: Project, action: str) -> ResponseReturnValue:
    """An action with its history and the steps that the person may take."""
    return _show(project, action)


@bp.route("/projects/<project>/actions/<action>/edit", methods=["GET", "POST"])
@in_project(Right.WRITE_ROUND)
def edit_action(project: Project, action: str) -> ResponseReturnValue:
    """Change an action that is not done; the client has to agree again."""
    found, _finding, round_ = queries.find_action(project, action)
    form = offer_action(ActionForm(data=_stored(project, found)), project, round_)
    if form.validate_on_submit():
        try:
            steps.change_action(
                project=project, round_=round_, action=found, version=form.version.data, by=the_viewer().id,
                **action_values(form),
            )  # fmt: skip
        except Refused as error:
            form.form_errors.append(error.sentence)
        else:
            return redirect(_url(project, found), 303)
    status = 422 if form.is_submitted() else 200
    return page("evaluations/edit_action.html", status, form=form, action=found, back=_url(project, found))


@bp.post("/projects/<project>/actions/<action>/agree")
@in_project(Right.AGREE_ACTION)
def agree(project: Project, action: str) -> ResponseReturnValue:
    """The client agrees."""
    found = queries.find_action(project, action)[0]
    steps.agree_action(project=project, action=found, by=the_viewer().id)
    return redirect(_url(project, found), 303)


@bp.post("/projects/<project>/actions/<action>/start")
@in_project()
def start(project: Project, action: str) -> ResponseReturnValue:
    """The owner begins."""
    found = queries.find_action(project, action)[0]
    steps.start_action(project=project, action=found, by=the_viewer().id)
    return redirect(_url(project, found), 303)


@bp.post("/projects/<project>/actions/<action>/finish")
@in_project()
def finish(project: Project, action: str) -> ResponseReturnValue:
    """The owner reports it done."""
    return _noted(project, action, FinishForm(), steps.finish_action)


@bp.post("/projects/<project>/actions/<action>/verify")
@reads_first
@in_project()
def verify(project: Project, action: str) -> ResponseReturnValue:
    """Another person confirms by evidence that it was done."""
    _must_be_checker()
    form = VerifyForm()
    if not form.validate_on_submit():
        return _show(project, action, form=form)
    upload = form.file.data
    received = files.receive(upload.stream) if upload else None
    begin_write()
    found = queries.find_action(project, action)[0]
    proof = steps.Proof(
        form.note.data or "", form.url.data or "", received, upload.filename if upload else "", form.speaks_of.data
    )
    steps.verify_action(project=project, action=found, proof=proof, by=the_viewer().id)
    flash(_("The action is verified."), "success")
    return redirect(_url(project, found), 303)


@bp.post("/projects/<project>/actions/<action>/send-back")
@in_project()
def send_back(project: Project, action: str) -> ResponseReturnValue:
    """Another person found that it was not done."""
    _must_be_checker()
    return _noted(project, action, SendBackForm(), steps.send_back_action)


@bp.post("/projects/<project>/actions/<action>/drop")
@in_project(Right.WRITE_ROUND)
def drop(project: Project, action: str) -> ResponseReturnValue:
    """It will not be done."""
    return _noted(project, action, DropForm(), steps.drop_action)


@bp.post("/projects/<project>/rounds/<int:number>/effects/<action>")
@in_project(Right.WRITE_ROUND)
def judge(project: Project, number: int, action: str) -> ResponseReturnValue:
    """Say in a later round whether an action had its effect."""
    round_ = queries.find_round(project, number)
    found = queries.find_action(project, action)[0]
    form = EffectForm(request.form, prefix=f"{action}-")
    if not form.validate():
        raise Refused(_("Choose whether the action was effective."))
    steps.judge_effect(
        project=project, round_=round_, action=found, effect=form.effect.data, note=form.note.data or "",
        by=the_viewer().id,
    )  # fmt: skip
    return redirect(f"/projects/{project.key}/rounds/{number}#again", 303)


@bp.get("/projects/<project>/actions/<action>/evidence/<evidence>")
@in_project()
def evidence(project: Project, action: str, evidence: str) -> ResponseReturnValue:
    """A file that shows that the action was done."""
    stored, name = queries.find_proof_file(queries.find_action(project, action)[0], evidence)
    return files.serve(stored, name)


def _show(project: Project, key: str, *, form: FlaskForm | None = None) -> ResponseReturnValue:
    found, _finding, round_ = queries.find_action(project, key)
    pairs = ((finding, one) for finding in findings_of(project.id) for one in finding.actions)
    finding, fact = next(pair for pair in pairs if pair[1].key == key)
    namer = Namer(scheme_of(round_.edition), names=queries.criterion_names(project.id))
    access = the_access()
    return page(
        "evaluations/action.html", 422 if form else 200, form=form, fact=fact, finding=finding,
        action=action_row(project, finding, fact, namer, today(project.time_zone)), proofs=queries.proofs_of(found),
        base=_url(project, found), round_url=f"/projects/{project.key}/rounds/{round_.number}",
        own=found.owner_id == the_viewer().id, writes=access.may(Right.WRITE_ROUND),
        agrees=access.may(Right.AGREE_ACTION), checks=any(access.may(right) for right in CHECKERS),
        forms={name: form if isinstance(form, kind) else kind(formdata=None) for name, kind in FORMS.items()},
    )  # fmt: skip


def _noted(project: Project, key: str, form: FlaskForm, step: Callable[..., None]) -> ResponseReturnValue:
    """Take a step that wants a sentence; without one the page asks for it."""
    if not form.validate_on_submit():
        return _show(project, key, form=form)
    found = queries.find_action(project, key)[0]
    step(project=project, action=found, note=form.text.data, by=the_viewer().id)
    return redirect(_url(project, found), 303)


def _must_be_checker() -> None:
    if not any(the_access().may(right) for right in CHECKERS):
        raise NotAllowed(not_allowed_sentence())


def _stored(project: Project, found: Rectification) -> dict[str, object]:
    owner = next((one.key for one in members_of(project.id) if one.id == found.owner_id), "")
    change = None if found.expected_change is None else round(found.expected_change * 100, 6)
    return {
        "title": found.title, "owner": owner, "due": found.due, "expected_indicator": found.expected_indicator,
        "expected_change": change, "version": found.version,
    }  # fmt: skip


def _url(project: Project, found: Rectification) -> str:
    return url_for("evaluations.action", project=project.key, action=found.key)
