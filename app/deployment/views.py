"""Data quality: the data sets at a glance, one data set with its profile runs, the sample that people check."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue

from app import files
from app.config import Settings
from app.database import db
from app.delimited.unreadable import UnreadableFile
from app.deployment import queries
from app.deployment.actions import VERDICTS, Order, check_sample, newest_job, profile_again, start_profile
from app.deployment.forms import ProfileForm
from app.deployment.rules import asks_nothing, reference_files, rules_changed, rules_of_standard
from app.errors import Refused
from app.files import receive
from app.identity import viewer
from app.language import percent, say
from app.models import DataSet, ProfileRun, Project, StoredFile
from app.pages import page
from app.permissions import child, find_access, in_project, may, reads_first, the_viewer
from app.rights import Right
from app.tables import table_response
from app.transactions import begin_write
from app.words import _
from phases.quality import Rules

bp = Blueprint("deployment", __name__)
BASE = "/projects/<project>/deployment"
SET = f"{BASE}/data-sets/<data_set>"
RUN = f"{SET}/runs/<run>"
MIB = 1024 * 1024
RULES_LIMIT = MIB


@bp.url_value_preprocessor
def _allow_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a file be as large as the installation allows, for people who may bring one here, before it is read."""
    if endpoint != "deployment.upload" or request.method != "POST" or not values:
        return
    person = viewer()
    access = find_access(person, values["project"]) if person else None
    if access is not None and access.may(Right.EDIT_RECORDS):
        request.max_content_length = _limit() + 2 * MIB


def _limit() -> int:
    settings: Settings = current_app.extensions["settings"]
    return settings.usage_upload_mib * MIB


@bp.get(f"{BASE}/data-quality")
@in_project()
def quality(project: Project) -> ResponseReturnValue:
    """All data sets with the newest figures of each dimension."""
    return page("deployment/quality.html", sets=queries.overview(project), dimensions=queries.titles())


@bp.get(SET)
@in_project()
def data_set(project: Project, data_set: str) -> ResponseReturnValue:
    """One data set: its newest profile, earlier ones, and where a file is brought."""
    return _drawn(project, child(DataSet, project, data_set), ProfileForm())


@bp.post(f"{SET}/profile")
@reads_first
@in_project(Right.EDIT_RECORDS)
def upload(project: Project, data_set: str) -> ResponseReturnValue:
    """Receive a file and have it profiled."""
    found = child(DataSet, project, data_set)
    form = ProfileForm()
    if not form.validate():
        return _drawn(project, found, form, 422)
    try:
        rules = _rules(project, found, form)
        looked_up = reference_files(project, rules)
        received = receive(form.file.data.stream, limit=_limit())
        begin_write()
        order = Order(received, form.file.data.filename or "", rules, looked_up, _has_rules(form))
        start_profile(project=project, data_set=found, order=order, by=the_viewer().id)
    except Refused as refusal:
        form.file.errors = [refusal.sentence]
        return _drawn(project, found, form, 422)
    return redirect(_url(project, found), 303)


def _rules(project: Project, found: DataSet, form: ProfileForm) -> Rules:
    from app.profiling.rules_file import rules_of

    brought = form.rules.data
    if not _has_rules(form):
        return rules_of_standard(project, found)
    try:
        return rules_of(brought.stream.read(RULES_LIMIT + 1))
    except UnreadableFile as error:
        raise Refused(say(error.sentence)) from error


def _has_rules(form: ProfileForm) -> bool:
    return bool(form.rules.data and form.rules.data.filename)


@bp.post(f"{RUN}/again")
@in_project(Right.EDIT_RECORDS)
def again(project: Project, data_set: str, run: str) -> ResponseReturnValue:
    """Profile the file of a run once more by the rules as they stand now."""
    of_set = child(DataSet, project, data_set)
    found, rules = queries.find_run(project, of_set, run), rules_of_standard(project, of_set)
    looked_up = reference_files(project, rules)
    profile_again(
        project=project, data_set=of_set, run=found, rules=rules, looked_up=looked_up, by=the_viewer().id
    )  # fmt: skip
    return redirect(_url(project, of_set), 303)


@bp.get(RUN)
@in_project()
def run(project: Project, data_set: str, run: str) -> ResponseReturnValue:
    """An earlier profile."""
    found = child(DataSet, project, data_set)
    return _drawn(project, found, ProfileForm(), chosen=queries.find_run(project, found, run))


@bp.get(f"{RUN}/rows.<form>")
@in_project(Right.EXPORT)
def rows(project: Project, data_set: str, run: str, form: str) -> ResponseReturnValue:
    """The rows that fail most, with their cells, as a table."""
    found = queries.find_run(project, child(DataSet, project, data_set), run)
    names = [_("Row"), _("Fails"), _("Duplicates"), *found.columns]
    table: Any = ([one.row, "; ".join(one.fails), "; ".join(one.like), *one.cells] for one in queries.faults_of(found))
    return table_response(form, "rows", names, table)


@bp.get(f"{RUN}/file")
@in_project(Right.EXPORT)
def file(project: Project, data_set: str, run: str) -> ResponseReturnValue:
    """The file as it came."""
    found = queries.find_run(project, child(DataSet, project, data_set), run)
    return files.serve(db.session.get_one(StoredFile, found.file_id), found.file_name)


@bp.route(f"{RUN}/sample", methods=["GET", "POST"])
@in_project(Right.EDIT_RECORDS)
def sample(project: Project, data_set: str, run: str) -> ResponseReturnValue:
    """Compare some rows with the truth."""
    of_set = child(DataSet, project, data_set)
    found = queries.find_run(project, of_set, run)
    if request.method == "POST":
        verdicts = {one["row"]: request.form.get(f"row-{one['row']}", "") for one in found.sample}
        given = {row: verdict for row, verdict in verdicts.items() if verdict}
        check_sample(project=project, run=found, verdicts=given, by=the_viewer().id)
        flash(_("Saved."), "success")
        return redirect(_url(project, of_set), 303)
    return page(
        "deployment/sample.html", data_set=of_set, run=found, rows=queries.sample_of(found), verdicts=_choices()
    )


def _choices() -> list[tuple[str, str]]:
    return list(zip(VERDICTS, (_("Right"), _("Wrong"), _("Cannot be told")), strict=True))


def _drawn(
    project: Project, found: DataSet, form: ProfileForm, status: int = 200, *, chosen: ProfileRun | None = None
) -> ResponseReturnValue:
    runs = queries.runs_of(project, found)
    shown = chosen or (queries.find_run(project, found, runs[0].key) if runs else None)
    limit = queries.threshold_of(project, found)
    job = newest_job(project.id, found.key)
    waiting = job is not None and job.state != "done" and chosen is None
    return page(
        "deployment/data_set.html", status, form=form, data_set=found, runs=runs, run=shown,
        limit=percent(limit / 100, 0 if limit == int(limit) else 1),
        figures=queries.figures_of(shown, limit) if shown else [],
        faults=queries.faults_of(shown, 20) if shown and may("export") else [], job=job if waiting else None,
        watched=waiting and job is not None and job.state != "failed" and job.by_id == the_viewer().id,
        base=_url(project, found), left_out=queries.left_out_of(shown) if shown else None,
        unruled=asks_nothing(project, found), overview=queries.overview_of_run(shown) if shown else None,
        changed=bool(shown and not waiting and rules_changed(project, found, shown)),
    )  # fmt: skip


def _url(project: Project, found: DataSet) -> str:
    return f"/projects/{project.key}/deployment/data-sets/{found.key}"
