"""A few rows are judged in Python as the engine judges a whole log, and without the engine."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.analytics.engine import Engine
from app.usage.judging import judging
from app.usage.judging_few import judged
from tests.app.usage.test_importing import NO_TIMES, TIMES

MORE = (
    "2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 01:59:59.999999", "2026-04-25T10:00:00.1234567Z", "0.5",
    "12/12/2026 12:00 PM", "13/13/2026", "1/13/2026 0:30 am", "3-4-2026", "31-12-2026 23:59", "2026-2-29", "2200-01-01",
    "1969-12-31 23:59:59Z", "99999999999", "2026-01-31 14:05\u202fPM", "2026年1月31日 下午 3时", "9999-12-31 23:59",
    "2026-01-31 14:05 +08:00", "2026-01-31 14:05:00 gmt", "２０２６-01-31", "2026-01-31 24:00", "2026-01-31 14:60",
    "46053.999999", "46053.9999942", "26000", "72999.5", "46053.", "46110.1041667", "46110,1",
)  # fmt: skip
NAMES = (
    ("anna", "x"),
    ("", "x"),
    ("anna", ""),
    ("an\nna", "x"),
    ("anna", "x\ufffd"),
    ("a" * 301, "x"),
    ("a" * 300, "x"),
)
ROWS = [("anna", "x", time) for time in (*TIMES, *NO_TIMES, *MORE)] + [
    (user, tool, time) for user, tool in NAMES for time in ("2026-01-31 14:05", "", "soon", "so\non", "1/31/2026")
]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin"])
@pytest.mark.parametrize("order", [None, "dmy", "mdy"])
def test_both_ways_judge_every_row_alike(order: str | None, zone: str) -> None:
    with closing(Engine(memory=256, threads=1).duckdb()) as connection:
        connection.execute('CREATE TEMP TABLE given (row BIGINT, "user" VARCHAR, "function" VARCHAR, "time" VARCHAR)')
        connection.executemany("INSERT INTO given VALUES (?, ?, ?, ?)", [(n, *row) for n, row in enumerate(ROWS)])
        by_engine = connection.execute(
            f"""SELECT epoch_us("at"), reason FROM ({judging(order)}) ORDER BY row""",
            {"zone": zone},
        ).fetchall()
    for row, (at, reason) in zip(ROWS, by_engine, strict=True):
        expected = (None, reason) if reason else (datetime.fromtimestamp(at // 1_000_000, UTC), None)
        mine, my_reason = judged(*row, order, ZoneInfo(zone))
        assert (mine and mine.replace(microsecond=0), my_reason) == expected, row


def test_a_preview_does_not_load_the_engine() -> None:
    script = "import sys, app.usage.preview; assert not {'duckdb', 'ibis', 'pyarrow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
