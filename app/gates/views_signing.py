"""The sponsor's signature: the page that asks for it, and the decision as it was signed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import today
from app.database import db
from app.errors import Refused
from app.facts.seal import is_sealed
from app.gates import pages, queries
from app.gates.actions import decide_gate
from app.gates.blueprint import GATE, bp, must_be_phase
from app.gates.decision import conditions_of
from app.gates.forms import DecideGateForm, made_for
from app.gates.record import broken_files, record_tables
from app.gates.standing import seen_digest
from app.gates.wording import meaning_of
from app.identity import close_session, open_session
from app.models import OUTCOMES, GateDecision, Project, User
from app.openings import opened_before_signing
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.proof import is_own_password
from app.rights import Right
from app.shell import edition_of
from app.words import _


@bp.route(f"{GATE}/decide", methods=["GET", "POST"])
@in_project(Right.DECIDE_GATE)
@reads_first
def decide(project: Project, phase: str) -> ResponseReturnValue:
    """Sign a decision: everything that bears on it first, then the choice and the password."""
    shown = pages.gate_page(project, must_be_phase(phase), the_viewer().id)
    if shown.proposal is None and request.method == "GET":
        return redirect(url_for(".show", project=project.key, phase=phase), 303)
    form = _decide_form(project, shown)
    if "more" in request.form or not form.validate_on_submit():
        return _asked(project, shown, form, 422 if form.errors else 200)
    decision = _signed(project, phase, form)
    if decision is None:
        return _asked(project, shown, form, 422)
    flash(_("Signed. The decision is on record."), "success")
    return redirect(queries.decision_url(project.key, phase, decision.key), 303)


@bp.get("/projects/<project>/phases/<phase>/decisions/<decision>")
@in_project()
def decision(project: Project, phase: str, decision: str) -> ResponseReturnValue:
    """A decision as it was signed, whether its seal holds, and what has changed since."""
    found = queries.find_decision(project, must_be_phase(phase), decision)
    newest = queries.decisions_of(project, phase)[0].key == found.key
    since = pages.changes_since_signing(project, [phase]).get(phase, []) if newest else []
    return page(
        "gates/decision.html",
        decision=found,
        sealed=is_sealed(found),
        number=found.number,
        local=found.signed_at.astimezone(ZoneInfo(found.wording["time_zone"])),
        changes=since if found.outcome != "no-go" else [],
        newest=newest,
        tables=record_tables(project, found),
        broken=broken_files(found) if "files" in request.args else None,
    )


def _decide_form(project: Project, shown: pages.GatePage) -> DecideGateForm:
    proposal = shown.gate.proposal
    days = edition_of(project).deadlines["condition_days"]
    form = made_for(
        DecideGateForm,
        members=shown.members,
        blockers=[one for one in shown.objections.blockers if one.waivable],
        proposed=conditions_of(proposal) if proposal else (),
        due=today(project.time_zone) + timedelta(days=days),
        outcome=proposal.outcome if proposal else None,
        seen=seen_digest(proposal, shown.objections) if proposal else "",
    )
    if shown.left:
        form.outcome.choices = form.outcome.choices[1:]
    form.outcome.validate_choice = False
    return form


def _asked(project: Project, shown: pages.GatePage, form: DecideGateForm, status: int) -> ResponseReturnValue:
    meanings = [(outcome, meaning_of(project, shown.word, outcome)) for outcome in OUTCOMES]
    offered = [(outcome, meaning) for outcome, meaning in meanings if outcome != "go" or not shown.left]
    return page("gates/decide.html", status, gate=shown, form=form, meanings=offered)


def _signed(project: Project, phase: str, form: DecideGateForm) -> GateDecision | None:
    """The signed decision; None leaves the reason with the form."""
    person = the_viewer()
    if not is_own_password(email=person.email, password=form.password.data, address=request.remote_addr or ""):
        form.password.errors = [_("This is not your password. Nothing was signed.")]
        return None
    try:
        made = decide_gate(
            project=project, phase=phase, outcome=form.outcome.data, text=form.text.data or "",
            conditions=form.owed() if form.outcome.data == "conditions" else (), seen=form.seen.data, by=person.id,
            opened=opened_before_signing(project.id, phase, person.id),
        )  # fmt: skip
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return None
    close_session(person.session_id)
    open_session(db.session.get_one(User, person.id), current_app.extensions["settings"])
    return made
