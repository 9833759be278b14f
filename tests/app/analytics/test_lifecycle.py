"""Starts and completions go together as a queue for each activity of a case would put them together."""

import random
from collections import defaultdict, deque

import duckdb
import pytest

from app.analytics.lifecycle import OWN, PARTS, pair, part_of, part_sql

Row = tuple[int, str, str, str, int, str]
Pair = tuple[int, int, str, bool]
STEPS = """
    CREATE TEMP TABLE steps (row BIGINT, "case" VARCHAR, activity VARCHAR, instance VARCHAR, "at" BIGINT, part VARCHAR)
"""


def paired(rows: list[Row]) -> list[Pair]:
    """What the engine puts together."""
    with duckdb.connect() as con:
        con.execute(STEPS)
        columns = {f"c{n}": list(column) for n, column in enumerate(zip(*rows, strict=True))}
        con.execute(f"INSERT INTO steps SELECT {', '.join(f'unnest(${name})' for name in columns)}", columns)
        pair(con)
        return sorted(con.execute("SELECT start, finish, part, named FROM pairs").fetchall())


def queued(rows: list[Row]) -> list[Pair]:
    """The same with a queue for each instance; at one instant starts come first."""
    of_instance = defaultdict(set)
    for _row, *key, _at, part in rows:
        of_instance[tuple(key)].add(part == "start")
    named = any(key[2] and len(kinds) == 2 for key, kinds in of_instance.items())
    waiting: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    found = []
    for row, case, activity, instance, _at, part in sorted(rows, key=lambda one: (one[4], one[5] != "start", one[0])):
        key = (case, activity, instance if named else "")
        if part == "start":
            waiting[key].append(row)
        elif waiting[key]:
            found.append((waiting[key].popleft(), row, part, key[2] != ""))
    return sorted(found)


def test_overlapping_instances_are_told_apart_by_their_names() -> None:
    """2 ends before 1: by name 1–4 and 2–3, in the order of coming it would be 1–3 and 2–4."""
    rows = [(1, "A", "Check", "a", 1, "start"), (2, "A", "Check", "b", 2, "start"), (3, "A", "Check", "b", 3, "end"),
            (4, "A", "Check", "a", 4, "end")]  # fmt: skip
    assert paired(rows) == [(1, 4, "end", True), (2, 3, "end", True)]
    nameless = [(*row[:3], "", *row[4:]) for row in rows]
    assert paired(nameless) == [(1, 3, "end", False), (2, 4, "end", False)]


def test_names_that_are_of_events_and_not_of_instances_count_as_none() -> None:
    rows = [(1, "A", "Check", "e1", 1, "start"), (2, "A", "Check", "e2", 2, "end")]
    assert paired(rows) == [(1, 2, "end", False)]


def test_what_breaks_an_activity_off_takes_its_start() -> None:
    rows = [(1, "A", "Check", "", 1, "start"), (2, "A", "Check", "", 2, "abort"), (3, "A", "Check", "", 3, "start"),
            (4, "A", "Check", "", 4, "end"), (5, "A", "Check", "", 5, "end")]  # fmt: skip
    assert paired(rows) == [(1, 2, "abort", False), (3, 4, "end", False)]


@pytest.mark.parametrize("names", [("",), ("", "1", "2")], ids=["nameless", "named"])
def test_any_log_is_paired_as_queues_pair_it(names: tuple[str, ...]) -> None:
    """200 cases with up to twenty events of two activities, many of them at the same instant."""
    one = random.Random(len(names))  # noqa: S311
    parts = one.choices(("start", "end", "abort"), (4, 4, 1), k=2000)
    rows = [
        (n, f"{one.randint(1, 200)}", one.choice("xy"), one.choice(names), one.randint(0, 9), part)
        for n, part in enumerate(parts)
    ]
    found = paired(rows)
    assert found == queued(rows)
    assert len(found) > 200


def test_the_engine_reads_a_transition_as_python_does() -> None:
    words = [word for known in PARTS.values() for word in known] + [
        "COMPLETE",
        "Start",
        "Ate_Abort",
        "unknown",
        "已受理",
    ]
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT word, {part_sql('word')} FROM (SELECT unnest($w) AS word)", {"w": words}
        ).fetchall()
    assert found == [(word, part_of(word)) for word in words]
    assert [part for _word, part in found[-5:]] == ["end", "start", "abort", OWN, OWN]
