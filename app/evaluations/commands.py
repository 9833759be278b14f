"""Commands of evaluation rounds: `sextant round add` and `sextant round list`."""

from datetime import datetime

import click

from app.console import emit, with_app
from app.evaluations.actions import open_round
from app.facts.evaluation import rounds_of
from app.facts.projects import project_called
from app.transactions import transaction

DAY = click.DateTime(formats=["%Y-%m-%d"])
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group("round")
def round_() -> None:
    """Evaluation rounds: open one, list them."""


@round_.command()
@click.argument("project")
@click.option("--from", "first", required=True, type=DAY, help="First day of the round, as 2026-07-01.")
@click.option("--to", "last", required=True, type=DAY, help="Last day of the round, as 2026-07-30; it belongs to it.")
@AS_JSON
@with_app
def add(project: str, first: datetime, last: datetime, as_json: bool) -> None:
    """Open an evaluation round of PROJECT (its key) and print the round's number."""
    with transaction():
        found = project_called(project)
        opened = open_round(project=found, from_date=first.date(), to_date=last.date(), by=None)
    if as_json:
        emit({"number": opened.number, "from": opened.from_date, "to": opened.to_date, "state": opened.state})
    else:
        click.echo(opened.number)


@round_.command("list")
@click.argument("project")
@AS_JSON
@with_app
def list_(project: str, as_json: bool) -> None:
    """List the rounds of PROJECT: number, first and last day, state, the three scores."""
    found = project_called(project)
    rounds = rounds_of([found.id])[found.id]
    if as_json:
        emit(
            [
                {
                    "number": one.number, "from": one.from_date, "to": one.to_date, "state": one.state,
                    "level": one.level,
                    "scores": {dimension: score.points for dimension, score in one.scores.items()},
                }
                for one in rounds
            ]
        )  # fmt: skip
        return
    for one in rounds:
        scores = "\t".join("–" if score.points is None else f"{score.points:.0f}" for score in one.scores.values())
        click.echo(f"{one.number}\t{one.from_date}\t{one.to_date}\t{one.state}\t{scores}")
