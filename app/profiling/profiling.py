"""Profiles one file by its rules: counts every dimension, names the rows that fail most, draws the sample to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from app.delimited.unreadable import UnreadableFile
from app.profiling.checks import Check, checks
from app.profiling.duplicates import Duplicates, exact, fuzzy
from app.profiling.engine import opened
from app.profiling.intake import Table, take_in
from app.profiling.overview import overview_of
from app.sql import quoted
from phases.model import listed
from phases.quality import Count, Rules

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEED = 20260331
SAMPLE = 50
WORST = 200
CELL = 200
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number there, its cells as written, and the keys of the figures that it fails.

    `like` are the rows that it repeats or resembles, by the figure's key; at most five of each.
    """

    row: int
    cells: tuple[str, ...]
    fails: tuple[str, ...] = ()
    like: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What was found. `rows` counts records, `blank` rows of nothing but blanks, `failing` records with a fault."""

    columns: tuple[str, ...]
    rows: int
    blank: int
    written: Mapping[str, Any]
    measures: tuple[Count, ...]
    failing: int
    worst: tuple[Row, ...]
    sample: tuple[Row, ...]


def profile(
    path: Path,
    rules: Rules,
    *,
    references: Mapping[str, Path] | None = None,
    as_of: date,
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Profile:
    """Profile a file; UnreadableFile with a sentence when it, a reference file or a rule cannot be used.

    `references` are the files that the rules call by name; `as_of` is the day that ages are counted to; `progress` is
    told shares from 0 to 1. The same file, rules, references and day give the same profile; an overview has
    no measures, what it saw is in `written`. Temporary files, about as
    large as the file itself, lie below `folder`.
    """
    tell = progress or (lambda _share: None)
    with TemporaryDirectory(prefix="sextant-profile-", dir=folder) as made, opened(Path(made)) as con:
        _must_be_known(rules, references or {})
        table = take_in(path, Path(made), "records", con, lambda share: tell(0.3 * share))
        place = _places(rules, table)
        con.execute(f"CREATE VIEW records AS SELECT * FROM read_parquet({quoted(str(table.path))})")  # noqa: S608
        _look_up(con, rules, references or {}, Path(made))
        tell(0.4)
        asked = checks(rules, place, as_of)
        counts = _judge(con, asked)
        tell(0.6)
        keys = [*range(len(table.columns))] if rules.overview else [place[one] for one in rules.exact]
        repeated = exact(con, keys, rules) if keys else None
        tell(0.65)
        alike = fuzzy(con, [place[one] for one in rules.fuzzy], rules) if rules.fuzzy else None
        tell(0.9)
        found = [one for one in (repeated, alike) if one is not None]
        failing, worst = _worst(con, asked, found)
        sample = () if rules.overview else _sample(con, table.rows)
        seen = overview_of(con, table, rules) if rules.overview else []
        tell(1.0)
    return Profile(
        columns=table.columns,
        rows=table.rows,
        blank=table.blank,
        written=_written(table, alike) | _seen(rules, seen, repeated),
        measures=() if rules.overview else tuple(_measures(table.rows, counts, found)),
        failing=failing,
        worst=worst,
        sample=sample,
    )


def _must_be_known(rules: Rules, references: Mapping[str, Path]) -> None:
    missing = sorted({one.file for one in rules.references} - set(references))
    if missing:
        raise UnreadableFile(
            "The rules refer to “{name}”, but no file of that name is there (--reference {name}=FILE).",
            "规则引用了“{name}”，但没有这个名称的文件（--reference {name}=FILE）。",
            name=missing[0],
        )


def _places(rules: Rules, table: Table) -> dict[str, int]:
    found = {name: table.place(name) for name in rules.columns}
    missing = [name for name, place in found.items() if place is None]
    if missing:
        raise _no_column(missing, table)
    return {name: place for name, place in found.items() if place is not None}


def _no_column(missing: Sequence[str], table: Table) -> UnreadableFile:
    return UnreadableFile(
        "The file has no column “{missing}”, which the rules speak of; its columns are: {columns}.",
        "文件中没有规则所涉及的列“{missing}”；文件的列有：{columns}。",
        missing="”, “".join(missing[:5]),
        columns=listed(table.columns, 20),
    )


def _look_up(con: DuckDBPyConnection, rules: Rules, references: Mapping[str, Path], folder: Path) -> None:
    """The tables reference0, reference1, … of the values that references may have."""
    taken: dict[str, Table] = {}
    for number, one in enumerate(rules.references):
        if one.file not in taken:
            taken[one.file] = take_in(references[one.file], folder, f"reference{len(taken)}", con)
        table = taken[one.file]
        place = table.place(one.other)
        if place is None:
            raise UnreadableFile(
                "The reference file “{name}” has no column “{column}”; its columns are: {columns}.",
                "引用文件“{name}”中没有列“{column}”；其列有：{columns}。",
                name=one.file,
                column=one.other,
                columns=listed(table.columns, 20),
            )
        con.execute(
            f"CREATE TEMP TABLE reference{number} AS SELECT DISTINCT c{place} AS value "  # noqa: S608
            f"FROM read_parquet({quoted(str(table.path))}) WHERE c{place} <> ''"
        )


def _judge(con: DuckDBPyConnection, asked: Sequence[Check]) -> list[Count]:
    """The table `judged` with a column for each check, and what it counts up to."""
    import duckdb

    columns = "".join(f", {one.sql} AS k{number}" for number, one in enumerate(asked))
    try:
        con.execute(f"CREATE TEMP TABLE judged AS SELECT row{columns} FROM records")  # noqa: S608
    except duckdb.InvalidInputException as error:
        raise UnreadableFile(
            "A pattern or date format in the rules cannot be used: {why}. Patterns are RE2: no look-ahead, no \\1.",
            "规则中的格式或日期格式无法使用：{why}。格式采用 RE2 语法，不支持前瞻和反向引用。",
            why=" ".join(str(error).split())[:200].removeprefix("Invalid Input Error: ").rstrip("."),
        ) from error
    if not asked:
        return []
    sums = ", ".join(f"count_if(k{number}), count(k{number})" for number in range(len(asked)))
    (found,) = con.execute(f"SELECT {sums} FROM judged").fetchall()  # noqa: S608
    return [Count(one.key, found[2 * n], found[2 * n + 1]) for n, one in enumerate(asked)]


def _measures(rows: int, counts: Sequence[Count], found: Sequence[Duplicates]) -> list[Count]:
    """The figures in the order of the dimensions; a dimension's own figure stands before those of its fields."""
    measures = [*_summed("completeness", counts)]
    measures += [Count(one.key, rows - one.records, rows) for one in found]
    return [*measures, *_summed("validity", counts), *_summed("consistency", counts), *_of("currentness", counts)]


def _of(dimension: str, counts: Sequence[Count]) -> list[Count]:
    return [one for one in counts if one.dimension == dimension]


def _summed(dimension: str, counts: Sequence[Count]) -> list[Count]:
    parts = _of(dimension, counts)
    whole = Count(dimension, sum(one.numerator for one in parts), sum(one.denominator for one in parts))
    return [whole, *parts] if parts else []


def _worst(con: DuckDBPyConnection, asked: Sequence[Check], found: Sequence[Duplicates]) -> tuple[int, tuple[Row, ...]]:
    """How many records fail anything, and those that fail most, the first of equals first."""
    keys = [*(one.key for one in asked), *(one.key for one in found)]
    flags = [f"CASE WHEN NOT k{number} THEN {number} END" for number in range(len(asked))]
    flags += [f"CASE WHEN {one.table}.grp IS NOT NULL THEN {len(asked) + n} END" for n, one in enumerate(found)]
    joins = " ".join(f"LEFT JOIN {one.table} USING (row)" for one in found)
    groups = "".join(f", {one.table}.grp AS g{n}" for n, one in enumerate(found))
    names = "".join(f", g{n}" for n in range(len(found)))
    con.execute(
        f"CREATE TEMP TABLE failed AS SELECT row, fails{names} FROM ("  # noqa: S608
        f"SELECT row, list_filter([{', '.join(flags) or 'NULL'}], lambda one: one IS NOT NULL) AS fails{groups} "
        f"FROM judged {joins}) WHERE len(fails) > 0"
    )
    (failing,) = con.execute("SELECT count(*) FROM failed").fetchall()[0]
    worst = con.execute(f"SELECT * FROM failed ORDER BY len(fails) DESC, row LIMIT {WORST}").fetchall()  # noqa: S608
    cells = _cells(con, [one[0] for one in worst], "row")
    likes = [_others(con, one, {line[2 + n] for line in worst} - {None}) for n, one in enumerate(found)]
    rows = []
    for number, fails, *grps in worst:
        like = {
            one.key: tuple(other for other in likes[n][grps[n]] if other != number)[:5]
            for n, one in enumerate(found)
            if grps[n] is not None
        }
        rows.append(Row(number, cells[number], tuple(keys[place] for place in fails), like))
    return failing, tuple(rows)


def _others(con: DuckDBPyConnection, one: Duplicates, groups: set[int]) -> dict[int, list[int]]:
    if not groups:
        return {}
    wanted = ", ".join(str(group) for group in sorted(groups))
    rows = con.execute(
        f"SELECT grp, list_slice(list_sort(list(row)), 1, 6) FROM {one.table} WHERE grp IN ({wanted}) GROUP BY grp"  # noqa: S608
    ).fetchall()
    return dict(rows)


def _sample(con: DuckDBPyConnection, rows: int) -> tuple[Row, ...]:
    """The same rows whenever the same file is profiled: drawn with a fixed seed, in the order of the file."""
    drawn = sorted(Random(SEED).sample(range(rows), min(SAMPLE, rows)))  # noqa: S311 - to be repeatable, not secret
    return tuple(Row(number, cells) for number, cells in _cells(con, drawn, "nth").items())


def _cells(con: DuckDBPyConnection, wanted: Sequence[int], by: str) -> dict[int, tuple[str, ...]]:
    if not wanted:
        return {}
    listed = ", ".join(str(number) for number in wanted)
    found = con.execute(
        f"SELECT * EXCLUDE (nth) FROM records WHERE {by} IN ({listed}) ORDER BY row"  # noqa: S608
    ).fetchall()
    return {number: tuple(cell[:CELL] for cell in cells) for number, *cells in found}


def _seen(rules: Rules, columns: Sequence[Mapping[str, Any]], repeated: Duplicates | None) -> dict[str, Any]:
    """What an overview tells beside the figures: it has none, for nothing says what would be right."""
    if not rules.overview:
        return {}
    return {"overview": list(columns), "repeated": repeated.records if repeated else 0}


def _written(table: Table, alike: Duplicates | None) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": table.kind, "encoding": table.encoding, "delimiter": table.delimiter}
    if alike is not None:
        said |= {"method": alike.method, "compared": alike.compared, "skipped": alike.skipped}
        said |= {"left_out": [list(one) for one in alike.left_out], "never": alike.never}
    return said
