"""All processes and logs of cases on one page, and where a log is brought in."""

from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.cases import actions, queries
from app.cases.blueprint import bp, log_limit
from app.cases.forms import CaseLogForm
from app.errors import Refused
from app.files import receive
from app.language import language
from app.models import Project
from app.pages import page
from app.permissions import in_project, reads_first, the_viewer
from app.rights import Right
from app.sections import sections
from app.tables import csv_response
from app.transactions import begin_write
from app.words import _

EXAMPLE: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "en": (
        ("case", "activity", "started", "completed", "resource"),
        (
            ("OPP-1001", "Record the opportunity", "2026-07-01 09:00", "2026-07-01 09:20", "anna.li"),
            ("OPP-1001", "Check the credit", "2026-07-02 10:00", "2026-07-02 11:30", "ben.wu"),
        ),
    ),
    "zh": (
        ("案例编号", "环节", "开始时间", "完成时间", "经办人"),
        (
            ("SJ-1001", "登记商机", "2026-07-01 09:00", "2026-07-01 09:20", "anna.li"),
            ("SJ-1001", "信用审核", "2026-07-02 10:00", "2026-07-02 11:30", "ben.wu"),
        ),
    ),
}


@bp.get("/projects/<project>/cases")
@in_project()
def index(project: Project) -> ResponseReturnValue:
    """The processes with their figures, and the logs that are there."""
    return overview(project)


@bp.get("/projects/<project>/cases/template.csv")
@in_project(Right.IMPORT_USAGE)
def template(project: Project) -> ResponseReturnValue:
    """A file with the right header and two rows as an example."""
    return csv_response("cases", *EXAMPLE[language()])


@bp.post("/projects/<project>/cases/log")
@reads_first
@in_project(Right.IMPORT_USAGE)
def upload_log(project: Project) -> ResponseReturnValue:
    """Receive a log: hashed and written before anybody has to wait for the database."""
    form = _form(project)
    if not form.validate():
        return overview(project, 422, form)
    try:
        received = receive(form.log.data.stream, limit=log_limit())
        begin_write()
        log = actions.add_log(
            project=project, process_key=form.flow.data, file=received, name=form.log.data.filename or "",
            by=the_viewer().id,
        )  # fmt: skip
    except Refused as refusal:
        form.log.errors = [refusal.sentence]
        return overview(project, 422, form)
    url = f"/projects/{project.key}/cases/logs/{log.key}"
    if log.state in ("ready", "importing"):
        flash(_("This log is in already."), "warning")
        return redirect(url, 303)
    return redirect(f"{url}/mapping", 303)


def overview(project: Project, status: int = 200, form: CaseLogForm | None = None) -> ResponseReturnValue:
    """Draw the page; a form that was refused comes with what is wrong."""
    logs = queries.logs_of(project)
    shown: dict[str, Any] = {
        "processes": queries.processes(project),
        "logs": logs,
        "left_out": any(one.left_out for one in logs),
    }
    return page(
        "cases/index.html", status, sections=sections(project.key, "cases"), upload=form or _form(project), form=form,
        **shown,
    )  # fmt: skip


def _form(project: Project) -> CaseLogForm:
    form = CaseLogForm()
    form.offer((one.key, f"{one.code} {one.name}") for one in queries.processes(project))
    return form
