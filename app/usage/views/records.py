"""Files of records: what is there, bringing one in, taking one out, and an example of what to export."""

from flask import abort, flash, redirect
from flask.typing import ResponseReturnValue

from app.errors import Refused
from app.facts.counts import record_files
from app.files import receive
from app.language import language, say
from app.models import Project
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.rights import Right
from app.tables import csv_response
from app.transactions import begin_write
from app.usage.actions import Upload
from app.usage.blueprint import bp
from app.usage.records.actions import add_records, read_file, remove_records
from app.usage.records.forms import RecordsForm
from app.usage.records.reading import REASONS
from app.words import _

EXAMPLE = {
    "en": (
        ("system", "object", "id", "customer", "happened", "recorded", "fields", "filled"),
        (
            ("CRM", "customer", "C-1001", "", "2026-06-20", "", "8", "7"),
            ("CRM", "order", "O-7", "C-1001", "2026-06-19 10:00", "2026-06-19 15:30", "6", "6"),
            ("Ledger", "customer", "C-1001", "", "2026-06-20", "", "", ""),
            ("Ledger", "order", "O-7", "C-1001", "2026-06-19", "", "", ""),
        ),
    ),
    "zh": (
        ("系统", "对象", "编号", "客户", "发生时间", "录入时间", "应填字段数", "已填字段数"),
        (
            ("CRM", "客户", "C-1001", "", "2026-06-20", "", "8", "7"),
            ("CRM", "订单", "O-7", "C-1001", "2026-06-19 10:00", "2026-06-19 15:30", "6", "6"),
            ("台账", "客户", "C-1001", "", "2026-06-20", "", "", ""),
            ("台账", "订单", "O-7", "C-1001", "2026-06-19", "", "", ""),
        ),
    ),
}


@bp.get("/projects/<project>/usage/records")
@in_project()
def records(project: Project) -> ResponseReturnValue:
    """The files of records, what each holds, and the first rows that were refused."""
    return _draw(project, RecordsForm())


@bp.post("/projects/<project>/usage/records")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_records(project: Project) -> ResponseReturnValue:
    """Receive a file of records; rows that cannot be read are refused and listed."""
    form = RecordsForm()
    if not form.validate():
        return _draw(project, form, 422)
    field = form.records
    try:
        received = receive(field.data.stream)
        found = read_file(received.digest, project.time_zone)
        begin_write()
        upload = Upload(received, field.data.filename or "")
        add_records(project=project, upload=upload, found=found, by=the_viewer().id)
    except Refused as refusal:
        field.errors = [refusal.sentence]
        return _draw(project, form, 422)
    flash(_("The records were taken in. Compute open rounds again to use them."), "success")
    return redirect(f"/projects/{project.key}/usage/records", 303)


@bp.post("/projects/<project>/usage/records/<record_file>/remove")
@in_project(Right.IMPORT_USAGE)
def remove_record_file(project: Project, record_file: str) -> ResponseReturnValue:
    """Take a file of records out of the rounds computed from now on."""
    if remove_records(project=project, key=record_file, by=the_viewer().id) is None:
        abort(404)
    flash(_("The file of records was removed. Compute open rounds again."), "success")
    return redirect(f"/projects/{project.key}/usage/records", 303)


@bp.get("/projects/<project>/usage/records/example.csv")
@in_project(Right.IMPORT_USAGE)
def example_of_records(project: Project) -> ResponseReturnValue:
    """A file with the right header and four rows as an example."""
    columns, rows = EXAMPLE[language()]
    return csv_response("records", columns, rows)


def _draw(project: Project, form: RecordsForm, status: int = 200) -> ResponseReturnValue:
    files = record_files(project.id)
    refusals = {one.key: [(row, say(REASONS[reason])) for row, reason in one.refusals] for one in files}
    return page("usage/records.html", status, files=files, refusals=refusals, form=form)
