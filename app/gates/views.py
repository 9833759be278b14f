"""Pages of gates: the six at a glance, one gate, beginning a phase, proposing and withdrawing."""

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import today
from app.errors import Refused
from app.gates import pages, queries, views_conditions, views_signing, views_waivers
from app.gates.actions import begin_phase, propose_gate, withdraw_proposal
from app.gates.blueprint import GATE, bp, must_be_phase
from app.gates.forms import ProposeGateForm, made_for
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_viewer
from app.rights import Right
from app.shell import edition_of
from app.words import _, ngettext

__all__ = ["bp", "views_conditions", "views_signing", "views_waivers"]


@bp.get("/projects/<project>/gates")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """The six gates of a project, and what decisions on them still owe."""
    conditions = queries.conditions_of_project(project)
    return page("gates/index.html", lines=pages.gate_lines(project, conditions), conditions=conditions)


@bp.get(GATE)
@in_project()
def show(project: Project, phase: str) -> ResponseReturnValue:
    """One gate: what keeps it shut, what is waived, what is proposed, what was decided."""
    return page("gates/show.html", gate=pages.gate_page(project, must_be_phase(phase), the_viewer().id))


@bp.post(f"{GATE}/begin")
@in_project(Right.PROPOSE_GATE)
def begin(project: Project, phase: str) -> ResponseReturnValue:
    """Start working on a phase while an earlier one still runs."""
    begin_phase(project=project, phase=must_be_phase(phase), by=the_viewer().id)
    flash(_("The phase has begun. Its gate still waits for the earlier ones."), "success")
    return redirect(url_for(".show", project=project.key, phase=phase), 303)


@bp.route(f"{GATE}/propose", methods=["GET", "POST"])
@in_project(Right.PROPOSE_GATE)
def propose(project: Project, phase: str) -> ResponseReturnValue:
    """Ask the sponsor for a decision."""
    shown = pages.gate_page(project, must_be_phase(phase), the_viewer().id)
    form = _propose_form(project, shown)
    if "more" in request.form:
        return page("gates/propose.html", gate=shown, form=form)
    if not form.validate_on_submit():
        return page("gates/propose.html", 422 if form.is_submitted() else 200, gate=shown, form=form)
    try:
        propose_gate(
            project=project, phase=phase, outcome=form.outcome.data, text=form.text.data or "",
            conditions=form.owed() if form.outcome.data == "conditions" else (), by=the_viewer().id,
        )  # fmt: skip
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return page("gates/propose.html", 422, gate=shown, form=form)
    flash(_proposed(shown.left if form.outcome.data == "go" else 0), "success")
    return redirect(url_for(".show", project=project.key, phase=phase), 303)


@bp.post(f"{GATE}/withdraw")
@in_project(Right.PROPOSE_GATE)
def withdraw(project: Project, phase: str) -> ResponseReturnValue:
    """Take the waiting proposal back."""
    withdraw_proposal(project=project, phase=must_be_phase(phase), by=the_viewer().id)
    flash(_("The proposal was withdrawn."), "success")
    return redirect(url_for(".show", project=project.key, phase=phase), 303)


def _proposed(left: int) -> str:
    """What follows from a proposal; of a “go” that cannot be signed yet it is said why."""
    if not left:
        return _("Proposed. The sponsor can decide now.")
    return ngettext(
        "Proposed. “Go” can be signed only once the %(num)s blocker is resolved; until then the sponsor can sign "
        "“go with conditions” or “no-go”.",
        "Proposed. “Go” can be signed only once the %(num)s blockers are resolved; until then the sponsor can sign "
        "“go with conditions” or “no-go”.",
        left,
    )


def _propose_form(project: Project, shown: pages.GatePage) -> ProposeGateForm:
    days = edition_of(project).deadlines["condition_days"]
    return made_for(
        ProposeGateForm,
        members=shown.members,
        blockers=[one for one in shown.objections.blockers if one.waivable],
        due=today(project.time_zone) + timedelta(days=days),
        outcome="conditions" if shown.left else "go",
    )
