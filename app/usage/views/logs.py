"""Bringing a usage log in: the upload, and the page on which its columns are named."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.delimited.reading import Table, sniff
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import receive
from app.language import language, say
from app.models import Project, UsageSource
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.places import time_zones
from app.rights import Right
from app.transactions import begin_write
from app.usage import actions, queries
from app.usage.blueprint import bp, log_limit
from app.usage.choosing import proposed
from app.usage.columns import mapped
from app.usage.forms import LogForm, MappingForm
from app.usage.known import saved_mapping
from app.usage.logs import kept_file
from app.usage.preview import Understood, understood
from app.usage.views.overview import overview


@bp.post("/projects/<project>/usage/log")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_log(project: Project) -> ResponseReturnValue:
    """Receive a log: hashed, written and looked at before anybody has to wait for the database."""
    form = LogForm()
    if not form.validate():
        return overview(project, 422, logs=form)
    try:
        received = receive(form.log.data.stream, limit=log_limit())
        table = _table(received.digest)
        begin_write()
        upload = actions.Upload(received, form.log.data.filename or "", table.encoding, table.delimiter)
        source = actions.add_log(project=project, upload=upload, by=the_viewer().id)
    except Refused as refusal:
        form.log.errors = [refusal.sentence]
        return overview(project, 422, logs=form)
    if source.state in ("ready", "importing"):
        flash(actions.already_in(source), "warning")
        return redirect(_url(project, source), 303)
    return redirect(f"{_url(project, source)}/mapping", 303)


@bp.route("/projects/<project>/usage/<source>/mapping", methods=["GET", "POST"])
@in_project(Right.IMPORT_USAGE)
def mapping(project: Project, source: str) -> ResponseReturnValue:
    """Say which column is which, see how the first rows are understood, and have the log imported."""
    found = queries.find_source(project, source)
    if found.kind != "events":
        return redirect(_url(project, found), 303)
    form = _form(project, found)
    try:
        table = _offer(project, found, form)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return page("usage/mapping.html", 422, form=form, source=found, table=None, rows=[], written="")
    if "import" not in request.form or not form.validate_on_submit():
        return _drawn(found, form, table)
    try:
        choice = actions.Choice(mapped(form.chosen()), form.time_zone.data)
        made = actions.start_import(project=project, source=found, choice=choice, by=the_viewer().id)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return _drawn(found, form, table)
    return redirect(_url(project, made), 303)


def _form(project: Project, source: UsageSource) -> MappingForm:
    """The form with what was chosen before: for this log, or for the project's last one."""
    before = source.mapping or saved_mapping(project.id)
    zone = source.time_zone if source.mapping else before.get("time_zone") or project.time_zone
    values = {"time_zone": zone, "day_order": before.get("day_order") or ""}
    if source.mapping:
        values |= {name: source.mapping.get(name) or "" for name in ("encoding", "delimiter")}
        values["header"] = {True: "yes", False: "no", None: ""}[source.mapping.get("header")]
    return MappingForm(data=values)


def _offer(project: Project, source: UsageSource, form: MappingForm) -> Table:
    """Look at the file as the form says it is written, and let the form choose among its columns."""
    form.offer((), time_zones(language()))
    written = form.written()
    written["encoding"] = written["encoding"] or source.encoding or None
    table = _table(queries.file_of(source).digest, **written)
    form.offer(table.columns, time_zones(language()))
    if "import" not in request.form:
        form.propose(proposed(table, source.mapping or saved_mapping(project.id)))
    return table


def _drawn(source: UsageSource, form: MappingForm, table: Table) -> ResponseReturnValue:
    status = 422 if form.errors or form.form_errors else 200
    written = queries.written(table.encoding, table.delimiter)
    rows = _preview(table, form)
    return page("usage/mapping.html", status, form=form, source=source, table=table, rows=rows, written=written)


def _preview(table: Table, form: MappingForm) -> list[Understood]:
    """How the first rows are understood; nothing as long as a column is open or the time zone is none."""
    if form.time_zone.data not in {choice.value for choice in form.time_zone.choices}:
        return []
    try:
        return understood(table, mapped(form.chosen()), form.time_zone.data)
    except UnreadableFile:
        return []


def _table(digest: str, **written: Any) -> Table:
    """How the kept file is written; refused with a sentence when it is no text."""
    try:
        return sniff(kept_file(digest), **written)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _url(project: Project, source: UsageSource) -> str:
    return f"/projects/{project.key}/usage/{source.key}"
