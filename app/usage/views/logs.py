"""Bringing a usage log in: the upload, and the page on which its columns are named."""

import dataclasses
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.delimited.matching import filled_columns
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.files import receive
from app.language import language, say
from app.models import Project, UsageSource
from app.opening.opened import table_of
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.places import accepted_zones
from app.rights import Right
from app.transactions import begin_write
from app.usage import actions, queries, vendors
from app.usage.abandoned import kept_until
from app.usage.blueprint import bp, log_limit
from app.usage.choosing import proposed
from app.usage.columns import mapped
from app.usage.forms import NO_FILE, CorrectedForm, LogForm, MappingForm
from app.usage.known import saved_mapping
from app.usage.logs import kept_file
from app.usage.preview import Understood, told_apart, understood
from app.usage.pseudonyms import unless_said
from app.usage.vendors import Vendor
from app.usage.views.overview import overview
from app.words import _


@bp.post("/projects/<project>/usage/log")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_log(project: Project) -> ResponseReturnValue:
    """Receive a log: hashed, written and looked at before anybody has to wait for the database."""
    form = LogForm()
    if not form.validate():
        return overview(project, 422, logs=form)
    try:
        source = _receive(project, form.log)
    except Refused as refusal:
        form.log.errors = [refusal.sentence]
        return overview(project, 422, logs=form)
    return _onwards(project, source)


@bp.post("/projects/<project>/usage/<source>/replace")
@reads_first
@in_project(Right.IMPORT_USAGE)
def replace(project: Project, source: str) -> ResponseReturnValue:
    """Receive the corrected version of a log; it takes its place once it is imported."""
    old = queries.find_source(project, source)
    form = CorrectedForm()
    if old.kind != "events" or not form.validate():
        flash(str(NO_FILE), "error")
        return redirect(_url(project, old), 303)
    try:
        new = _receive(project, form.corrected, replaces=old)
    except Refused as refusal:
        flash(refusal.sentence, "error")
        return redirect(_url(project, old), 303)
    return _onwards(project, new)


def _receive(project: Project, field: Any, replaces: UsageSource | None = None) -> UsageSource:
    received = receive(field.data.stream, limit=log_limit())
    kind, table = _table(received.digest)
    begin_write()
    upload = actions.Upload(received, field.data.filename or "", format=kind)
    if kind == "csv":
        upload = dataclasses.replace(upload, encoding=table.encoding, delimiter=table.delimiter)
    key = replaces.key if replaces is not None else ""
    return actions.add_log(project=project, upload=upload, replaces=key, by=the_viewer().id)


def _onwards(project: Project, source: UsageSource) -> ResponseReturnValue:
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
        return page(
            "usage/mapping.html", 422, form=form, source=found, table=None, rows=[], parts={}, written="", text=True,
            until="",
        )  # fmt: skip
    if "import" not in request.form or not form.validate_on_submit():
        return _drawn(project, found, form, table)
    try:
        coded = bool(form.pseudonyms.data) or bool(found.original_digest)
        choice = actions.Choice(mapped(form.chosen()), form.time_zone.data, coded, form.vendor.data or "")
        made = actions.start_import(project=project, source=found, choice=choice, by=the_viewer().id)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return _drawn(project, found, form, table)
    return redirect(_url(project, made), 303)


def _form(project: Project, source: UsageSource) -> MappingForm:
    """The form with what was chosen before: for this log, for the one it corrects, or for the project's last one."""
    old = _replaced(project, source)
    before = source.mapping or (old.mapping if old is not None else {}) or saved_mapping(project.id)
    stated = source if source.mapping else old
    zone = stated.time_zone if stated is not None else before.get("time_zone") or ""
    coded = (source.pseudonyms if source.mapping else unless_said(project)) or (old is not None and old.pseudonyms)
    values = {"time_zone": zone, "day_order": before.get("day_order") or "", "pseudonyms": coded}
    if source.mapping:
        values |= {name: source.mapping.get(name) or "" for name in ("encoding", "delimiter")}
        values["header"] = {True: "yes", False: "no", None: ""}[source.mapping.get("header")]
        values["vendor"] = source.vendor
    return MappingForm(data=values)


def _replaced(project: Project, source: UsageSource) -> UsageSource | None:
    return queries.source_called(project, source.replaces) if source.replaces else None


def _offer(project: Project, source: UsageSource, form: MappingForm) -> Table:
    """Look at the file as the form says it is written, and let the form choose among its columns."""
    form.offer((), accepted_zones(language()))
    written = form.written()
    written["encoding"] = written["encoding"] or source.encoding or None
    _kind, table = _table(queries.file_of(source).digest, **written)
    form.offer(table.columns, accepted_zones(language()))
    if request.method == "GET" and not form.vendor.data:
        found = vendors.recognised(table.columns)
        form.vendor.data = found.key if found else ""
    vendor = vendors.named(form.vendor.data) if form.vendor.data in dict(vendors.choices()) else None
    if "ready" in request.form:
        _take_ready(form, table, vendor)
    elif "import" not in request.form:
        form.propose(proposed(table, source.mapping or saved_mapping(project.id), vendor))
    form.time_zone.data = form.time_zone.data or (vendor.time_zone if vendor else "") or project.time_zone
    return table


def _take_ready(form: MappingForm, table: Table, vendor: Vendor | None) -> None:
    """Choose the columns of the ready mapping that somebody picked; the form says so when the file has them not."""
    columns = vendor.columns(table.columns, filled_columns(table)) if vendor is not None else None
    if vendor is None or columns is None:
        form.vendor.errors = [_("The file has not the columns of this export: choose them by hand.")]
        return
    for name, column in columns.items():
        form[name].data = column
    form.time_zone.data = vendor.time_zone or form.time_zone.data


def _drawn(project: Project, source: UsageSource, form: MappingForm, table: Table) -> ResponseReturnValue:
    status = 422 if form.errors or form.form_errors else 200
    written = queries.written(source.format, table.encoding, table.delimiter)
    key = form.vendor.data or ""
    vendor = vendors.named(key) if key in dict(vendors.choices()) else None
    return page(
        "usage/mapping.html", status, form=form, source=source, table=table, rows=_preview(table, form),
        written=written, vendor=vendor, parts=_told_apart(table, form),
        text=source.format == "csv", coded=bool(source.original_digest), until=kept_until(source, project.time_zone),
    )  # fmt: skip


def _preview(table: Table, form: MappingForm) -> list[Understood]:
    """How the first rows are understood; nothing as long as a column is open or the time zone is none."""
    if form.time_zone.data not in {choice.value for choice in form.time_zone.choices}:
        return []
    try:
        return understood(table, mapped(form.chosen()), form.time_zone.data)
    except UnreadableFile:
        return []


def _told_apart(table: Table, form: MappingForm) -> dict[str, int]:
    """How the rows of the sample are counted where they tell starts from completions; nothing with a column open."""
    try:
        return told_apart(table, mapped(form.chosen()))
    except UnreadableFile:
        return {}


def _table(digest: str, **written: Any) -> tuple[str, Table]:
    """The kind of the kept file and the table in it; refused with a sentence when it cannot be read."""
    try:
        return table_of(kept_file(digest), **written)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _url(project: Project, source: UsageSource) -> str:
    return f"/projects/{project.key}/usage/{source.key}"
