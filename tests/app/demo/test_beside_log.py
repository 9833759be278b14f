"""What the demonstration tells beside the usage log: records that the product reads, and people who change posts."""

import csv
from datetime import date
from pathlib import Path

from app.demo import usage_log
from app.demo.beside_log import CUSTOMERS, HEADS, record_lines
from app.usage.lists import read_users
from app.usage.records.reading import read_records

FIRST, LAST = date(2026, 1, 5), date(2026, 7, 3)
MOVING = usage_log.Story(people=120, first=FIRST, last=LAST, movers=0.3)


def test_the_file_of_records_is_read_to_its_last_line(tmp_path: Path):
    path = tmp_path / "records.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADS, *record_lines(FIRST, LAST)))

    found = read_records(path, "Asia/Shanghai")

    assert found.refused == ()
    # every customer stands in the ledger, as the first line told of it
    assert sum(one.system == "财务系统" and one.object == "客户" for one in found.records) == CUSTOMERS


def test_the_list_of_users_tells_the_posts_of_people_who_moved(tmp_path: Path):
    _log, people, _functions = usage_log.write(MOVING, tmp_path)

    listed = read_users(people)

    assert listed.refused == ()
    moved = {one.user: one.posts for one in usage_log.users(MOVING) if one.posts}
    assert moved
    assert {one.user: one.posts for one in listed.users if one.posts} == moved


def test_who_was_promoted_works_as_a_representative_before_and_as_a_manager_after():
    promoted = next(
        one for one in usage_log.people(MOVING) if one.user.posts and one.user.role != one.user.posts[0].role
    )
    until = promoted.user.posts[0].until
    assert until is not None

    assert promoted.role_on(until, "zh").zh == "销售代表"
    assert promoted.role_on(LAST, "zh").zh == "销售经理"


def test_without_movers_the_log_has_no_posts():
    assert not any(one.posts for one in usage_log.users(usage_log.Story(people=120)))
