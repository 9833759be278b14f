"""The command `sextant report`: draws a report here and now and writes the PDF to a file."""

from __future__ import annotations

from pathlib import Path

import click

from app.console import emit, with_app
from app.errors import Refused
from app.facts.evaluation import rounds_of
from app.facts.projects import project_called
from app.files import receive
from app.models import Project
from app.reports.actions import keep_report, must_be_reportable, number_order
from app.reports.catalogue import BENEFITS, KINDS, PHASE_CLOSING, WHOLE_PROJECT
from app.reports.drawing import compose, page_count, render
from app.reports.order import Order
from app.reports.snapshot import digest
from app.reports.work import PDF
from app.transactions import transaction
from app.words import _
from phases.order import ORDER


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("project")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="The report's language.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Where the PDF goes.")
@click.option("--phase", type=click.Choice(ORDER), help="Phase of a closing report; the present one unless given.")
@click.option("--round", "number", type=int, help="Round of an evaluation report; the latest one unless given.")
@click.option("--issue", is_flag=True, help="Issue it: stored for good, seen by the client. Without it, a draft.")
@click.option("--json", "as_json", is_flag=True, help="Print path, pages and digest as JSON.")
@with_app
def report(
    kind: str, project: str, lang: str, out: Path, phase: str | None, number: int | None, issue: bool, as_json: bool
) -> None:
    """Draw a report of PROJECT (its key) as PDF: KIND is phase-closing, evaluation or benefits.

    The report is kept in the project's list, too, with the snapshot that it was drawn from.
    """
    found = project_called(project)
    if not out.absolute().parent.is_dir():
        raise click.UsageError(f"The folder {out.absolute().parent} does not exist.")
    subject = _subject(found, kind, phase, number)
    order = Order(kind, subject, "zh" if lang == "zh" else "en", "issued" if issue else "draft")
    pages, digest_ = _draw(found, order, out)
    if as_json:
        emit({"path": str(out), "pages": pages, "digest": digest_, "status": order.status})
    else:
        click.echo(out)


def _subject(project: Project, kind: str, phase: str | None, number: int | None) -> str:
    if kind == PHASE_CLOSING.key:
        if number is not None:
            raise click.UsageError("--round belongs to the report “evaluation”.")
        return phase or (project.phase if project.phase in ORDER else ORDER[-1])
    if phase is not None:
        raise click.UsageError("--phase belongs to the report “phase-closing”.")
    if kind == BENEFITS.key:
        if number is not None:
            raise click.UsageError("--round belongs to the report “evaluation”.")
        return WHOLE_PROJECT
    rounds = rounds_of([project.id])[project.id]
    if not rounds:
        raise Refused(_("This project has no evaluation round yet. Open one first."))
    return str(number if number is not None else rounds[-1].number)


def _draw(project: Project, order: Order, out: Path) -> tuple[int, str]:
    must_be_reportable(project, order)
    with transaction():
        order = number_order(project=project, order=order, by=None)
    report = compose(project, order, by=None)
    pdf = render(report)
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    file, pages = receive(pdf, media_type=PDF), page_count(pdf)
    with transaction():
        keep_report(project=project, order=order, report=report, file=file, pages=pages, by=None)
    return pages, digest(report)
