"""Logs are read and cases counted as by hand, whatever the size, the order of rows and the number of files."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from types import SimpleNamespace

import pytest

from app.analytics.case_logs.columns import chosen, proposed
from app.analytics.case_logs.counting import UNKNOWN, activities_in, count_cases
from app.analytics.case_logs.reading import Imported, read_cases
from app.cases.work import take_log
from app.delimited.reading import sniff
from app.delimited.unreadable import UnreadableFile
from app.facts.cases import asked_of, measure
from tests.app.cases.conftest import LOG

JULY = {"start": datetime(2026, 6, 30, 16, tzinfo=UTC), "end": datetime(2026, 7, 31, 16, tzinfo=UTC)}
CODES = {"Record": 0, "record": 0, "Check": 1, "Approve": 2, "Close": 3, "Phone call": UNKNOWN}


def read(folder: Path, text: str, number: int = 0, **said: object) -> Imported:
    """Read a log given as text."""
    path = folder / f"{number}.csv"
    path.write_text(text, encoding="utf-8")
    table = sniff(path)
    mapping = chosen({**proposed(table, {}), **said})
    return read_cases(
        table, mapping, time_zone="Asia/Shanghai", out=folder / f"{number}.parquet", refused=folder / f"{number}.txt",
        secret=b"secret",
    )  # fmt: skip


def test_rows_are_taken_or_refused_with_a_reason(tmp_path: Path) -> None:
    found = read(tmp_path, LOG)
    assert (found.rows, found.accepted, found.refused, found.cases, found.people) == (23, 21, 2, 6, 3)
    assert found.reasons == {"no-case": 1, "bad-time": 1}
    assert found.examples[0][:2] == (23, "no-case")
    assert found.first_at == datetime(2026, 6, 30, 1, tzinfo=UTC)
    assert found.begun == 21


@pytest.mark.parametrize(
    "spoilt", ["", ",,,,\n", "C9, Check ,,2026-07-03 10:00,\n", "C9,Check,,2026-07-03,,,x\n", "C9,Check\n"]
)
def test_the_engine_reads_a_plain_log_as_it_is_read_with_quotes(tmp_path: Path, spoilt: str) -> None:
    """The same rows and numbers of rows; the last line has no end, as some files have it."""
    log = LOG.strip() + "\n" + spoilt + "C9,Close,,2026-07-04 10:00,"
    plain = read(tmp_path, log, 1)
    quoted = read(tmp_path, log + '""', 2)
    assert plain.details() | {"examples": 0} == quoted.details() | {"examples": 0}
    assert [one[:2] for one in plain.examples] == [one[:2] for one in quoted.examples]
    assert (plain.rows, plain.accepted) == (quoted.rows, quoted.accepted)
    import duckdb

    one, two = (duckdb.sql(f"SELECT * FROM '{tmp_path / name}'").fetchall() for name in ("1.parquet", "2.parquet"))
    assert one == two


def test_cases_are_finished_open_or_begun_before(tmp_path: Path) -> None:
    read(tmp_path, LOG)
    found = count_cases(
        [tmp_path / "0.parquet"], CODES, hours={0: 2, 1: 4, 2: 4, 3: 20}, last_step=3, **JULY, idle_days=30, aim=30
    )
    assert (found.finished, found.open, found.before) == (4, 1, 1)
    assert {one.path: one.cases for one in found.variants} == {
        (0, 1, 2, 3): 1, (0, 1, 3): 1, (0, 1, 1, 2, 3): 1, (0, UNKNOWN, 1, 2, 3): 1
    }  # fmt: skip
    # From begin to end: C1 25 h, C2 4 h, C3 25 h, C6 25 h.
    assert found.hours == 25
    assert found.in_time == 4
    # “Check” was done five times in finished cases: service 3, 1, 1, 1 and 1 hours; waiting 1, 0, 1, 1 and 0.5 (after
    # the phone call); cycle 4, 1, 2, 2 and 1.5.
    check = found.times[1]
    assert (check.served, check.service, check.waiting, check.cycle) == (5, 1, 1, 2)
    assert (check.timed, check.within) == (5, 5)


def test_a_case_in_which_nothing_happens_any_more_counts_as_ended(tmp_path: Path) -> None:
    read(tmp_path, LOG)
    found = count_cases([tmp_path / "0.parquet"], CODES, hours={}, last_step=3, **JULY, idle_days=20, aim=None)
    # C4 stands still since 3 July; the log speaks until 31 July.
    assert (found.finished, found.open) == (5, 0)
    assert found.in_time == 0


def test_the_order_of_rows_and_the_number_of_files_change_nothing(tmp_path: Path) -> None:
    head, *rows = LOG.strip().splitlines()
    read(tmp_path, LOG)
    shuffled = rows.copy()
    random.Random(5).shuffle(shuffled)  # noqa: S311
    read(tmp_path, "\n".join([head, *shuffled[:12]]), 1)
    read(tmp_path, "\n".join([head, *shuffled[8:]]), 2)  # four rows in both files
    asked = {"hours": {}, "last_step": 3, **JULY, "idle_days": 30, "aim": 30}
    one = count_cases([tmp_path / "0.parquet"], CODES, **asked)
    two = count_cases([tmp_path / "1.parquet", tmp_path / "2.parquet"], CODES, **asked)
    assert one == two


def test_rows_of_starts_give_completions_their_start(tmp_path: Path) -> None:
    log = """case,activity,lifecycle:transition,time:timestamp
A,Check,start,2026-07-01T08:00:00+08:00
A,Check,complete,2026-07-01T10:00:00+08:00
A,Check,complete,2026-07-01T11:00:00+08:00
A,Check,suspend,2026-07-01T11:30:00+08:00
"""
    found = read(tmp_path, log)
    assert (found.rows, found.accepted, found.passed_over, found.begun) == (4, 2, 2, 1)


OVERLAPPING = """case,activity,lifecycle:transition,concept:instance,time:timestamp
A,Check,schedule,1,2026-07-01T07:00:00+08:00
A,Check,start,1,2026-07-01T08:00:00+08:00
A,Check,start,2,2026-07-01T09:00:00+08:00
A,Check,complete,2,2026-07-01T10:00:00+08:00
A,Check,suspend,1,2026-07-01T11:00:00+08:00
A,Check,resume,1,2026-07-01T12:00:00+08:00
A,Check,complete,1,2026-07-01T13:00:00+08:00
A,Check,start,3,2026-07-01T14:00:00+08:00
A,Check,ate_abort,3,2026-07-01T15:00:00+08:00
A,Check,start,4,2026-07-01T16:00:00+08:00
"""


@pytest.mark.parametrize(
    ("log", "kept", "hours"),
    [
        # 9 to 10 and 8 to 13; without names 8 to 10 and 9 to 13.
        (OVERLAPPING, {"by_instance": 2, "in_order": 0}, (1, 5)),
        (OVERLAPPING.replace("concept:instance", "what"), {"by_instance": 0, "in_order": 2}, (2, 4)),
    ],
    ids=["by-instance", "first-in-first-out"],
)
def test_overlapping_goes_at_one_activity_each_have_their_own_start(
    tmp_path: Path, log: str, kept: dict[str, int], hours: tuple[int, int]
) -> None:
    found = read(tmp_path, log)
    details = found.details()
    assert {name: details[name] for name in kept} == kept
    assert (found.rows, found.accepted, found.passed_over, found.begun, found.without_end) == (10, 2, 8, 2, 2)
    assert found.others == (("ate_abort", 1), ("resume", 1), ("schedule", 1), ("suspend", 1))
    counted = count_cases(
        [tmp_path / "0.parquet"], {"Check": 0}, hours={0: hours[0]}, last_step=0, **JULY, idle_days=30, aim=None
    )
    # The median of two lies between them.
    assert (counted.times[0].served, counted.times[0].service) == (2, 3)
    import duckdb

    lasted = duckdb.sql(f"SELECT epoch(done - begun) / 3600 FROM '{tmp_path / '0.parquet'}' ORDER BY done").fetchall()
    assert tuple(one for (one,) in lasted) == hours


def test_columns_saved_before_instances_were_known_get_theirs(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(OVERLAPPING, encoding="utf-8")
    table = sniff(tmp_path / "log.csv")
    saved = {name: value for name, value in proposed(table, {}).items() if name != "instance"}
    assert proposed(table, saved)["instance"] == "concept:instance"
    assert proposed(table, {**saved, "instance": ""})["instance"] == ""


STARTED = """case,activity,lifecycle:transition,time:timestamp
A,Record,complete,2026-07-01T08:00:00+08:00
A,Check,start,2026-07-01T09:00:00+08:00
A,Close,start,2026-07-01T10:00:00+08:00
B,Record,complete,2026-07-02T08:00:00+08:00
B,Check,start,2026-07-02T09:00:00+08:00
B,Check,complete,2026-07-02T10:00:00+08:00
"""


def test_an_activity_of_which_only_starts_are_logged_is_there(tmp_path: Path) -> None:
    """Close is never completed in the whole log: its start stands for it. Check of A was begun and left."""
    found = read(tmp_path, STARTED)
    assert (found.rows, found.accepted, found.passed_over, found.begun, found.unended) == (6, 4, 2, 1, 1)
    assert found.activities == (("Record", 2), ("Check", 1), ("Close", 1))
    codes = {"Record": 0, "Check": 1, "Close": 2}
    counted = count_cases([tmp_path / "0.parquet"], codes, hours={}, last_step=2, **JULY, idle_days=30, aim=None)
    assert {one.path: one.cases for one in counted.variants} == {(0, 2): 1}
    assert (counted.finished, counted.open) == (1, 1)


STATED = """case,activity,lifecycle:transition,time:timestamp
A,Accepted,In Progress,2026-07-01T08:00:00+08:00
A,Accepted,Wait - User,2026-07-01T09:00:00+08:00
A,Queued,Awaiting Assignment,2026-07-01T10:00:00+08:00
A,Queued,schedule,2026-07-01T10:30:00+08:00
A,Completed,Resolved,2026-07-01T11:00:00+08:00
A,Completed,Closed,2026-07-01T11:00:00+08:00
B,Called,complete,2026-07-02T08:00:00+08:00
B,Called,In Call,2026-07-02T09:00:00+08:00
B,Completed,Closed,2026-07-02T10:00:00+08:00
"""


def test_an_activity_of_which_only_states_of_the_system_are_logged_is_there(tmp_path: Path) -> None:
    """As incident systems write them: six rows of Accepted, Queued and Completed and one completion of Called count.

    The two states of Completed at 11:00 are one activity; “In Call” is passed over, for Called has a completion, and
    so is what the standard knows to be no activity (schedule).
    """
    found = read(tmp_path, STATED)
    assert (found.rows, found.accepted, found.passed_over, found.duplicates) == (9, 7, 2, 1)
    assert (found.unended, found.stated) == (0, 5)
    assert found.activities == (("Accepted", 2), ("Completed", 2), ("Called", 1), ("Queued", 1))
    assert found.others == (("in call", 1), ("schedule", 1))
    codes = {"Accepted": 0, "Queued": 1, "Called": 1, "Completed": 2}
    counted = count_cases([tmp_path / "0.parquet"], codes, hours={}, last_step=2, **JULY, idle_days=30, aim=None)
    assert {one.path: one.cases for one in counted.variants} == {(0, 0, 1, 2): 1, (1, 2): 1}


def test_a_start_stands_for_nothing_where_another_file_has_the_end(tmp_path: Path) -> None:
    read(tmp_path, STARTED, 1)
    read(tmp_path, "case,activity,lifecycle:transition,time:timestamp\nA,Close,complete,2026-07-01T18:00:00+08:00", 2)
    paths = [tmp_path / "1.parquet", tmp_path / "2.parquet"]
    assert dict(activities_in(paths)) == {"Record": 2, "Check": 1, "Close": 1}
    counted = count_cases(paths, {"Record": 0, "Close": 2}, hours={}, last_step=2, **JULY, idle_days=30, aim=10)
    assert {one.path: one.cases for one in counted.variants} == {(0, 2): 1}
    assert (counted.hours, counted.in_time) == (10, 1)


def test_what_belongs_to_no_step_takes_no_time_of_a_case(tmp_path: Path) -> None:
    """From 9:00 on the 2nd to 9:00 on the 3rd is 24 h; the calls two days before and ten days after are of no step."""
    read(
        tmp_path,
        "case,activity,time\nA,Phone call,2026-07-01 09:00\nA,Record,2026-07-02 09:00\nA,Phone call,2026-07-02 12:00\n"
        "A,Close,2026-07-03 09:00\nA,Phone call,2026-07-13 09:00",
    )
    codes = {"Record": 0, "Close": 1, "Phone call": UNKNOWN}
    found = count_cases([tmp_path / "0.parquet"], codes, hours={}, last_step=1, **JULY, idle_days=30, aim=24)
    assert (found.hours, found.in_time) == (24, 1)
    assert found.variants[0].path == (UNKNOWN, 0, UNKNOWN, 1, UNKNOWN)


def test_codes_stand_for_cases_and_people(tmp_path: Path) -> None:
    import duckdb

    read(tmp_path, LOG, codes=True)
    rows = duckdb.sql(f"SELECT \"case\", who FROM '{tmp_path / '0.parquet'}'").fetchall()
    assert all(case.startswith("C-") and who.startswith("U-") for case, who in rows)
    assert len({case for case, _ in rows}) == 6


def test_a_column_with_a_thousand_activities_is_no_activity(tmp_path: Path) -> None:
    rows = "\n".join(f"C{n},act {n},2026-07-01 08:00" for n in range(1000))
    with pytest.raises(UnreadableFile, match="1000"):
        read(tmp_path, f"case,activity,time\n{rows}")


def test_medians_agree_with_plain_python_on_a_random_log(tmp_path: Path) -> None:
    random_ = random.Random(11)  # noqa: S311
    start = datetime(2026, 7, 2, 8, tzinfo=UTC)
    rows, waits, paths = [], {0: [], 1: [], 2: []}, {}
    for n in range(200):
        at, path = start + timedelta(minutes=random_.randrange(5000)), []
        for step in [*random_.sample([0, 1], random_.randrange(1, 3)), 2]:
            begun = at + timedelta(minutes=random_.randrange(1, 90))
            done = begun + timedelta(minutes=random_.randrange(1, 90))
            if path:
                waits[step].append((begun - at).total_seconds() / 3600)
            rows.append((f"K{n}", f"s{step}", begun.isoformat(), done.isoformat()))
            path.append(step)
            at = done
        paths[tuple(path)] = paths.get(tuple(path), 0) + 1
    random_.shuffle(rows)
    read(tmp_path, "case,activity,started,completed\n" + "\n".join(map(",".join, rows)))
    found = count_cases(
        [tmp_path / "0.parquet"], {"s0": 0, "s1": 1, "s2": 2}, hours={}, last_step=2, **JULY, idle_days=30, aim=None
    )
    assert {one.path: one.cases for one in found.variants} == paths
    for step in (1, 2):
        assert found.times[step].waiting == pytest.approx(median(waits[step]))


def test_a_process_is_measured_as_by_hand(house: SimpleNamespace, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(LOG, encoding="utf-8")
    take_log(project=house.project, process_key=house.flow.key, path=path, wanted={}, by=house.lead.id)
    found = measure(asked_of(house.project)[0], date(2026, 7, 1), date(2026, 7, 31), idle_days=30)
    # C1 and C6 fit; C2 skips Approve, C3 repeats Check. Control points due 2 each = 8, one not passed.
    assert (found.finished, found.conforming, found.complete) == (4, 2, 3)
    assert (found.skipping, found.reworking, found.straying) == (1, 1, 1)
    assert (found.controls_passed, found.controls_due) == (7, 8)
    assert (found.hand_offs_broken, found.hand_offs_due) == (1, 4)
    # Costs: C2 one of 3 + 4, C3 one of 5 + 4; C1 and C6 none of 4 + 4: 1 − 2/32.
    assert found.fitness == pytest.approx(1 - 2 / 32)
    # 17 activities of finished cases, the phone call is of no step.
    assert (found.events, found.unknown_events, found.unknown) == (17, 1, (("Phone call", 1),))
    assert (found.aim, found.in_time) == (30, 4)
    assert [one.names for one in found.worst] == [("C2",), ("C3",)]
