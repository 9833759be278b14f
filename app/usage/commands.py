"""The commands `sextant usage import` and `sextant functions import`: what the pages do, without a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import or_, select

from app.console import emit, with_app, zone
from app.database import db
from app.errors import Refused
from app.facts.projects import project_called
from app.language import listed, say
from app.models import Project, Round, UsageSource
from app.usage import vendors
from app.usage.columns import DAY_ORDERS, EVENT_FIELDS
from app.usage.importing_now import Taken, Wanted, open_list, take_list, take_log
from app.usage.pseudonyms import unless_said
from app.usage.reasons import REASONS
from app.words import _

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
SHOWN = 10


@click.group()
def usage() -> None:
    """Usage logs: who used which function of the client's system when."""


@click.group()
def functions() -> None:
    """Functions of the client's system that are in scope."""


def _columns(_context: click.Context, _option: click.Parameter, text: str | None) -> dict[str, str]:
    """`user=Account,function=Module,time=When` as a dictionary; column names may hold commas and equal signs."""
    if text is None:
        return {}
    parts = re.split(r"\s*,\s*(?=\w+\s*=)", text.strip())
    pairs = [part.partition("=") for part in parts]
    found = {field.strip(): column.strip() for field, _sign, column in pairs}
    if unknown := [field.strip() for field, sign, _column in pairs if sign and field.strip() not in EVENT_FIELDS]:
        raise Refused(
            _(
                "--map does not know “%(unknown)s”: it takes %(known)s, like user=Account,function=Module,time=When.",
                unknown=listed(unknown),
                known=listed(EVENT_FIELDS),
            )
        )
    if len(found) < len(pairs) or not all(found.values()):
        raise Refused(_("--map has to look like this: user=Account,function=Module,time=When."))
    return found


@usage.command("import")
@click.argument("project")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--users", type=click.Path(path_type=Path), help="List of users: user,role,department,start,end.")
@click.option("--map", "columns", callback=_columns, help="Columns: user=…,function=…,time=…; those recognised may go.")
@click.option("--time-zone", callback=zone, help="Zone of times without offset (Asia/Shanghai); else the project's.")
@click.option("--day-order", type=click.Choice(DAY_ORDERS), help="Whether day or month comes first in 3/4/2026.")
@click.option("--vendor", default="", help="Key of a ready mapping; `sextant usage vendors` lists them.")
@click.option(
    "--pseudonyms/--names",
    "pseudonyms",
    default=None,
    help="Replace names by codes, or keep them; else as the project.",
)
@click.option("--replace", "replaced", default="", help="The log (key or file name) that FILE corrects.")
@click.option("--round", "number", type=int, help="Compute this round afterwards.")
@AS_JSON
@with_app
def import_log(
    project: str,
    file: Path,
    users: Path | None,
    columns: dict[str, str],
    time_zone: str,
    day_order: str | None,
    vendor: str,
    pseudonyms: bool | None,
    replaced: str,
    number: int | None,
    as_json: bool,
) -> None:
    """Import the usage log FILE into PROJECT (its key): CSV in any encoding, XLSX, Parquet, XES, JSON, also as .gz.

    Rows that cannot be used are listed with their reason and do not fail the import. The same file imported again by
    the same columns changes nothing.
    """
    found = project_called(project)
    round_ = _open_round(found, number) if number is not None else None
    coded = unless_said(found) if pseudonyms is None else pseudonyms
    people = open_list(found, "users", _existing(users), pseudonyms=coded) if users else None
    wanted = Wanted({**columns, "day_order": day_order}, time_zone, vendor, coded, _log_called(found, replaced))
    log = take_log(project=found, path=_existing(file), wanted=wanted, by=None)
    report = _log_report(log, number)
    if people is not None:
        report["users"] = _list_report(take_list(project=found, file=people, by=None))
    if round_ is not None:
        from app.usage.rounds import compute_now

        compute_now(project=found, round_=round_, by=None)
    emit(report) if as_json else _print_log(report)


@usage.command("vendors")
@AS_JSON
def list_vendors(as_json: bool) -> None:
    """List the ready mappings: what each system exports, and which of its columns are taken."""
    rows = [
        {
            "key": one.key, "name": one.name.en, "user": one.user, "function": one.function, "time": one.time,
            "time_zone": one.time_zone, "how": one.how.en, "source": one.source,
        }
        for one in vendors.vendors()
    ]  # fmt: skip
    if as_json:
        emit(rows)
        return
    for row in rows:
        click.echo(f"{row['key']}\t{row['name']}\n\t{row['how']}")


@functions.command("import")
@click.argument("project")
@click.argument("file", type=click.Path(path_type=Path))
@AS_JSON
@with_app
def import_functions(project: str, file: Path, as_json: bool) -> None:
    """Replace the functions in scope of PROJECT (its key) by those of FILE: CSV of function,area,advanced,roles."""
    found = project_called(project)
    report = _list_report(take_list(project=found, file=open_list(found, "functions", _existing(file)), by=None))
    emit(report) if as_json else _print_list(report, "functions")


def _existing(path: Path) -> Path:
    if not path.exists():
        raise Refused(_("There is no file “%(path)s”.", path=path))
    if not path.is_file():
        raise Refused(_("“%(path)s” is not a file.", path=path))
    return path


def _log_called(project: Project, name: str) -> UsageSource | None:
    if not name:
        return None
    found = list(
        db.session.scalars(
            select(UsageSource).where(
                UsageSource.project_id == project.id,
                UsageSource.kind == "events",
                UsageSource.removed_at.is_(None),
                or_(UsageSource.key == name, UsageSource.file_name == name),
            )
        )
    )
    if len(found) != 1:
        raise Refused(_("There is no log “%(name)s” in this project, or there are several: name its key.", name=name))
    return found[0]


def _open_round(project: Project, number: int) -> Round:
    found = db.session.scalar(select(Round).where(Round.project_id == project.id, Round.number == number))
    if found is None:
        raise Refused(_("There is no round %(number)s in this project.", number=number))
    if found.state != "open":
        raise Refused(_("Round %(number)s is closed and no longer changes. Open a new round instead.", number=number))
    return found


def _log_report(log: Taken, number: int | None) -> dict[str, Any]:
    source, details = log.source, log.source.details
    names = ("rows", "accepted", "refused", "duplicates", "format", "vendor", "pseudonyms")
    more = ("overlap", "encoding", "delimiter", "day_order", "date_only", "first_at", "last_at", "reasons", "uses")
    return {
        "source": source.key,
        "file": source.file_name,
        "already": log.already,
        **{name: getattr(source, name) for name in names},
        "users_in_log": details.get("users"),
        "functions_in_log": details.get("functions"),
        **{name: details.get(name) for name in more},
        "map": {field: source.mapping.get(field) for field in EVENT_FIELDS},
        "time_zone": source.time_zone,
        "refused_rows": _refused_rows(details),
        **({"round": number} if number is not None else {}),
    }


def _list_report(taken: Taken) -> dict[str, Any]:
    source, details = taken.source, taken.source.details
    difference = taken.difference
    assert difference is not None, "a list is always compared with the one in force"
    return {
        "file": source.file_name,
        "already": taken.already,
        "rows": source.rows,
        "accepted": source.accepted,
        "refused": source.refused,
        "added": len(difference.added),
        "changed": len(difference.changed),
        "removed": len(difference.removed),
        "refused_rows": _refused_rows(details),
    }


def _refused_rows(details: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "sentence": say(REASONS[one["reason"]])} for one in details.get("examples", ())]


def _print_log(report: dict[str, Any]) -> None:
    if report["already"]:
        click.echo("This log is already in; nothing was changed.")
    _print_counts(report)
    click.echo(f"repeated events\t{report['duplicates']}")
    if report["overlap"]:
        click.echo(f"in other logs too, counted once\t{report['overlap']}")
    if report["pseudonyms"]:
        click.echo("names\treplaced by codes")
    if report["first_at"]:
        click.echo(f"first event\t{report['first_at']}\nlast event\t{report['last_at']}")
    for reason, count in report["reasons"].items():
        click.echo(f"refused\t{count}\t{say(REASONS[reason])}")
    if halves := (report["uses"] or {}).get("halves"):
        click.echo(f"left out\t{halves}\tstart or completion of a use that counts already")
    for word, count in (report["uses"] or {}).get("others", ()):
        click.echo(f"left out\t{count}\t{word}")
    _print_refused(report)
    if "users" in report:
        _print_list(report["users"], "users")
    if "round" in report:
        click.echo(f"Round {report['round']} was computed: sextant evaluate prints it.")


def _print_list(report: dict[str, Any], kind: str) -> None:
    if report["already"]:
        click.echo(f"This list of {kind} is already in; nothing was changed.")
    else:
        click.echo(
            f"List of {kind} taken over: "
            f"{report['added']} added, {report['changed']} changed, {report['removed']} removed."
        )
    _print_counts(report)
    _print_refused(report)


def _print_counts(report: dict[str, Any]) -> None:
    click.echo(
        f"{report['file']}\nrows\t{report['rows']}\naccepted\t{report['accepted']}\nrefused\t{report['refused']}"
    )


def _print_refused(report: dict[str, Any]) -> None:
    rows: Sequence[dict[str, Any]] = report["refused_rows"]
    for one in rows[:SHOWN]:
        click.echo(f"row {one['row']}\t{one['sentence']}\t{one['line'][:200]}")
    if report["refused"] > SHOWN:
        click.echo(f"… and {report['refused'] - min(SHOWN, len(rows))} more refused rows.")
