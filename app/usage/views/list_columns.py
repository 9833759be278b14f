"""Naming the columns of a list of users or functions whose headings are not those that are read by themselves."""

from collections.abc import Sequence
from datetime import date

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.delimited.reading import Table
from app.errors import Refused
from app.language import day, listed
from app.models import Project, UsageSource
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.rights import Right
from app.transactions import after_commit, begin_write
from app.usage import actions_lists, queries
from app.usage.abandoned import kept_until
from app.usage.actions_lists import Entry
from app.usage.blueprint import bp
from app.usage.coding import code_list, forget_original
from app.usage.forms import LIST_COLUMNS, ColumnsForm
from app.usage.known import saved_mapping
from app.usage.list_columns import WORDS, choose_columns, table_in
from app.usage.list_guard import must_be_a_list
from app.usage.lists import Chosen, columns_of
from app.usage.logs import kept_file
from app.usage.pseudonyms import codes_of
from app.usage.reasons import Refused as Flawed
from app.words import _

SHOWN = 8


@bp.route("/projects/<project>/usage/<source>/columns", methods=["GET", "POST"])
@reads_first
@in_project(Right.IMPORT_USAGE)
def columns(project: Project, source: str) -> ResponseReturnValue:
    """Say which column is which and see how the first rows are understood; then what the list changes is shown."""
    waiting = queries.find_source(project, source)
    if waiting.kind not in LIST_COLUMNS or waiting.state != "waiting" or waiting.original_digest:
        return redirect(f"/projects/{project.key}/usage/{waiting.key}", 303)
    table, form = table_in(kept_file(queries.file_of(waiting).digest)), LIST_COLUMNS[waiting.kind]()
    before = waiting.mapping or saved_mapping(project.id, waiting.kind)
    form.offer(table.columns, columns_of(table, WORDS[waiting.kind], before))
    if "take" not in request.form or not form.validate_on_submit():
        return _drawn(project, waiting, form, table)
    try:
        if objection := form.objection():
            raise Refused(objection)
        _take(project, waiting, form.chosen())
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return _drawn(project, waiting, form, table)
    return redirect(f"/projects/{project.key}/usage/{waiting.key}/changes", 303)


def _take(project: Project, source: UsageSource, chosen: Chosen) -> None:
    """Keep the columns; names become codes now where that was asked for. The list has to be one by then."""
    original, coded = queries.file_of(source).digest, None
    must_be_a_list(project, source.kind, actions_lists.read_list(source.kind, kept_file(original), chosen))
    begin_write()
    if source.pseudonyms:
        codes = codes_of(project)
        begin_write()
        coded = code_list(kept_file(original), codes, chosen)
        begin_write()
    if choose_columns(project=project, source=source, columns=chosen, coded=coded, by=the_viewer().id):
        after_commit(lambda: forget_original(original))


def _drawn(project: Project, source: UsageSource, form: ColumnsForm, table: Table) -> ResponseReturnValue:
    entries: Sequence[Entry] = ()
    refused: Sequence[Flawed] = ()
    objection = form.objection()
    if not objection:
        try:
            found = actions_lists.read_list(source.kind, kept_file(queries.file_of(source).digest), form.chosen())
            entries, refused = actions_lists.entries(found), found.refused
        except Refused as refusal:
            objection = refusal.sentence
    rows = [_cells(one, form) for one in entries[:SHOWN]]
    return page(
        "usage/columns.html", 422 if form.form_errors else 200, form=form, source=source, table=table, rows=rows,
        count=len(entries), refused=refused[:SHOWN], refusals=len(refused), objection=objection,
        until=kept_until(source, project.time_zone),
    )  # fmt: skip


def _cells(one: Entry, form: ColumnsForm) -> list[object]:
    """An entry in the order of the form's fields, as people write it."""
    return [_shown(getattr(one, field.short_name)) for field in form.asked]


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, date):
        return day(value)
    return listed(value) if isinstance(value, tuple) else value
