"""The command `sextant profile`: how good a file of records is, without database or project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.console import emit
from app.delimited.unreadable import UnreadableFile
from phases.quality import Count

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
    "--rules", required=True, type=click.Path(path_type=Path), help="What the file is judged by (YAML or JSON)."
)
@click.option("--reference", "references", multiple=True, metavar="NAME=FILE", help="A file that the rules refer to.")
@click.option("--as-of", type=_Day(), help="The day that ages are counted to; today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print each measure as key, numerator, denominator, value.")
def profile(file: Path, rules: Path, references: tuple[str, ...], as_of: date | None, as_json: bool) -> None:
    """Profile FILE (CSV, XLSX or Parquet): completeness, uniqueness, validity, consistency, currentness.

    Needs no database and no project; encoding and delimiter of a CSV are found out.
    """
    from app.profiling.profiling import profile as profile_file
    from app.profiling.rules_file import rules_of

    named = dict(_reference(one) for one in references)
    for path in (file, rules, *named.values()):
        _must_exist(path)
    try:
        found = profile_file(file, rules_of(rules.read_bytes()), references=named, as_of=as_of or _today())
    except UnreadableFile as error:
        raise click.ClickException(error.sentence.en) from error
    if as_json:
        emit([_plain(one) for one in found.measures])
        return
    click.echo(f"{file.name}\t{found.rows:,} records\t{found.failing:,} with a fault\n")
    _table(found.measures)
    if found.worst:
        click.echo("\nRows that fail most:")
    for row in found.worst[:10]:
        click.echo(f"  row {row.row}: {', '.join(row.fails)}")


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
    from app.clock import now

    return now().date()


def _plain(one: Count) -> dict[str, object]:
    return {"key": one.key, "numerator": one.numerator, "denominator": one.denominator, "value": one.value}


def _table(measures: tuple[Count, ...]) -> None:
    width = max(len(one.key) for one in measures)
    click.echo(f"{'measure':{width}}  {'good':>12}  {'of':>12}  {'share':>8}")
    for one in measures:
        share = "–" if one.value is None else f"{one.value:.2%}"
        click.echo(f"{one.key:{width}}  {one.numerator:>12,}  {one.denominator:>12,}  {share:>8}")
