"""Bringing in the licensed users and the functions in scope: the upload, and the confirmation of what it changes."""

from typing import Any

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.files import Received, receive
from app.models import Project, UsageSource
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.rights import Right
from app.transactions import after_commit, begin_write
from app.usage import actions_lists, queries
from app.usage.abandoned import kept_until
from app.usage.actions import Upload
from app.usage.blueprint import bp
from app.usage.coding import code_list, forget_original
from app.usage.forms import FunctionsForm, UsersForm
from app.usage.known import saved_mapping
from app.usage.list_columns import must_ask, table_in
from app.usage.list_guard import Found, has_groups, must_be_a_list, roles_nobody_has
from app.usage.lists import Chosen
from app.usage.logs import kept_file
from app.usage.pseudonyms import codes_of
from app.usage.views.overview import overview
from app.words import _

FORMS: dict[str, Any] = {"users": UsersForm, "functions": FunctionsForm}


@bp.post("/projects/<project>/usage/users")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_users(project: Project) -> ResponseReturnValue:
    """Receive a list of users."""
    return _upload(project, "users")


@bp.post("/projects/<project>/usage/functions")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_functions(project: Project) -> ResponseReturnValue:
    """Receive a list of functions."""
    return _upload(project, "functions")


@bp.get("/projects/<project>/usage/<source>/changes")
@in_project(Right.IMPORT_USAGE)
def changes(project: Project, source: str) -> ResponseReturnValue:
    """What a list that was uploaded would change, before it does."""
    waiting = queries.find_source(project, source)
    if waiting.kind not in FORMS or waiting.state != "waiting":
        return redirect(f"/projects/{project.key}/usage/{waiting.key}", 303)
    found = actions_lists.read_list(waiting.kind, kept_file(queries.file_of(waiting).digest), waiting.mapping)
    difference = actions_lists.changes(project, waiting.kind, found)
    return page(
        "usage/changes.html", source=waiting, count=len(actions_lists.entries(found)), refused=found.refused,
        groups=[(_("Added"), difference.added), (_("Changed"), difference.changed), (_("Removed"), difference.removed)],
        until=kept_until(waiting, project.time_zone), same=difference.same,
        objection=_objection(project, waiting.kind, found), unknown=roles_nobody_has(project, found),
    )  # fmt: skip


@bp.post("/projects/<project>/usage/<source>/apply")
@in_project(Right.IMPORT_USAGE)
def apply(project: Project, source: str) -> ResponseReturnValue:
    """Put the uploaded list in the place of the one in force."""
    waiting = queries.find_source(project, source)
    if waiting.kind not in FORMS:
        abort(404)
    found = actions_lists.read_list(waiting.kind, kept_file(queries.file_of(waiting).digest), waiting.mapping)
    difference = actions_lists.apply_list(project=project, source=waiting, found=found, by=the_viewer().id)
    done = actions_lists.taken_over(waiting.kind, difference)
    flash(_("%(done)s Compute open rounds again to use it.", done=done), "success")
    return redirect(f"/projects/{project.key}/usage/{waiting.key}", 303)


def _objection(project: Project, kind: str, found: Found) -> str:
    """Why this list may not take the place of the one that is in force by now; nothing when it may."""
    try:
        must_be_a_list(project, kind, found)
    except Refused as refusal:
        return refusal.sentence
    return ""


def _upload(project: Project, kind: str) -> ResponseReturnValue:
    form = FORMS[kind]()
    if not form.validate():
        return overview(project, 422, **{kind: form})
    field = form[kind]
    try:
        source, asked = _taken(project, kind, field.data, coded="pseudonyms" in form and bool(form.pseudonyms.data))
    except Refused as refusal:
        field.errors = [refusal.sentence]
        return overview(project, 422, **{kind: form})
    return redirect(f"/projects/{project.key}/usage/{source.key}/{'columns' if asked else 'changes'}", 303)


def _taken(project: Project, kind: str, file: Any, *, coded: bool) -> tuple[UsageSource, bool]:
    """The list as it waits, and whether its columns have to be named first."""
    received, original, chosen = receive(file.stream), "", saved_mapping(project.id, kind)
    by, name = the_viewer().id, file.filename or ""
    if must_ask(kind, table_in(kept_file(received.digest)), chosen, coded=coded, grouped=has_groups(project, kind)):
        begin_write()
        upload = Upload(received, name)
        return actions_lists.add_list(project=project, kind=kind, upload=upload, by=by, coded=coded), True
    if coded:
        original = received.digest
        received = _coded(project, original, chosen)
    found = actions_lists.read_list(kind, kept_file(received.digest), {} if original else chosen)
    must_be_a_list(project, kind, found)
    begin_write()
    upload = Upload(received, name, format=found.kind, original_digest=original)
    mapping = {} if original else chosen
    source = actions_lists.add_list(project=project, kind=kind, upload=upload, mapping=mapping, by=by)
    if original:
        after_commit(lambda: forget_original(original))
    return source, False


def _coded(project: Project, original: str, chosen: Chosen) -> Received:
    begin_write()
    codes = codes_of(project)
    begin_write()  # what follows takes a while: no transaction waits for it
    return code_list(kept_file(original), codes, chosen)
