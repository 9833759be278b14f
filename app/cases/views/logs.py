"""One log of cases: its columns, what came of it, the file itself, its refused rows, and taking it out."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app import files
from app.analytics.case_logs.columns import chosen, proposed
from app.cases import actions, queries
from app.cases.abandoned import kept_until
from app.cases.blueprint import bp
from app.cases.forms import CaseColumnsForm
from app.cases.work import forget
from app.delimited.reading import Table
from app.delimited.unreadable import UnreadableFile
from app.errors import Refused
from app.language import language, say
from app.models import CaseLog, Project
from app.opening.opened import table_of
from app.pages import page
from app.permissions import in_project, may, the_viewer
from app.places import accepted_zones
from app.rights import Right
from app.transactions import after_commit
from app.words import _

BASE = "/projects/<project>/cases/logs/<log>"


@bp.route(f"{BASE}/mapping", methods=["GET", "POST"])
@in_project(Right.IMPORT_USAGE)
def mapping(project: Project, log: str) -> ResponseReturnValue:
    """Say which column is which, and have the log imported."""
    found = queries.find_log(project, log)
    form = CaseColumnsForm(data={"time_zone": found.time_zone, **actions.saved_columns(project.id), **found.mapping})
    table: Table | None = None
    try:
        table = _offer(project, found, form)
        if request.method == "POST" and form.validate():
            choice = chosen(form.chosen())
            choice.places(table)
            actions.start_import(
                project=project, log=found, mapping=choice, time_zone=form.time_zone.data, by=the_viewer().id
            )
            return redirect(_url(project, log), 303)
    except (Refused, UnreadableFile) as error:
        form.form_errors.append(error.sentence if isinstance(error, Refused) else say(error.sentence))
    return page(
        "cases/mapping.html", 422 if form.errors else 200, form=form, log=found, table=table,
        until=kept_until(found, project.time_zone),
    )  # fmt: skip


@bp.get(BASE)
@in_project()
def show(project: Project, log: str) -> ResponseReturnValue:
    """Figures and reasons of refused rows; or how far the import is."""
    found = queries.find_log(project, log)
    if found.state == "waiting" and may("import-usage"):
        return redirect(f"{_url(project, log)}/mapping", 302)
    job = actions.newest_job(project.id, "case-import", log=log) if found.state == "importing" else None
    return page(
        "cases/log.html", log=found, base=_url(project, log), job=job, facts=queries.facts(found),
        watched=job is not None and job.state != "failed" and job.by_id == the_viewer().id,
        reasons=queries.reasons(found), until=kept_until(found, project.time_zone),
    )  # fmt: skip


@bp.get(f"{BASE}/file")
@in_project(Right.EXPORT)
def download(project: Project, log: str) -> ResponseReturnValue:
    """The file as it came."""
    found = queries.find_log(project, log)
    actions.file_path(found)
    return files.serve(queries.file_of(found), found.file_name)


@bp.get(f"{BASE}/refused.csv")
@in_project(Right.EXPORT)
def refused(project: Project, log: str) -> ResponseReturnValue:
    """All refused rows with number and reason, safe for spreadsheet programs."""
    found = queries.find_log(project, log)
    return files.serve(queries.refused_file(found), f"refused-{found.file_name.rpartition('.')[0] or 'rows'}.csv")


@bp.post(f"{BASE}/remove")
@in_project(Right.IMPORT_USAGE)
def remove(project: Project, log: str) -> ResponseReturnValue:
    """Take a log out."""
    found = queries.find_log(project, log)
    actions.remove_log(project=project, log=found, by=the_viewer().id)
    after_commit(lambda: forget(log))
    flash(_("“%(name)s” was removed. It can be uploaded again at any time.", name=found.file_name), "success")
    return redirect(f"/projects/{project.key}/cases", 303)


def _offer(project: Project, log: CaseLog, form: CaseColumnsForm) -> Table:
    """Let the form choose among the columns of the file; proposed is what was saved, or what is recognised."""
    form.offer((), accepted_zones(language()))
    try:
        table = _table(log)
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error
    form.offer(table.columns, accepted_zones(language()))
    if request.method == "GET":
        form.propose(proposed(table, log.mapping or actions.saved_columns(project.id)))
    return table


def _table(log: CaseLog) -> Table:
    return table_of(actions.file_path(log))[1]


def _url(project: Project, log: str) -> str:
    return f"/projects/{project.key}/cases/logs/{log}"
