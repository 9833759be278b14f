"""A project's own items: adding, wording anew, deleting."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.answers import actions_items, queries
from app.answers.blueprint import bp
from app.answers.forms import ItemForm
from app.answers.rules import must_run
from app.answers.views.checklist import scribe_of
from app.errors import Conflict, Refused
from app.models import ChecklistItem, Project
from app.pages import page
from app.permissions import in_project, the_access, the_viewer
from app.rights import Right
from app.words import _


@bp.route("/projects/<project>/phases/<phase>/add-item", methods=["GET", "POST"])
@in_project(Right.EDIT_ITEMS)
def add_item(project: Project, phase: str) -> ResponseReturnValue:
    """Add an item of the project's own."""
    must_run(project)
    scribe, form = scribe_of(phase), ItemForm(data={"owner_role": the_access().role}).offer()
    if not form.validate_on_submit():
        return page(
            "answers/add_item.html", 422 if form.errors else 200, form=form, phase=scribe.content, list_url=scribe.url
        )
    item = actions_items.add_item(project=project, phase=phase, wording=form.wording(), by=the_viewer().id)
    flash(_("The item is added to the checklist."), "success")
    return _to_row(project, item)


@bp.route("/projects/<project>/phases/<phase>/items/<item>/edit", methods=["GET", "POST"])
@in_project(Right.EDIT_ITEMS)
def edit_item(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Word an item of the project's own anew."""
    must_run(project)
    record = _own(project, phase, item)
    form, conflict, status = ItemForm(obj=record).offer(), None, 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                actions_items.edit_item(
                    project=project, item=record, wording=form.wording(), version=form.version.data or 0,
                    by=the_viewer().id,
                )  # fmt: skip
                flash(_("The item is saved."), "success")
                return _to_row(project, record)
            except Conflict as error:
                conflict, status = error, error.status
                form.version.raw_data = [str(error.version)]
    scribe = scribe_of(phase)
    return page(
        "answers/edit_item.html", status, form=form, record=record, phase=scribe.content, list_url=scribe.url,
        conflict=conflict,
    )  # fmt: skip


@bp.route("/projects/<project>/phases/<phase>/items/<item>/delete", methods=["GET", "POST"])
@in_project(Right.EDIT_ITEMS)
def delete_item(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Take an item of the project's own out, after a question."""
    must_run(project)
    record, scribe = _own(project, phase, item), scribe_of(phase)
    if request.method == "GET":
        return page("answers/delete_item.html", record=record, phase=scribe.content, list_url=scribe.url)
    actions_items.delete_item(project=project, item=record, by=the_viewer().id)
    flash(_("The item “%(question)s” is deleted.", question=record.question), "success")
    return redirect(url_for("answers.checklist", project=project.key, phase=phase), 303)


def _own(project: Project, phase: str, item: str) -> ChecklistItem:
    record = queries.the_item(project, phase, item).item
    if not record.own:
        raise Refused(_("This item belongs to the method. If it does not apply here, say so with a reason."))
    return record


def _to_row(project: Project, item: ChecklistItem) -> ResponseReturnValue:
    address = url_for("answers.checklist", project=project.key, phase=item.phase, _anchor=item.item)
    return redirect(address, 303)
