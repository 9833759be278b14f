"""What stands around a cell and says nothing is the same for names, logs of cases and profiles of data."""

from pathlib import Path

import pytest

from app.analytics.case_logs.counting import activities_in
from app.delimited.names import BLANK, SPACE, key_of
from tests.app.cases.test_counting import read
from tests.app.profiling.conftest import counts, judge

__all__ = ["judge"]

AROUND = ["\u200e", "\u2060", "\u2009", "\u202f", "\u200b \u200b", "\ufeff", "\u3000"]


def test_python_agrees_on_what_space_is():
    assert {sign for sign in map(chr, range(0x10000)) if not sign.strip()} == set(SPACE)
    assert set(SPACE) < set(BLANK)


@pytest.mark.parametrize("around", AROUND)
def test_a_name_is_the_same_with_it(around):
    assert key_of(f"{around}Li.Na{around}") == "li.na"


def test_an_activity_is_the_same_with_it(tmp_path: Path):
    rows = "".join(f"C{n},{sign}Check{sign},2026-07-01 09:00,u\n" for n, sign in enumerate(["", *AROUND]))
    read(tmp_path, "case,activity,time,user\n" + rows)
    ((activity, count),) = activities_in([tmp_path / "0.parquet"])
    assert (activity, count) == ("Check", 8)


def test_a_cell_of_nothing_else_is_empty(judge):
    rules = {"fields": {"name": {"mandatory": True}}}
    text = "no,name\n1,Ann\n" + "".join(f"{n},{sign}\n" for n, sign in enumerate(AROUND, start=2))
    assert counts(judge(text, rules))["completeness.name"] == (1, 8)
