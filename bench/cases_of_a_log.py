"""Measures a generated log of cases: reading it, counting its variants and times, and judging them.

Seconds are of this process, after the libraries are loaded. The last line is the figure: seconds from file to figures.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from app.analytics.case_logs.columns import chosen, proposed
from app.analytics.case_logs.counting import CountedVariant, count_cases
from app.analytics.case_logs.reading import read_cases
from app.delimited.reading import sniff
from app.demo.case_log import Tale, write
from phases.evaluation.cases import CaseStep
from phases.evaluation.conformance import ModelStep, Variant, conformance

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
STEPS = [CaseStep(f"s{n}", f"TS-{n}", f"Step {n}", n % 3 == 1, False, n % 2 == 0, 8.0) for n in range(8)]


def main() -> None:
    """Generate, read, count, judge; print the seconds of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="activities of the log (default: one million)")
    events: int = parser.parse_args().events
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Five days in seven are worked, a case has eight activities or so.
        tale = Tale(STEPS, FIRST, LAST, "en", "P", a_day=events / 181 / 7.6 * 7 / 5)
        write(tale, folder / "cases.csv")
        measure(folder)


def measure(folder: Path) -> None:
    """Read, count and judge the log in a folder."""
    marks = [time.perf_counter()]
    table = sniff(folder / "cases.csv")
    imported = read_cases(
        table, chosen(proposed(table, {})), time_zone="Asia/Shanghai", out=folder / "cases.parquet",
        refused=folder / "refused.csv", secret=b"bench",
    )  # fmt: skip
    marks.append(time.perf_counter())
    codes = {step.name: n for n, step in enumerate(STEPS)}
    codes |= {name: -10 - n for n, (name, _) in enumerate(imported.activities) if name not in codes}
    counted = count_cases(
        [folder / "cases.parquet"], codes, hours=dict.fromkeys(range(8), 8.0), last_step=7,
        start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2026, 7, 1, tzinfo=UTC), idle_days=30, aim=64,
    )  # fmt: skip
    marks.append(time.perf_counter())
    model = [ModelStep(step.key, step.control, False, step.hand_off) for step in STEPS]
    found = conformance(model, [variant(one) for one in counted.variants])
    marks.append(time.perf_counter())
    read, count, judge = (after - before for before, after in pairwise(marks))
    print(f"{imported.rows} activities, {imported.cases} cases, {len(counted.variants)} variants")
    print(f"read {read:.2f} s, count {count:.2f} s, judge {judge:.2f} s")
    print(f"adherence {found.conforming / found.cases:.3f}, fitness {found.fitness:.4f}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"{imported.rows} activities, file to figures: {marks[-1] - marks[0]:.2f} s")


def variant(one: CountedVariant) -> Variant:
    """A counted variant as the method judges it."""
    return Variant(tuple(code if code >= 0 else None for code in one.path), one.cases, one.closed)


if __name__ == "__main__":
    main()
