"""Measures import and evaluation of a generated usage log, each in a process of its own, against plain DuckDB SQL.

Seconds of a process include its start and the loading of libraries; the ratio compares evaluation alone with the same
aggregates written in SQL by hand on the same events. The last line is the figure: seconds from file to indicators.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)
ZONE = "Asia/Shanghai"
EVENTS_A_PERSON = 425


def generate(folder: Path, events: int) -> None:
    """Write a log of so many lines with its lists, person by person."""
    from app.demo import usage_log

    story = usage_log.Story(people=max(10, math.ceil(events / EVENTS_A_PERSON)))
    with (folder / "usage.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("user", "function", "time"))
        writer.writerows(islice(usage_log.events(story), events))
    (folder / "story.json").write_text(json.dumps(story.people), encoding="utf-8")


def import_log(folder: Path) -> dict[str, Any]:
    """Read the log into events."""
    from app.usage.columns import Mapped
    from app.usage.importing import normalise

    start = time.perf_counter()
    imported = normalise(
        folder / "usage.csv",
        Mapped("user", "function", "time"),
        time_zone=ZONE,
        out=folder / "events.parquet",
        refused=folder / "refused.csv",
    )
    return {"inner": time.perf_counter() - start, "rows": imported.rows}


def evaluate_log(folder: Path) -> dict[str, Any]:
    """Evaluate the events; the libraries are loaded before the clock of the inner figure starts."""
    import ibis  # noqa: F401
    import pyarrow  # noqa: F401

    from app.demo import usage_log
    from app.usage.evaluating import evaluate
    from phases.evaluation.scheme import load

    story = usage_log.Story(people=json.loads((folder / "story.json").read_text(encoding="utf-8")))
    users, functions = usage_log.users(story), usage_log.functions(story)
    load()
    start = time.perf_counter()
    found = evaluate(
        events=[folder / "events.parquet"],
        users=users,
        functions=functions,
        first=FIRST,
        last=LAST,
        time_zone=ZONE,
        is_working_day=lambda day: day.weekday() < 5,
        norms=usage_log.norms(story),
    )
    values = {one.key: one.value for one in found.indicators if one.value is not None}
    return {"inner": time.perf_counter() - start, "values": values}


def plain_sql(folder: Path) -> dict[str, Any]:
    """The same aggregates as somebody would type them, with the lists as tables."""
    from app.analytics.engine import Engine
    from app.demo import usage_log
    from bench.plain_evaluation import STATEMENTS

    story = usage_log.Story(people=json.loads((folder / "story.json").read_text(encoding="utf-8")))
    users, functions = usage_log.users(story), usage_log.functions(story)
    start = time.perf_counter()
    connection = Engine().duckdb()
    connection.execute("CREATE TABLE users (name VARCHAR, role VARCHAR, department VARCHAR, first DATE, last DATE)")
    connection.execute("CREATE TABLE functions (name VARCHAR, role VARCHAR)")
    people = [(one.user, one.role, one.department, one.start, one.end) for one in users]
    connection.execute(
        "INSERT INTO users SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(CAST(? AS DATE[]))",
        [list(column) for column in zip(*people, strict=True)],
    )
    roles = {one.role for one in users}
    pairs = [(one.function.casefold(), role) for one in functions for role in one.roles or roles]
    connection.execute(
        "INSERT INTO functions SELECT unnest(?), unnest(?)", [list(column) for column in zip(*pairs, strict=True)]
    )
    values: dict[str, Any] = {}
    for key, statement in STATEMENTS.items():
        rows = connection.execute(
            statement, {"log": str(folder / "events.parquet")} if "$log" in statement else None
        ).fetchall()
        values[key] = rows[0][0] if rows and len(rows[0]) == 1 else len(rows)
    return {"inner": time.perf_counter() - start, "values": values}


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "import": import_log,
    "evaluate": evaluate_log,
    "plain": plain_sql,
}


def in_a_process(part: str, folder: Path) -> dict[str, Any]:
    """Run one part in a new process: its own figures, its seconds from start to end, its largest memory in MB."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--part", part, "--folder", str(folder)],
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout) | {"seconds": time.perf_counter() - start}


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="lines of the log (default: one million)")
    parser.add_argument("--part", choices=sorted(PARTS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        found = PARTS[asked.part](asked.folder)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps(found | {"peak": used.ru_maxrss / 1024, "cpu": used.ru_utime + used.ru_stime}))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, asked.events)
        results = {part: in_a_process(part, folder) for part in PARTS}
    report(asked.events, results)


def report(events: int, results: dict[str, dict[str, Any]]) -> None:
    """Print seconds and memory of each part, whether the plain figures agree, and the total."""
    print(f"{'part':10} {'seconds':>8} {'inner':>8} {'CPU s':>8} {'peak MB':>8}")
    for part, found in results.items():
        print(f"{part:10} {found['seconds']:8.2f} {found['inner']:8.2f} {found['cpu']:8.2f} {found['peak']:8.0f}")
    ours, plain = results["evaluate"]["values"], results["plain"]["values"]
    differing = [
        key for key, value in plain.items() if key in ours and not math.isclose(ours[key], value, rel_tol=1e-12)
    ]
    print("figures: " + (f"differ in {', '.join(differing)}" if differing else "equal"))
    print(f"ratio of evaluation to plain SQL: {results['evaluate']['inner'] / results['plain']['inner']:.2f}")
    total = results["import"]["seconds"] + results["evaluate"]["seconds"]
    print(f"{events} events, file to indicators: {total:.2f} s")


if __name__ == "__main__":
    main()
