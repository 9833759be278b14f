"""Of logs that tell start and completion apart, each instance of an activity is one use: worked out by hand."""

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.jobs.runner import run_due
from app.usage.columns import Mapped
from app.usage.importing import Imported, normalise
from app.usage.lifecycle import fates_of
from tests.app.usage.test_pages_of_logs import house, sources, upload
from tests.app.usage.test_pseudonyms import bytes_kept
from tests.conftest import Make

__all__ = ["house"]

STANDARD = Mapped("org:resource", "concept:name", "time:timestamp")
# Anna checks from 8 to 10 and meanwhile, as instance 2, from 9 to 11; Bo starts a quote that nobody completes; Cai
# signs (the completion names nobody); a note has no transition, a call one of the system's own. Nobody closes.
EVENTS = [
    ("c1", "Check", "", "07:00", "schedule", "1"),
    ("c1", "Check", "Anna", "08:00", "start", "1"),
    ("c1", "Check", "Anna", "09:00", "start", "2"),
    ("c1", "Check", "Anna", "10:00", "COMPLETE", "1"),
    ("c1", "Check", "Anna", "11:00", "complete", "2"),
    ("c1", "Quote", "Bo", "12:00", "start", ""),
    ("c1", "Quote", "Bo", "12:10", "suspend", ""),
    ("c2", "Sign", "Cai", "13:00", "start", ""),
    ("c2", "Sign", "", "14:00", "complete", ""),
    ("c2", "Note", "Dee", "15:00", "", ""),
    ("c2", "Call", "Dee", "16:00", "In Progress", ""),
    ("c2", "Close", "", "17:00", "start", ""),
    ("c2", "Close", "", "18:00", "complete", ""),
    ("c3", "Check", "Eve", "08:00", "start", ""),
    ("c3", "Check", "Eve", "08:30", "ate_abort", ""),
    ("c3", "Check", "Eve", "nonsense", "start", ""),
    ("c3", "Check", "Eve", "nonsense", "assign", ""),
]
USES = [
    ("anna", "check", "10"), ("anna", "check", "11"), ("bo", "quote", "12"), ("cai", "sign", "13"),
    ("dee", "note", "15"), ("dee", "call", "16"), ("eve", "check", "08"),
]  # fmt: skip
FIGURES = {
    "completed": 2, "started": 3, "unsaid": 1, "own": 1, "halves": 4, "own_words": [["in progress", 1]],
    "others": [["assign", 1], ["ate_abort", 1], ["schedule", 1], ["suspend", 1]],
}  # fmt: skip


def stamp(hour: str) -> str:
    """An hour of a day of July in Shanghai."""
    return f"2026-07-01T{hour}:00+08:00" if hour[0].isdigit() else hour


def as_xes(events: list[tuple[str, ...]]) -> str:
    """The events as an event log, a trace for each run of a case."""
    keys = ("concept:name", "org:resource", "time:timestamp", "lifecycle:transition", "concept:instance")
    traces = []
    for case in dict.fromkeys(one[0] for one in events):
        rows = [(name, who, stamp(at), *rest) for of, name, who, at, *rest in events if of == case]
        inner = "".join(
            "<event>"
            + "".join(f'<string key="{key}" value="{cell}"/>' for key, cell in zip(keys, row, strict=True) if cell)
            + "</event>"
            for row in rows
        )
        traces.append(f'<trace><string key="concept:name" value="{case}"/>{inner}</trace>')
    return f"<?xml version='1.0'?><log>{''.join(traces)}</log>"


def taken(folder: Path, content: str, name: str = "log.xes") -> tuple[Imported, list[tuple[Any, ...]]]:
    """The figures and the events (user, function, hour) of a log."""
    import duckdb

    path = folder / name
    path.write_text(content, encoding="utf-8")
    out = folder / "events.parquet"
    found = normalise(path, STANDARD, time_zone="Asia/Shanghai", out=out, refused=folder / "refused.csv")
    hour = """strftime("at" AT TIME ZONE 'Asia/Shanghai', '%H')"""
    return found, duckdb.sql(f"""SELECT "user", "function", {hour} FROM '{out}' ORDER BY row""").fetchall()


def test_an_instance_of_an_activity_is_one_use(tmp_path: Path) -> None:
    found, events = taken(tmp_path, as_xes(EVENTS))
    assert sorted(events) == sorted(USES)
    assert found.uses == FIGURES
    assert (found.rows, found.accepted, found.refused, found.left_out) == (17, 7, 2, 8)
    # The completion of “Close” names nobody, nor does its start; one start has no readable time.
    assert found.reasons == {"no-user": 1, "unknown-time": 1}
    assert found.summary()["uses"] == FIGURES


@pytest.mark.parametrize("quoted", [False, True], ids=["by-the-engine", "by-hand"])
def test_the_same_log_as_a_table_gives_the_same_uses(tmp_path: Path, quoted: bool) -> None:
    path = tmp_path / "rows.csv"
    names = ("case:concept:name", "concept:name", "org:resource", "time:timestamp", "lifecycle:transition",
             "concept:instance")  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
        writer.writerows([names, *((*one[:3], stamp(one[3]), *one[4:]) for one in EVENTS)])
    found, events = taken(tmp_path, path.read_text(encoding="utf-8"), "log.csv")
    assert sorted(events) == sorted(USES)
    assert found.uses == FIGURES


def test_a_log_that_names_no_transition_counts_every_row(tmp_path: Path) -> None:
    found, events = taken(
        tmp_path, as_xes([(*one[:4], "", one[5]) for one in EVENTS if one[2] and one[3][0].isdigit()])
    )
    assert (found.rows, found.accepted, len(events), found.uses, found.left_out) == (11, 11, 11, {}, 0)


def test_nameless_traces_are_not_mixed_up(tmp_path: Path) -> None:
    """Anna's start has no completion of her own, so that both rows are uses."""
    log = as_xes([("x", "Check", "Anna", "08:00", "start", ""), ("y", "Check", "Bo", "09:00", "complete", "")])
    nameless = log.replace('<trace><string key="concept:name" value="x"/>', "<trace>")
    nameless = nameless.replace('<trace><string key="concept:name" value="y"/>', "<trace>")
    assert taken(tmp_path, nameless)[1] == [("anna", "check", "08"), ("bo", "check", "09")]


def test_who_takes_the_transition_for_the_function_counts_every_row(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(as_xes(EVENTS[1:5]), encoding="utf-8")
    mapping = Mapped("org:resource", "lifecycle:transition", "time:timestamp")
    out, refused = tmp_path / "events.parquet", tmp_path / "refused.csv"
    found = normalise(path, mapping, time_zone="Asia/Shanghai", out=out, refused=refused)
    assert (found.accepted, found.uses) == (4, {})


def test_a_few_rows_are_told_apart_as_the_whole_file_would_be() -> None:
    """The start of instance 1 is a half, Bo's may still be completed, what was broken off is a use by its start."""
    rows = [(case, who, name, instance, word) for case, name, who, _at, word, instance in EVENTS]
    found = fates_of(rows)
    assert found[:7] == ["no-use", "half", "half", "use", "use", "open", "no-use"]
    assert found[7:9] == ["use", "half"]
    assert found[13:15] == ["use", "no-use"]


@pytest.mark.parametrize("coded", [False, True], ids=["names", "codes"])
def test_the_pages_say_what_counts_as_a_use(app: Flask, make: Make, house: SimpleNamespace, coded: bool) -> None:
    browser = make.browser(house.lead)
    answer = upload(browser, f"{house.base}/log", "log", as_xes(EVENTS).encode(), "log.xes")
    page = browser.get(answer.location)
    assert "Each activity instance is one use" in page.text
    # Anna twice, Cai by the start, the note, the call, “Close” (refused for another reason), Eve's that was broken off.
    assert "Of the first 17 rows: uses 7, rows that belong to one of these 4" in page.text
    assert "starts that may still be completed 2, other transitions 4." in page.text
    rows = [" ".join(row.text.split()) for row in page.page.select("#understood ~ .table-wrap tbody tr")]
    assert "left out “schedule” does not count as a use." in rows[0]
    assert "left out It belongs to a use that another row counts." in rows[1]
    assert "2026-07-01 12:00:00 still open A start counts only where no completion follows." in rows[5]
    names = {"user": "org:resource", "function": "concept:name", "time": "time:timestamp"}
    browser.post(
        answer.location,
        {**names, "time_zone": "Asia/Shanghai", "import": "yes", **({"pseudonyms": "y"} if coded else {})},
    )
    db.session.rollback()
    run_due(app)
    db.session.expire_all()
    (source,) = sources()
    assert (source.rows, source.accepted, source.refused) == (17, 7, 2)
    assert source.details["uses"] == FIGURES
    shown = browser.get(f"{house.base}/{source.key}")
    told = {row.th.text: row.td.text for row in shown.page.select("#uses ~ .table-wrap tbody tr")}
    assert told["Uses by their completion"] == "2"
    assert told["Left out: start or completion of a use that counts already"] == "4"
    assert [told[f"Left out: “{word}”"] for word in ("assign", "ate_abort", "schedule", "suspend")] == ["1"] * 4
    assert sum(map(int, told.values())) == source.rows - source.refused
    if coded:
        assert b"Anna" not in bytes_kept(app)
        assert b"c1" not in bytes_kept(app)
