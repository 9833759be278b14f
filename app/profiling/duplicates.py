"""Finds records that repeat each other: exactly, by a key as it is written, and probably, by how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.profiling.checks import empty
from app.profiling.likeness import Pair, alike, folded
from phases.quality import Rules

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Records in groups of duplicates: a table of (row, grp), grp being the first row of the group."""

    key: str
    table: str
    records: int
    method: str = ""
    compared: int = 0
    skipped: int = 0
    left_out: tuple[tuple[str, int, int], ...] = ()
    never: int = 0


def exact(con: DuckDBPyConnection, places: Sequence[int], rules: Rules) -> Duplicates:
    """Records whose key another record has too, as written; a key that is empty throughout is nobody's duplicate."""
    cells = [f"c{place}" for place in places]
    key, filled = ", ".join(cells), " OR ".join(f"NOT {empty(cell, rules)}" for cell in cells)
    same = " AND ".join(f"records.{cell} = once.{cell}" for cell in cells)
    con.execute(
        f"CREATE TEMP TABLE repeated AS WITH once AS (SELECT {key}, min(row) AS grp FROM records WHERE {filled} "  # noqa: S608
        f"GROUP BY {key} HAVING count(*) > 1) SELECT records.row, once.grp FROM records JOIN once ON {same}"
    )
    return Duplicates("uniqueness.exact", "repeated", _count(con, "repeated"))


def fuzzy(con: DuckDBPyConnection, places: Sequence[int], rules: Rules) -> Duplicates:
    """Records that are probably the same as another one, however it is written."""
    values = ", ".join(
        f"CASE WHEN {empty(f'c{place}', rules)} THEN NULL ELSE {folded(f'c{place}')} END AS f{n}"
        for n, place in enumerate(places)
    )
    names = [f"f{n}" for n in range(len(places))]
    listed, filled = ", ".join(names), " OR ".join(f"{name} IS NOT NULL" for name in names)
    con.execute(f"CREATE TEMP TABLE compared AS SELECT row, {values} FROM records")  # noqa: S608
    # Records that are the same once folded are one card: only different cards are compared.
    con.execute(
        f"CREATE TEMP TABLE card AS SELECT min(row) AS id, {listed} FROM compared WHERE {filled} GROUP BY {listed}"  # noqa: S608
    )
    found = alike(con, len(places))
    groups = _joined(found.pairs)
    con.execute("CREATE TEMP TABLE grouped (id BIGINT, grp BIGINT)")
    if groups:
        con.execute(
            "INSERT INTO grouped SELECT unnest($ids), unnest($groups)",
            {"ids": list(groups), "groups": list(groups.values())},
        )
    same = " AND ".join(f"compared.{name} IS NOT DISTINCT FROM card.{name}" for name in names)
    con.execute(
        "CREATE TEMP TABLE resembling AS SELECT row, grp FROM (SELECT compared.row, coalesce(grouped.grp, card.id) AS "  # noqa: S608
        f"grp FROM compared JOIN card ON {same} LEFT JOIN grouped ON grouped.id = card.id) "
        "QUALIFY count(*) OVER (PARTITION BY grp) > 1"
    )
    records = _count(con, "resembling")
    return Duplicates(
        "uniqueness.fuzzy", "resembling", records, found.method, found.compared, found.skipped, found.left_out,
        found.never,
    )  # fmt: skip


def _joined(pairs: Sequence[Pair]) -> dict[int, int]:
    """Every card of a pair with the lowest card that it hangs together with."""
    root: dict[int, int] = {}

    def find(card: int) -> int:
        while root.setdefault(card, card) != card:
            root[card] = root[root[card]]
            card = root[card]
        return card

    for one, other in pairs:
        a, b = find(one), find(other)
        root[max(a, b)] = min(a, b)
    return {card: find(card) for card in list(root)}


def _count(con: DuckDBPyConnection, table: str) -> int:
    (count,) = con.execute(f"SELECT count(*) FROM {table}").fetchall()[0]  # noqa: S608
    found: int = count
    return found
