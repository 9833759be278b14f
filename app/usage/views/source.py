"""One file of usage data: what came of it, the file itself, its refused rows, and taking it out."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app import files
from app.models import Project, StoredFile
from app.pages import page
from app.permissions import in_project, may, the_viewer
from app.rights import Right
from app.transactions import after_commit
from app.usage import actions, queries
from app.usage.abandoned import kept_until
from app.usage.blueprint import bp
from app.usage.forms import CorrectedForm
from app.usage.known import newest_import
from app.usage.logs import forget_events, kept_file
from app.words import _


@bp.get("/projects/<project>/usage/<source>")
@in_project()
def show(project: Project, source: str) -> ResponseReturnValue:
    """Figures, reasons of refused rows, users who are on no list; or how far the import is."""
    found = queries.find_source(project, source)
    if found.state == "waiting" and may("import-usage"):
        return redirect(f"{_url(project, source)}/{'mapping' if found.kind == 'events' else 'changes'}", 302)
    job = newest_import(project.id, found.key) if found.state == "importing" else None
    return page(
        "usage/show.html", source=found, until=kept_until(found, project.time_zone), base=_url(project, source),
        job=job,
        watched=job is not None and job.state != "failed" and job.by_id == the_viewer().id,
        corrected=CorrectedForm(), replaces=queries.source_called(project, found.replaces) if found.replaces else None,
        facts=queries.facts(found, queries.file_of(found).digest, project.time_zone), uses=queries.uses(found),
        reasons=queries.reasons(found),
        strangers=queries.strangers(project, found) if found.kind == "events" else None,
    )  # fmt: skip


@bp.get("/projects/<project>/usage/<source>/file")
@in_project(Right.EXPORT)
def download(project: Project, source: str) -> ResponseReturnValue:
    """The file as it came."""
    found = queries.find_source(project, source)
    return _serve(queries.file_of(found), found.file_name)


@bp.get("/projects/<project>/usage/<source>/refused.csv")
@in_project(Right.EXPORT)
def refused(project: Project, source: str) -> ResponseReturnValue:
    """All refused rows with number and reason, safe for spreadsheet programs."""
    found = queries.find_source(project, source)
    return _serve(queries.refused_file(found), f"refused-{found.file_name.rpartition('.')[0] or 'rows'}.csv")


@bp.post("/projects/<project>/usage/<source>/remove")
@in_project(Right.IMPORT_USAGE)
def remove(project: Project, source: str) -> ResponseReturnValue:
    """Take a file out."""
    found = queries.find_source(project, source)
    actions.remove_source(project=project, source=found, by=the_viewer().id)
    after_commit(lambda: forget_events(source))
    flash(_("“%(name)s” was removed. It can be uploaded again at any time.", name=found.file_name), "success")
    return redirect(f"/projects/{project.key}/usage", 303)


def _serve(stored: StoredFile, name: str) -> ResponseReturnValue:
    kept_file(stored.digest)  # says so where the store has lost it
    return files.serve(stored, name)


def _url(project: Project, source: str) -> str:
    return f"/projects/{project.key}/usage/{source}"
