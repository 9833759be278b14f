"""Giving answers: one from its row or page, several at once, taking the last one back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.answers import actions, queries
from app.answers.blueprint import bp
from app.answers.drafts import NOBODY
from app.answers.drawing import draw_row
from app.answers.forms import Answer, ManyForm, read_choice
from app.answers.queries import Answered
from app.answers.rows import Scribe, Theirs, tally, title_of_state
from app.answers.rules import may_plan, must_answer, must_run, text_of
from app.answers.views import item as item_page
from app.answers.views.checklist import scribe_of, show
from app.errors import Conflict, Refused
from app.facts.people import find_member
from app.language import ago
from app.listing import address
from app.models import ITEM_STATES, ChecklistItem, Project
from app.pages import fragment, is_inline
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.words import _, ngettext


@bp.post("/projects/<project>/phases/<phase>/items/<item>/answer")
@in_project(Right.ANSWER)
def answer(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Give an item its state and note: a fragment for the script, otherwise back to where the person was."""
    found, person, sent = queries.the_item(project, phase, item), the_viewer(), Answer.read(request.form)
    must_answer(the_access(), person.id, [found.item])
    try:
        actions.answer_item(
            project=project, item=found.item, state=sent.state, note=sent.note, version=sent.version, by=person.id
        )
    except (Refused, Conflict) as error:
        return _refused(project, phase, found, sent, error)
    return _row(project, phase, found, undo=True) if is_inline() else _back(project, phase, item, answered=item)


@bp.post("/projects/<project>/phases/<phase>/items/<item>/undo")
@in_project(Right.ANSWER)
def undo(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Take one's own last answer back."""
    found, person = queries.the_item(project, phase, item), the_viewer()
    must_answer(the_access(), person.id, [found.item])
    try:
        actions.undo_answer(project=project, item=found.item, by=person.id)
    except Refused as refusal:
        if is_inline():
            return _row(project, phase, found, status=422, error=refusal.sentence)
        flash(refusal.sentence, "warning")
    return _row(project, phase, found) if is_inline() else _back(project, phase, item)


@bp.post("/projects/<project>/phases/<phase>/answers")
@in_project(Right.PLAN_ITEMS)
def answer_many(project: Project, phase: str) -> ResponseReturnValue:
    """Set state, person or date of the ticked rows: all of them, or none with the reason."""
    must_run(project)
    scribe_of(phase)
    form = ManyForm()
    try:
        changed = _answer_many(project, phase, form)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return show(project, phase, status=422, many=form)
    flash(ngettext("%(num)s item changed.", "%(num)s items changed.", changed), "success")
    return _back(project, phase, "")


def _answer_many(project: Project, phase: str, form: ManyForm) -> int:
    items = queries.find_items(project, phase, read_choice(request.form.getlist("items")))
    plan = actions.Plan(
        assign=bool(form.assignee.data), assignee=_assignee(project, form.assignee.data or ""), due=form.due.data
    )
    if not form.validate():
        raise Refused(_("Nothing was changed. Please look at the fields again."))
    if not (form.state.data or form.assignee.data or form.due.data):
        raise Refused(_("Choose what to change: the state, the person or the due date."))
    return actions.answer_items(
        project=project, items=items, state=form.state.data or None, note=form.note.data or "", plan=plan,
        by=the_viewer().id,
    )  # fmt: skip


def _assignee(project: Project, key: str) -> int | None:
    """The chosen member; refused for anybody who is not in the project."""
    if key in ("", NOBODY):
        return None
    member = find_member(project.id, key)
    if member is None or member.disabled:
        raise Refused(_("Choose a person who works on this engagement."))
    return member.id


def _refused(
    project: Project, phase: str, found: Answered, sent: Answer, error: Refused | Conflict
) -> ResponseReturnValue:
    """The row (or the item's page) with what the person wrote, and the sentence or the other's text beside it."""
    theirs = _theirs(found, project) if isinstance(error, Conflict) else None
    if not is_inline():
        return item_page.show(
            project, phase, found, status=error.status, sent=sent, theirs=theirs, error=error.sentence
        )
    sentence = "" if theirs else error.sentence
    return _row(project, phase, found, status=error.status, sent=sent, theirs=theirs, error=sentence)


def _theirs(found: Answered, project: Project) -> Theirs:
    """What stands in the database now, and who put it there."""
    item: ChecklistItem = found.item
    return Theirs(
        state=item.state,
        state_title=title_of_state(item.state),
        note=text_of(item),
        who=found.answerer or _("Sextant"),
        when=ago(item.answered_at),
    )


def _row(
    project: Project,
    phase: str,
    found: Answered,
    *,
    status: int = 200,
    sent: Answer | None = None,
    theirs: Theirs | None = None,
    error: str = "",
    undo: bool = False,
) -> ResponseReturnValue:
    scribe: Scribe = scribe_of(phase)
    row = scribe.row(found.item, found.assignee, found.proof)
    row = row._replace(
        pick=may_plan(the_access()), error=error, conflict=theirs, undo=f"{row.url}/undo" if undo else ""
    )
    if sent is not None:
        tried = sent.state if sent.state in ITEM_STATES else ""
        row = row._replace(note=sent.note, state=tried or row.state if theirs else row.state, wanted=tried)
    group, whole = tally(scribe, queries.states_of_phase(project.id, phase), row.group)
    return fragment("answers/row.html", status, row=draw_row(row), group=group, whole=whole)


def _back(project: Project, phase: str, item: str, **extra: str) -> ResponseReturnValue:
    if request.form.get("from") == "item":
        page_ = url_for("answers.item", project=project.key, phase=phase, item=item)
        return redirect(page_ + ("?answered=1" if extra else ""), 303)
    arguments: dict[str, str | None] = {**request.args.to_dict(), "answered": None, **extra}
    path = url_for("answers.checklist", project=project.key, phase=phase)
    return redirect(address(path, **arguments) + (f"#{item}" if item else ""), 303)
