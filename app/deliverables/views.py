"""Pages of deliverables: the list by phase, adding and planning them, export."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from app.deliverables import queries, views_sheet, views_versions
from app.deliverables.actions_plan import add_deliverable, change_deliverable, remove_deliverable
from app.deliverables.blueprint import bp
from app.deliverables.forms import AddDeliverableForm, DeliverableForm, OwnDeliverableForm
from app.deliverables.sheet import DELIVERABLES
from app.errors import Difference
from app.facts.people import members_of
from app.language import day, say
from app.listing import address, chosen, sorting
from app.models import PHASE_WORDS, Deliverable, Project
from app.pages import page
from app.permissions import in_project, may, the_viewer
from app.registers.sheets.headings import NUMBER
from app.registers.sheets.refused import waiting_at
from app.rights import Right
from app.tables import table_response
from app.words import _
from phases.order import TITLES


@bp.get("/projects/<project>/deliverables")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """All deliverables of a project, by phase."""
    chosen_rows, kept = _filtered(project)
    order = sorting(queries.COLUMNS, "")
    labels = (_("Deliverable"), _("State"), _("Version"), _("Owner"), _("Due"))
    columns = ("title", "state", "version", "owner", "due")
    return page(
        "deliverables/index.html",
        sections=queries.sections(chosen_rows, order),
        headings=[order.heading(column, label) for column, label in zip(columns, labels, strict=True)],
        search=kept["search"],
        filters=_filters(kept),
        exports=[(form.upper(), address(f"{request.path}.{form}")) for form in ("csv", "xlsx")],
        waiting=waiting_at(project, "deliverables", the_viewer().id) if may(Right.WRITE_DELIVERABLE) else [],
    )


@bp.get("/projects/<project>/deliverables.<form>")
@in_project(Right.EXPORT)
def export(project: Project, form: str) -> ResponseReturnValue:
    """The list as the page shows it, as a file."""
    rows, _kept = _filtered(project)
    columns = [
        _("Phase"), _("Deliverable"), say(DELIVERABLES.field("mandatory").label), _("State"), _("Version"),
        _("Accepted version"), _("Owner"), _("Due"), _("Handed in by"), _("Handed in"), say(NUMBER),
    ]  # fmt: skip
    words = _state_words()
    return table_response(
        form,
        f"deliverables-{project.key}",
        columns,
        [
            (
                say(TITLES[row.phase]), row.title, _("yes") if row.mandatory else _("no"), words[row.state],
                row.version or None, row.accepted or None, row.owner, row.due, row.author, row.handed_in, row.id,
            )
            for row in rows
        ],
    )  # fmt: skip


@bp.route("/projects/<project>/deliverables/new", methods=["GET", "POST"])
@in_project(Right.WRITE_DELIVERABLE)
def new(project: Project) -> ResponseReturnValue:
    """Add a deliverable of the project's own."""
    form = AddDeliverableForm(phase=chosen("phase", PHASE_WORDS, _phase_now(project)))
    form.phase.choices = [SelectChoice(word, say(title)) for word, title in TITLES.items()]
    form.offer(members_of(project.id))
    if not form.validate_on_submit():
        return page("deliverables/new.html", 422 if form.is_submitted() else 200, form=form)
    made = add_deliverable(
        project=project, phase=form.phase.data, title=form.title.data, mandatory=form.mandatory.data,
        due=form.due.data, owner_id=form.owner_id, by=the_viewer().id,
    )  # fmt: skip
    flash(_("The deliverable was added."), "success")
    return redirect(url_for(".show", project=project.key, deliverable=made.deliverable), 303)


@bp.route("/projects/<project>/deliverables/<deliverable>/edit", methods=["GET", "POST"])
@in_project(Right.WRITE_DELIVERABLE)
def edit(project: Project, deliverable: str) -> ResponseReturnValue:
    """Change who owes a deliverable, and by when."""
    found = queries.find_deliverable(project, deliverable)
    form = _edit_form(project, found)
    form.offer(members_of(project.id))
    if not form.validate_on_submit():
        title = queries.title_of(project, found)
        status = 422 if form.is_submitted() else 200
        return page("deliverables/edit.html", status, form=form, deliverable=found, name=title)
    own: dict[str, Any] = {"title": form.title.data, "mandatory": form.mandatory.data} if found.own else {}
    change_deliverable(
        project=project, deliverable=found, version=_number(form.version.data), due=form.due.data,
        owner_id=form.owner_id, by=the_viewer().id, differences=_differences(project, found, form), **own,
    )  # fmt: skip
    return redirect(url_for(".show", project=project.key, deliverable=found.deliverable), 303)


@bp.post("/projects/<project>/deliverables/<deliverable>/remove")
@in_project(Right.WRITE_DELIVERABLE)
def remove(project: Project, deliverable: str) -> ResponseReturnValue:
    """Take away an own deliverable that nobody has handed in yet."""
    remove_deliverable(project=project, deliverable=queries.find_deliverable(project, deliverable), by=the_viewer().id)
    flash(_("The deliverable was removed."), "success")
    return redirect(url_for(".index", project=project.key), 303)


def _filtered(project: Project) -> tuple[list[queries.Row], dict[str, str]]:
    kept = {
        "phase": chosen("phase", PHASE_WORDS),
        "state": chosen("state", queries.STATES),
        "search": request.args.get("q", "")[:100],
    }
    return queries.list_deliverables(project, **kept), kept


def _filters(kept: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    phases = [("", _("All")), *((word, say(title)) for word, title in TITLES.items())]
    states = [("", _("All")), *_state_words().items()]
    return [("phase", _("Phase"), phases, kept["phase"]), ("state", _("State"), states, kept["state"])]


def _state_words() -> dict[str, str]:
    words = (_("Missing"), _("Draft"), _("In review"), _("Returned"), _("Accepted"))
    return dict(zip(queries.STATES, words, strict=True))


def _phase_now(project: Project) -> str:
    return "golive" if project.phase == "evaluation" else project.phase


def _edit_form(project: Project, found: Deliverable) -> DeliverableForm:
    owner = next((one.key for one in members_of(project.id) if one.id == found.owner_id), "")
    values = {"version": found.version, "owner": owner, "due": found.due}
    if not found.own:
        return DeliverableForm(data=values)
    return OwnDeliverableForm(data={**values, "title": found.title, "mandatory": found.mandatory})


def _differences(project: Project, found: Deliverable, form: DeliverableForm) -> list[Difference]:
    names = {one.key: one.name for one in members_of(project.id)}
    theirs = next((one.name for one in members_of(project.id) if one.id == found.owner_id), "")
    differences = [
        Difference(_("Owner"), theirs, names.get(form.owner.data, "")),
        Difference(_("Due"), day(found.due), day(form.due.data)),
    ]
    if found.own:
        differences.append(Difference(_("Title"), found.title, form.title.data))
    return [one for one in differences if one.theirs != one.mine]


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        abort(400)
    return int(text)


__all__ = ["bp", "views_sheet", "views_versions"]
