"""How alike two records are: points for each compared column, from Fellegi and Sunter's model with published weights.

Compared are folded values: half width, lower case, without accents, blanks, punctuation and legal forms of companies,
and with umlauts as one letter (Müller, Mueller and Muller are the same; so are Straße and Strasse).
Each column that both records fill gives points, log2(m/u): the same +7, nearly the same +4, different −5.6; a missing
value gives none. From 3 points on two records are probably the same (odds of 8 to 1 for a pair that is compared).
Nearly the same: Jaro–Winkler similarity of at least 0.92 with the same digits in both; numbers when one ends with the
other in seven digits or more; addresses of e-mail never. Small files are compared pair by pair (RapidFuzz), larger
ones within blocks (Splink), by the same points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import TYPE_CHECKING, Any

from app.profiling.checks import narrowed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAME, NEAR, DIFFERENT = (0.90, 0.90 / 2**7), (0.08, 0.08 / 2**4), (0.02, 0.02 * 2**5.6)
POINTS = {
    "same": log2(SAME[0] / SAME[1]),
    "near": log2(NEAR[0] / NEAR[1]),
    "different": log2(DIFFERENT[0] / DIFFERENT[1]),
}
THRESHOLD = 3.0
SIMILAR = 0.92
SMALL = 2_000
PAIRS = 6_000_000
LEGAL_WORDS = "co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|kg|sa|srl|bv|oy|ab"
ONE_LETTER = {"ß": "ss", "ø": "o", "æ": "a", "œ": "o", "ae": "a", "oe": "o", "ue": "u"}
LEGAL_ENDS = "股份有限公司|有限责任公司|有限公司"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of alike cards, how they were found, how many pairs were compared, and blocks too large to be compared.

    `left_out` says of each key with such blocks its kind (whole, begins, ends), the place of its field, and the cards;
    `never` counts the cards that could be compared with others by no key at all, because all theirs were too common.
    """

    pairs: list[Pair]
    method: str
    compared: int
    skipped: int
    left_out: tuple[tuple[str, int, int], ...] = ()
    never: int = 0


def folded(cell: str) -> str:
    """A value as it is compared, as SQL: NULL when nothing of it remains."""
    narrow = f"strip_accents(lower({narrowed(cell)}))"
    words = f"regexp_replace({narrow}, '[^\\p{{L}}\\p{{N}}@]+', ' ', 'g')"
    short = f"regexp_replace(regexp_replace({words}, '\\b({LEGAL_WORDS})\\b', '', 'g'), '{LEGAL_ENDS}', '')"
    return _one_letter(f"coalesce(nullif(replace({short}, ' ', ''), ''), nullif(replace({words}, ' ', ''), ''))")


def _one_letter(folded_: str) -> str:
    """A folded value, as SQL, in which an umlaut is one letter however it was spelt; an address of e-mail stays."""
    plain = folded_
    for two, one in ONE_LETTER.items():
        plain = f"replace({plain}, '{two}', '{one}')"
    return f"CASE WHEN contains({folded_}, '@') THEN {folded_} ELSE {plain} END"


def is_near(one: str, other: str) -> bool:
    """Whether two folded values that differ are nearly the same, given that they are similar as texts."""
    if "@" in one or "@" in other:
        return False
    digits, others = _digits(one), _digits(other)
    if digits == one and others == other:
        return min(len(one), len(other)) >= 7 and (one.endswith(other) or other.endswith(one))
    return digits == others


def _digits(text: str) -> str:
    return text if text.isdecimal() else "".join(sign for sign in text if sign.isdecimal())


def alike(con: DuckDBPyConnection, width: int) -> Compared:
    """The alike pairs among the rows of the table `card` (id, f0, f1, …, no two of them the same)."""
    (count,) = con.execute("SELECT count(*) FROM card").fetchall()[0]
    if count < 2:
        return Compared([], "", 0, 0)
    return _pair_by_pair(con, width) if count <= SMALL else _in_blocks(con, width)


def _pair_by_pair(con: DuckDBPyConnection, width: int) -> Compared:
    import numpy as np

    rows = con.execute("SELECT * FROM card ORDER BY id").fetchall()
    points: Any = np.zeros((len(rows), len(rows)), dtype=np.float32)
    for place in range(1, width + 1):
        points += _column_points([row[place] for row in rows])
    first, second = np.nonzero(np.triu(points >= THRESHOLD, k=1))
    pairs = [(rows[a][0], rows[b][0]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    return Compared(pairs, "pair by pair", len(rows) * (len(rows) - 1) // 2, 0)


def _column_points(values: list[str | None]) -> Any:
    import numpy as np
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    filled = np.array([value is not None for value in values])
    texts = [value or "" for value in values]
    similar: Any = cdist(texts, texts, scorer=JaroWinkler.similarity, dtype=np.float32)
    both = np.outer(filled, filled)
    points = np.where(both, POINTS["different"], 0.0).astype(np.float32)
    _, numbers = np.unique(np.array(texts, dtype=object).astype(str), return_inverse=True)
    same = both & (numbers[:, None] == numbers[None, :])
    candidates = zip(*(side.tolist() for side in np.nonzero(np.triu(both & ~same & (similar >= SIMILAR)))), strict=True)
    for a, b in (*candidates, *_ending_alike(texts)):
        if is_near(texts[a], texts[b]):
            points[a, b] = points[b, a] = POINTS["near"]
    points[same] = POINTS["same"]
    return points


def _ending_alike(texts: list[str]) -> Iterator[Pair]:
    """Pairs of numbers with the same last seven digits: they need not be similar as texts."""
    ends: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if len(text) >= 7 and text.isdecimal():
            ends.setdefault(text[-7:], []).append(place)
    for places in ends.values():
        yield from combinations(places, 2)


def _in_blocks(con: DuckDBPyConnection, width: int) -> Compared:
    """Candidates share a whole value, a beginning or an end; Splink scores them."""
    import logging

    from duckdb.func import PythonUDFType
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    keys, skipped, left_out, never = _blocks(con, width)
    con.create_function("nearly", _nearly, ["varchar", "varchar"], "boolean", type=PythonUDFType.ARROW)
    try:
        settings = SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="id",
            comparisons=[_comparison(f"f{place}") for place in range(width)],
            blocking_rules_to_generate_predictions=[block_on(key) for key in keys],
            probability_two_random_records_match=0.5,
            retain_matching_columns=False,
        )
        table = DuckDBAPI(con).register("blocked")
        linker = Linker(table, settings, log_level=logging.ERROR, validate_settings=False)
        found = linker.inference.predict(threshold_match_weight=-100, warning_mode="never").physical_name
        (compared,) = con.execute(f"SELECT count(*) FROM {found}").fetchall()[0]  # noqa: S608
        pairs = con.execute(
            f"SELECT id_l, id_r FROM {found} WHERE match_weight >= {THRESHOLD} ORDER BY id_l, id_r"  # noqa: S608
        ).fetchall()
    finally:
        con.remove_function("nearly")
    return Compared([(a, b) for a, b in pairs], "in blocks", compared, skipped, tuple(left_out), never)


def _nearly(left: Any, right: Any) -> Any:
    import numpy as np
    import pyarrow as pa
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cpdist

    ones, others = left.to_pylist(), right.to_pylist()
    similar = cpdist(ones, others, scorer=JaroWinkler.similarity, score_cutoff=SIMILAR, dtype=np.float32) >= SIMILAR
    near = [
        (close or (one.isdecimal() and other.isdecimal())) and is_near(one, other)
        for one, other, close in zip(ones, others, similar.tolist(), strict=True)
    ]
    return pa.array(near, pa.bool_())


def _comparison(column: str) -> dict[str, Any]:
    left, right = f"{column}_l", f"{column}_r"
    return {
        "output_column_name": column,
        "comparison_levels": [
            {
                "sql_condition": f"{left} IS NULL OR {right} IS NULL",
                "label_for_charts": "missing",
                "is_null_level": True,
            },
            _level(f"{left} = {right}", "same", SAME),
            _level(f"nearly({left}, {right})", "near", NEAR),
            _level("ELSE", "different", DIFFERENT),
        ],
    }


def _level(condition: str, label: str, probabilities: tuple[float, float]) -> dict[str, Any]:
    m, u = probabilities
    return {"sql_condition": condition, "label_for_charts": label, "m_probability": m, "u_probability": u}


LeftOut = list[tuple[str, int, int]]


def _blocks(con: DuckDBPyConnection, width: int) -> tuple[list[str], int, LeftOut, int]:
    """The table `blocked`: cards with keys to be compared by; keys that too many cards share are left empty."""
    named = {f"{kind}{place}": (kind, place, sql) for place in range(width) for kind, sql in _keys(f"f{place}", width)}
    keys = {key: sql for key, (_kind, _place, sql) in named.items()}
    columns = ", ".join(f"{sql} AS {key}" for key, sql in keys.items())
    con.execute(f"CREATE OR REPLACE TEMP TABLE keyed AS SELECT *, {columns} FROM card")  # noqa: S608
    budget, skipped, kept = PAIRS // len(keys), 0, []
    left: LeftOut = []
    for key in keys:
        largest, left_out = _largest_block(con, key, budget)
        skipped += left_out
        if left_out:
            left.append((*named[key][:2], _cards_beyond(con, key, largest)))
        few = f"SELECT {key} AS shared FROM keyed WHERE {key} IS NOT NULL GROUP BY 1 HAVING count(*) BETWEEN 2 AND {largest}"  # noqa: S608, E501
        kept.append(f"CASE WHEN {key} IN ({few}) THEN {key} END AS {key}")
    fields = ", ".join(f"f{place}" for place in range(width))
    con.execute(f"CREATE OR REPLACE TEMP TABLE blocked AS SELECT id, {fields}, {', '.join(kept)} FROM keyed")  # noqa: S608
    had, has = (" OR ".join(f"{table}.{key} IS NOT NULL" for key in keys) for table in ("keyed", "blocked"))
    many = " OR ".join(f"keyed.{key} IN (SELECT {key} FROM keyed GROUP BY 1 HAVING count(*) > 1)" for key in keys)  # noqa: S608
    never = 0
    if left:
        asked = f"SELECT count(*) FROM keyed JOIN blocked USING (id) WHERE ({had}) AND NOT ({has}) AND ({many})"  # noqa: S608
        (never,) = con.execute(asked).fetchall()[0]
    con.execute("DROP TABLE keyed")
    return list(keys), skipped, left, never


def _cards_beyond(con: DuckDBPyConnection, key: str, largest: int) -> int:
    """How many cards share a key with more others than can be compared."""
    sizes = f"SELECT count(*) AS n FROM keyed WHERE {key} IS NOT NULL GROUP BY {key}"  # noqa: S608
    (count,) = con.execute(f"SELECT coalesce(sum(n), 0)::BIGINT FROM ({sizes}) WHERE n > {largest}").fetchall()[0]  # noqa: S608
    return int(count)


def _keys(field: str, width: int) -> list[tuple[str, str]]:
    whole = [("whole", field)] if width > 1 else []
    begins = ("begins", f"CASE WHEN length({field}) >= 4 THEN left({field}, 6) END")
    ends = ("ends", f"CASE WHEN length({field}) >= 7 THEN right({field}, 7) END")
    return [*whole, begins, ends]


def _largest_block(con: DuckDBPyConnection, key: str, budget: int) -> tuple[int, int]:
    """How large a block may be for all smaller ones to stay within the budget of pairs; and how many are larger."""
    sizes = con.execute(
        f"SELECT n, count(*) FROM (SELECT count(*) AS n FROM keyed WHERE {key} IS NOT NULL GROUP BY {key}) "  # noqa: S608
        "WHERE n > 1 GROUP BY n ORDER BY n"
    ).fetchall()
    spent, largest = 0, 1
    for place, (size, blocks) in enumerate(sizes):
        spent += blocks * size * (size - 1) // 2
        if spent > budget:
            return largest, sum(count for _, count in sizes[place:])
        largest = size
    return largest, 0
