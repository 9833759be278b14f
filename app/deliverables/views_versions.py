"""Pages of one deliverable: its versions, handing one in, review, acceptance, download."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.database import db
from app.deliverables import queries
from app.deliverables.actions import accept_version, add_version, return_version, submit_version, withdraw_version
from app.deliverables.blueprint import bp
from app.deliverables.forms import AddVersionForm, ReturnVersionForm
from app.errors import Refused
from app.files import Received, receive, serve
from app.language import day, say
from app.models import Deliverable, Project, StoredFile, User
from app.openings import note_opened
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.rights import Right
from app.transactions import begin_write
from app.words import _
from phases.order import TITLES

VERSION = "/projects/<project>/deliverables/<deliverable>/versions/<version>"


@bp.get("/projects/<project>/deliverables/<deliverable>")
@in_project()
def show(project: Project, deliverable: str) -> ResponseReturnValue:
    """One deliverable with all its versions."""
    return _drawn(project, queries.find_deliverable(project, deliverable))


@bp.post("/projects/<project>/deliverables/<deliverable>/versions")
@in_project(Right.WRITE_DELIVERABLE)
@reads_first
def add(project: Project, deliverable: str) -> ResponseReturnValue:
    """Save a new version as a draft, or hand it in at once; the file is received before anything is locked."""
    found, form = queries.find_deliverable(project, deliverable), AddVersionForm()
    received = _received(form) if form.validate() else None
    if form.errors:
        return _drawn(project, found, form=form, status=422)
    begin_write()
    name = form.file.data.filename or "" if received else ""
    made = add_version(
        project=project, deliverable=found, note=form.note.data or "", file=received, file_name=name,
        url=form.url.data, by=the_viewer().id,
    )  # fmt: skip
    if request.form.get("whole"):
        submit_version(project=project, deliverable=found, version=made, by=the_viewer().id)
        flash(_("Version %(number)s is handed in: the client can accept it now.", number=made.number), "success")
    else:
        flash(_("Version %(number)s is saved as a draft.", number=made.number), "success")
    return _back(project, found)


@bp.get(f"{VERSION}/file")
@in_project()
def file(project: Project, deliverable: str, version: str) -> ResponseReturnValue:
    """The file of one version, as an attachment."""
    found = queries.find_version(queries.find_deliverable(project, deliverable), version)
    note_opened(found.id)
    stored = db.session.get(StoredFile, found.file_id) if found.file_id else None
    if stored is None:
        abort(404)
    return serve(stored, found.file_name)


@bp.post(f"{VERSION}/submit")
@in_project(Right.WRITE_DELIVERABLE)
def submit(project: Project, deliverable: str, version: str) -> ResponseReturnValue:
    """Ask the client to accept a version."""
    found = queries.find_deliverable(project, deliverable)
    submit_version(project=project, deliverable=found, version=queries.find_version(found, version), by=the_viewer().id)
    flash(_("Submitted: the client can accept it now."), "success")
    return _back(project, found)


@bp.post(f"{VERSION}/withdraw")
@in_project(Right.WRITE_DELIVERABLE)
def withdraw(project: Project, deliverable: str, version: str) -> ResponseReturnValue:
    """Take a version back from review."""
    found = queries.find_deliverable(project, deliverable)
    withdraw_version(
        project=project, deliverable=found, version=queries.find_version(found, version), by=the_viewer().id
    )
    flash(_("Taken back: it is a draft again."), "success")
    return _back(project, found)


@bp.post(f"{VERSION}/accept")
@in_project(Right.ACCEPT_DELIVERABLE)
def accept(project: Project, deliverable: str, version: str) -> ResponseReturnValue:
    """Accept the version in review."""
    found = queries.find_deliverable(project, deliverable)
    accept_version(project=project, deliverable=found, version=queries.find_version(found, version), by=the_viewer().id)
    flash(_("Accepted."), "success")
    return _back(project, found)


@bp.post(f"{VERSION}/return")
@in_project(Right.ACCEPT_DELIVERABLE)
def send_back(project: Project, deliverable: str, version: str) -> ResponseReturnValue:
    """Return the version in review with a comment."""
    found, form = queries.find_deliverable(project, deliverable), ReturnVersionForm()
    one = queries.find_version(found, version)
    if not form.validate():
        return _drawn(project, found, return_form=form, status=422)
    return_version(project=project, deliverable=found, version=one, comment=form.comment.data, by=the_viewer().id)
    flash(_("Returned with your comment."), "success")
    return _back(project, found)


def _received(form: AddVersionForm) -> Received | None:
    """The uploaded file, safe on the disk; a refused one leaves its sentence with the field."""
    if not form.file.data:
        return None
    try:
        return receive(form.file.data.stream)
    except Refused as refusal:
        form.file.errors = [*form.file.errors, refusal.sentence]
        return None


def _drawn(
    project: Project,
    found: Deliverable,
    *,
    form: AddVersionForm | None = None,
    return_form: ReturnVersionForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    versions = queries.versions_of(found, the_viewer().id)
    note_opened(queries.newest_id(found))
    owner = db.session.get(User, found.owner_id) if found.owner_id else None
    return page(
        "deliverables/show.html",
        status,
        deliverable=found,
        name=queries.title_of(project, found),
        about=queries.about_text(project, found),
        phase_title=say(TITLES[found.phase]),
        owner=owner.name if owner else "",
        due=day(found.due),
        base=url_for(".show", project=project.key, deliverable=found.deliverable),
        versions=versions,
        newest=versions[0] if versions else None,
        accepted=next((one for one in versions if one.state == "accepted"), None),
        form=form or AddVersionForm(formdata=None),
        return_form=return_form or ReturnVersionForm(formdata=None),
    )


def _back(project: Project, found: Deliverable) -> ResponseReturnValue:
    return redirect(url_for(".show", project=project.key, deliverable=found.deliverable), 303)
