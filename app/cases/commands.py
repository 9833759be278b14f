"""The command `sextant cases import`: what the page does, without a browser."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from app.analytics.case_logs.columns import FIELDS
from app.analytics.case_logs.reasons import REASONS
from app.cases.work import take_log
from app.console import emit, with_app, zone
from app.database import db
from app.errors import Refused
from app.facts.projects import project_called
from app.language import listed, say
from app.models import Project, TargetProcess
from app.words import _


@click.group()
def cases() -> None:
    """Logs of process cases: which case went through which activity when."""


@cases.command("import")
@click.argument("project")
@click.argument("process")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--map", "columns", default="", help="Columns: case=…,activity=…,time=…; those recognised may go.")
@click.option("--time-zone", callback=zone, help="Zone of times without offset (Asia/Shanghai); else the project's.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def import_cases(project: str, process: str, file: Path, columns: str, time_zone: str, as_json: bool) -> None:
    """Import the log FILE of the to-be PROCESS (its number like TP-1, key or name) into PROJECT (its key).

    CSV, XLSX, Parquet or XES. The same file imported again by the same columns changes nothing.
    """
    found = project_called(project)
    pairs = [part.partition("=") for part in columns.split(",") if part.strip()]
    wanted = {field.strip(): column.strip() for field, _sign, column in pairs}
    if len(wanted) < len(pairs) or not all(wanted.values()):
        raise Refused(_("--map has to look like this: case=…,activity=…,time=…, each field once."))
    if unknown := [field for field in wanted if field not in FIELDS]:
        raise Refused(
            _(
                "--map does not know “%(unknown)s”: it takes %(known)s.",
                unknown=listed(unknown),
                known=listed(FIELDS),
            )
        )
    key = _process(found, process)
    log, already = take_log(project=found, process_key=key, path=file, wanted=wanted, time_zone=time_zone, by=None)
    names = ("rows", "accepted", "refused", "duplicates", "cases")
    report = {
        "log": log.key, "file": log.file_name, "already": already, **{name: getattr(log, name) for name in names},
        **log.details,
    }  # fmt: skip
    if as_json:
        emit(report)
        return
    for name in ("file", *names):
        click.echo(f"{name}\t{report[name]}")
    for reason, count in log.details["reasons"].items():
        click.echo(f"refused\t{count}\t{say(REASONS[reason])}")


def _process(project: Project, called: str) -> str:
    rows = db.session.execute(
        select(TargetProcess.key, TargetProcess.number, TargetProcess.name).where(
            TargetProcess.project_id == project.id
        )
    )
    for key, number, name in rows:
        if called in (key, f"TP-{number}", name):
            return str(key)
    raise Refused(_("There is no to-be process “%(called)s” in this project.", called=called))
