"""The command `sextant evaluate`: computes a round here and now, and prints every indicator of it."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy import select

from app.console import emit, with_app
from app.database import db
from app.errors import Refused
from app.facts.evaluation import RoundFact, indicators_of, rounds_of, scheme_of
from app.facts.projects import project_called
from app.facts.views import views_of
from app.models import Project, Round
from app.usage.rounds import compute_now
from app.words import _
from phases.evaluation.model import Indicator
from phases.evaluation.views import Sides
from phases.evaluation.views_declared import VIEWS

COLUMNS = ("indicator", "value", "numerator", "denominator", "coverage", "n", "band", "score")


@click.command()
@click.argument("project")
@click.option("--round", "number", required=True, type=int, help="The round's number, as `round add` prints it.")
@click.option("--json", "as_json", is_flag=True, help="Print every indicator as JSON.")
@click.option("--views", is_flag=True, help="With --json: an object of indicators and the three views side by side.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="Language of titles and definitions.")
@with_app
def evaluate(project: str, number: int, as_json: bool, views: bool, lang: str) -> None:
    """Compute a round of PROJECT (its key) from the stored usage data and print its indicators.

    What cannot be measured is printed too, without a value. A closed round is printed as it was closed.

    With --json each indicator, whether it follows from the log, from cases, from records, from stated counts or from
    the success criteria, is one object: key, value, numerator, denominator, coverage (0 to 1), n, band (green, yellow,
    red), score (0 to 100) and definition; null is “not measured”. A criterion that a survey gave has `asked`, too: from
    and to which day people were asked. SEXTANT_ANALYTICS names the engine that counts.

    With --json --views it is one object: `indicators` as above, and in `views` for each dimension what logs, survey and
    judgement say (score, coverage, measured, declared, n, spread) and where they disagree.
    """
    found = project_called(project)
    round_ = _find(found, number)
    if round_.state == "open":
        compute_now(project=found, round_=round_, by=None)
    one = next(fact for fact in rounds_of([found.id])[found.id] if fact.number == number)
    indicators = indicators_of([one])[one.id]
    if as_json:
        rows = [indicator.row(lang) for indicator in indicators]
        emit(
            {"indicators": rows, "views": [_sides(side, lang) for side in views_of(one, indicators)]} if views else rows
        )
    else:
        _print(one, indicators, lang)


def _find(project: Project, number: int) -> Round:
    found = db.session.scalar(select(Round).where(Round.project_id == project.id, Round.number == number))
    if found is None:
        raise Refused(_("There is no round %(number)s in this project.", number=number))
    return found


def _print(one: RoundFact, indicators: Sequence[Indicator], lang: str) -> None:
    lines: list[tuple[str, ...]] = [
        ("indicator", "value", "numerator", "denominator", "coverage", "n", "band", "score")
    ]
    lines += [_cells(indicator) for indicator in indicators]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        left = line[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        click.echo("  ".join((left, *rest)).rstrip())
    click.echo()
    for dimension, title in scheme_of(one.edition).dimensions.items():
        score = one.scores[dimension]
        mark = " (indicative only)" if score.points is not None and score.indicative else ""
        click.echo(f"{title.in_(lang)}: {_figure(score.points, 1)}, coverage {score.coverage:.0%}{mark}")
    for side in views_of(one, indicators):
        said = ", ".join(f"{VIEWS[view.name].in_(lang)} {_figure(view.score, 1)}" for view in side.views)
        click.echo(f"{side.title.in_(lang)}: {said}")
        for found in side.disagreements:
            click.echo(f"  {found.sentence.in_(lang)} {found.look.in_(lang)}")
    for remark in one.facts.get("remarks", ()):
        click.echo(remark[lang])


def _sides(side: Sides, lang: str) -> dict[str, Any]:
    names = ("score", "coverage", "measured", "declared", "n", "spread", "indicative")
    return {
        "dimension": side.dimension,
        **{view.name: {name: getattr(view, name) for name in names} for view in side.views},
        "disagreements": [
            {"higher": one.higher, "lower": one.lower, "points": one.points, "sentence": one.sentence.in_(lang)}
            for one in side.disagreements
        ],
    }


def _cells(one: Indicator) -> tuple[str, ...]:
    return (
        one.key, _figure(one.value, 4), _figure(one.numerator, 4), _figure(one.denominator, 4),
        f"{one.coverage:.0%}", _figure(one.n, 0), one.band or "not measured", _figure(one.score, 1),
    )  # fmt: skip


def _figure(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{round(value, digits):.15g}"
