"""An item's own page: everything about it, its plan, its evidence, its history."""

from collections.abc import Sequence

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.answers import actions, queries
from app.answers.blueprint import bp
from app.answers.drafts import Draft, choices_of_plan, day_value, refused
from app.answers.forms import Answer, EvidenceForm, PlanForm
from app.answers.history import history
from app.answers.pieces import pieces
from app.answers.places import places_of
from app.answers.queries import Answered
from app.answers.rows import CheckRow, Theirs, title_of_state
from app.answers.rules import is_over, may_plan, must_run
from app.answers.views.checklist import scribe_of
from app.clock import today
from app.errors import Conflict, Refused
from app.facts.people import Member, find_member, members_of
from app.models import Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.words import _
from phases import PHASES


@bp.get("/projects/<project>/items/<item>")
@in_project()
def find(project: Project, item: str) -> ResponseReturnValue:
    """Lead to an item's page by its id alone: what blockers and mails point at."""
    phase = item.partition(".")[0]
    if all(phase != one.word for one in PHASES):
        abort(404)
    return redirect(url_for("answers.item", project=project.key, phase=phase, item=item))


@bp.get("/projects/<project>/phases/<phase>/items/<item>")
@in_project()
def item(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Everything about one item."""
    return show(project, phase, queries.the_item(project, phase, item))


@bp.post("/projects/<project>/phases/<phase>/items/<item>/plan")
@in_project(Right.PLAN_ITEMS)
def plan(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Say who answers and by when."""
    must_run(project)
    found, form = queries.the_item(project, phase, item), PlanForm()
    try:
        if not form.validate():
            return show(project, phase, found, status=422, plan=form)
        _plan(project, found, form)
    except (Refused, Conflict) as error:
        form.form_errors.append(error.sentence)
        return show(project, phase, found, status=error.status, plan=form)
    flash(_("The plan of this item is saved."), "success")
    return redirect(url_for("answers.item", project=project.key, phase=phase, item=item), 303)


def _plan(project: Project, found: Answered, form: PlanForm) -> None:
    member = find_member(project.id, form.assignee.data) if form.assignee.data else None
    if form.assignee.data and (member is None or member.disabled):
        raise Refused(_("Choose a person who works on this engagement."))
    actions.plan_item(
        project=project, item=found.item, assignee=member.id if member else None, due=form.due.data,
        version=form.version.data or 0, by=the_viewer().id,
    )  # fmt: skip


def show(
    project: Project,
    phase: str,
    found: Answered,
    *,
    status: int = 200,
    sent: Answer | None = None,
    theirs: Theirs | None = None,
    error: str = "",
    plan: PlanForm | None = None,
    evidence: EvidenceForm | None = None,
) -> ResponseReturnValue:
    """Draw the item's page, perhaps with a form as it was refused."""
    scribe, record = scribe_of(phase), found.item
    listed = pieces(queries.evidence_of_item(record.id), project, scribe.fresh)
    people = members_of(project.id)
    row = scribe.row(record, found.assignee, found.proof)
    undo = f"{row.url}/undo" if "answered" in request.args and row.editable else ""
    return page(
        "answers/item.html", status, phase=scribe.content, found=found, record=record, row=row, pieces=listed,
        group=scribe.group_title(row.group), list_url=scribe.url, error=error, theirs=theirs, undo=undo,
        remark=_remark(row),
        mine=sent or Answer(row.state, row.note, row.version), mine_title=title_of_state(sent.state) if sent else "",
        plan=_plan_draft(found, people, plan), evidence=_evidence_draft(project, evidence) if row.editable else None,
        told=not row.editable and record.state in ("open", "doing") and not is_over(project),
        places=places_of(record.item, f"/projects/{project.key}", the_viewer()),
        history=history(queries.events_of_item(project.id, record.item), {one.id: one.name for one in people}),
    )  # fmt: skip


def _remark(row: CheckRow) -> str:
    """What is missing from a finished answer: at a mandatory item it keeps the gate shut, at others it is only said."""
    if row.state != "done" or not row.evidence_required or row.evidence:
        return ""
    if row.mandatory:
        return _("Marked done, but the evidence is missing: the gate stays shut until there is some.")
    return _("Marked done, but the evidence is missing. The item is optional, so the gate does not wait for it.")


def _plan_draft(found: Answered, people: Sequence[Member], form: PlanForm | None) -> Draft | None:
    if not may_plan(the_access()):
        return None
    choices = choices_of_plan(people)
    if form is not None:
        return refused(form, choices)
    return Draft({"assignee": found.assignee_key or "", "due": day_value(found.item.due)}, choices=choices)


def _evidence_draft(project: Project, form: EvidenceForm | None) -> Draft:
    return refused(form) if form is not None else Draft({"speaks_of": day_value(today(project.time_zone))})
