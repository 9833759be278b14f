"""The command `sextant profile`: how good a file of records is, without database or project."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.console import emit
from app.delimited.unreadable import UnreadableFile
from phases.quality import Count, Rules

if TYPE_CHECKING:
    from app.profiling.profiling import Profile

EPILOG = """\b
RULES are YAML or JSON, all parts optional:
  fields:                     # what a column must be
    email: {mandatory: true, type: email}
    status: {codes: [active, closed]}
    number: {pattern: "C[0-9]{6}"}
    opened: {type: date, format: "%d.%m.%Y"}
  keys:
    exact: [number]           # columns that tell a record apart
    fuzzy: [name, phone]      # columns compared for probable duplicates
  references: {owner_id: users.id}
  currentness: {column: updated, days: 365}
  empty: {whitespace: true, words: ["N/A", "无", "-"]}
\b
Types: text, whole, number, date, time, yes-no, email, phone. Without “empty”, nothing and white space
(the full-width kind too) count as empty, and no words do. docs/data-profiling.md says how each is counted.
"""


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is no day; write it as 2026-03-31.", param, ctx)


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="What the file is judged by (YAML or JSON); without them an overview of its columns.",
)
@click.option("--reference", "references", multiple=True, metavar="NAME=FILE", help="A file that the rules refer to.")
@click.option("--as-of", type=_Day(), help="The day that ages are counted to; today in UTC by default.")
@click.option("--json", "as_json", is_flag=True, help="Print each measure as key, numerator, denominator, value.")
def profile(file: Path, rules: Path | None, references: tuple[str, ...], as_of: date | None, as_json: bool) -> None:
    """Profile FILE (CSV, XLSX or Parquet): completeness, uniqueness, validity, consistency, currentness.

    Needs no database and no project; encoding and delimiter of a CSV are found out.
    """
    from app.profiling.profiling import profile as profile_file
    from app.profiling.rules_file import rules_of

    named = _references(references)
    if rules is None and (named or as_of):
        ignored = "--reference" if named else "--as-of"
        raise click.UsageError(f"{ignored} belongs to --rules: without rules nothing is looked up and no age counted.")
    for path in (file, *([rules] if rules else []), *named.values()):
        _must_exist(path)
    try:
        asked = rules_of(rules.read_bytes()) if rules else Rules(overview=True)
        found = profile_file(file, asked, references=named, as_of=as_of or _today())
    except UnreadableFile as error:
        raise click.ClickException(error.sentence.en) from error
    _must_be_used(asked, named)
    measures = found.measures if rules else _of_overview(found)
    if as_json:
        emit([_plain(one) for one in measures])
        return
    faults = f"{found.failing:,} with a fault" if rules else "no rules, so nothing is judged valid or not"
    click.echo(f"{file.name}\t{found.rows:,} records\t{faults}\n")
    _table(measures)
    if as_of and not asked.date_column:
        click.echo("\nThe rules ask for no currentness, so --as-of changes nothing.")
    if not rules:
        _looks(found)
    if found.worst:
        click.echo("\nRows that fail most:")
    for row in found.worst[:10]:
        click.echo(f"  row {row.row}: {', '.join(row.fails)}")


def _of_overview(found: Profile) -> tuple[Count, ...]:
    """What can be counted without rules: cells that are filled, and records that no other repeats."""
    columns = [Count(f"completeness.{one['name']}", one["filled"], found.rows) for one in found.written["overview"]]
    return (*columns, Count("uniqueness.exact", found.rows - found.written["repeated"], found.rows))


def _looks(found: Profile) -> None:
    click.echo("\nWhat the columns hold:")
    for one in found.written["overview"]:
        fitting = f"{one['fitting']:,} of {one['filled']:,} look like {one['type']}"
        click.echo(f"  {one['name']}: {one['distinct']:,} different, {fitting}")


def _references(given: tuple[str, ...]) -> dict[str, Path]:
    pairs = [_reference(one) for one in given]
    named = dict(pairs)
    for name in named:
        if sum(name == other for other, _path in pairs) > 1:
            raise click.ClickException(f"--reference names “{name}” twice; only one file can be it.")
    return named


def _must_be_used(rules: Rules, named: dict[str, Path]) -> None:
    """Refuse a file that no rule refers to: whoever gives one wants it looked at."""
    if unused := sorted(set(named) - {one.file for one in rules.references}):
        raise click.ClickException(f"No rule refers to “{unused[0]}”; the rules name such a file under “references”.")


def _reference(text: str) -> tuple[str, Path]:
    name, sign, path = text.partition("=")
    if not (name.strip() and sign and path.strip()):
        raise click.ClickException(f"--reference has to look like users=users.csv, not “{text}”.")
    return name.strip(), Path(path.strip())


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise click.ClickException(f"There is no file “{path}”.")
    if not path.is_file():
        raise click.ClickException(f"“{path}” is not a file.")


def _today() -> date:
    from app.clock import today

    return today()


def _plain(one: Count) -> dict[str, object]:
    return {"key": one.key, "numerator": one.numerator, "denominator": one.denominator, "value": one.value}


def _table(measures: tuple[Count, ...]) -> None:
    width = max(len(one.key) for one in measures)
    click.echo(f"{'measure':{width}}  {'good':>12}  {'of':>12}  {'share':>8}")
    for one in measures:
        share = "–" if one.value is None else f"{one.value:.2%}"
        click.echo(f"{one.key:{width}}  {one.numerator:>12,}  {one.denominator:>12,}  {share:>8}")
