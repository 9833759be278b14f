"""Evidence of an item: adding, downloading, removing, putting back."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import files
from app.answers import actions_evidence, queries
from app.answers.blueprint import bp
from app.answers.forms import EvidenceForm
from app.answers.pieces import may_remove
from app.answers.rules import must_answer, must_run
from app.answers.views import item as item_page
from app.database import db
from app.errors import NotAllowed, Refused
from app.models import ChecklistItem, Evidence, Project, StoredFile
from app.permissions import child, in_project, reads_first, the_access, the_viewer
from app.rights import Right
from app.transactions import begin_write
from app.words import _


@bp.post("/projects/<project>/phases/<phase>/items/<item>/evidence")
@reads_first
@in_project(Right.ADD_EVIDENCE)
def add_evidence(project: Project, phase: str, item: str) -> ResponseReturnValue:
    """Add a file, link or note; the file is hashed and written before others have to wait."""
    found, form = queries.the_item(project, phase, item), EvidenceForm()
    must_answer(the_access(), the_viewer().id, [found.item])
    if not form.validate():
        return item_page.show(project, phase, found, status=422, evidence=form)
    try:
        received = files.receive(form.file.data.stream) if form.file.data else None
        begin_write()
        actions_evidence.add_evidence(project=project, item=found.item, piece=form.piece(received), by=the_viewer().id)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return item_page.show(project, phase, found, status=422, evidence=form)
    flash(_("The evidence is added."), "success")
    return _back(project, found.item)


@bp.get("/projects/<project>/evidence/<evidence>")
@in_project()
def download(project: Project, evidence: str) -> ResponseReturnValue:
    """The file of a piece of evidence, as an attachment."""
    piece = child(Evidence, project, evidence)
    stored = db.session.get(StoredFile, piece.file_id) if piece.file_id else None
    if stored is None or piece.removed_at is not None:
        abort(404)
    return files.serve(stored, piece.file_name)


@bp.post("/projects/<project>/evidence/<evidence>/remove")
@in_project(Right.ADD_EVIDENCE)
def remove_evidence(project: Project, evidence: str) -> ResponseReturnValue:
    """Take a piece away; the item's page offers to put it back."""
    piece, item = _of_item(project, evidence)
    actions_evidence.remove_evidence(project=project, item=item, evidence=piece, by=the_viewer().id)
    flash(_("The evidence “%(title)s” is removed. You can put it back below the list.", title=piece.title), "success")
    return _back(project, item)


@bp.post("/projects/<project>/evidence/<evidence>/restore")
@in_project(Right.ADD_EVIDENCE)
def restore_evidence(project: Project, evidence: str) -> ResponseReturnValue:
    """Put a removed piece back."""
    piece, item = _of_item(project, evidence)
    actions_evidence.restore_evidence(project=project, item=item, evidence=piece, by=the_viewer().id)
    flash(_("The evidence “%(title)s” is back.", title=piece.title), "success")
    return _back(project, item)


def _of_item(project: Project, key: str) -> tuple[Evidence, ChecklistItem]:
    """A piece that supports an item and that the person may change; evidence of actions is not handled here."""
    piece = child(Evidence, project, key)
    item = db.session.scalar(select(ChecklistItem).where(ChecklistItem.id == piece.item_id))
    if item is None:
        abort(404)
    must_run(project)
    if not may_remove(piece.added_by_id):
        raise NotAllowed(_("You may remove or put back only evidence that you added yourself."))
    return piece, item


def _back(project: Project, item: ChecklistItem) -> ResponseReturnValue:
    address = url_for("answers.item", project=project.key, phase=item.phase, item=item.item, _anchor="evidence")
    return redirect(address, 303)
