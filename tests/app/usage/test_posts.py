"""Who changes role or department has posts with dates; a round takes people in the posts of its last day."""

from datetime import date
from pathlib import Path

import pytest

from app.usage.lists import User, UserList, read_users
from app.usage.posts import Post, as_of

HEADER = "user,role,department,region,licence,start,end\n"


def read(tmp_path: Path, rows: str) -> UserList:
    """A list of users with these rows."""
    path = tmp_path / "users.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_users(path)


def test_an_open_end_is_closed_by_the_next_start(tmp_path: Path) -> None:
    found = read(tmp_path, "anna,rep,North,Beijing,full,2026-01-05,\nANNA ,manager,South,Canton,full,2026-05-01,\n")
    (anna,) = found.users
    assert (anna.user, anna.role, anna.start, anna.end) == ("anna", "manager", date(2026, 1, 5), None)
    assert anna.posts == (
        Post("rep", "North", "Beijing", date(2026, 1, 5), date(2026, 4, 30)),
        Post("manager", "South", "Canton", date(2026, 5, 1), None),
    )


@pytest.mark.parametrize(
    ("day", "role", "end"),
    [
        (date(2026, 1, 1), "rep", date(2026, 9, 30)),  # before the first start: not licensed yet, in the first post
        (date(2026, 4, 30), "rep", date(2026, 9, 30)),
        (date(2026, 5, 15), "rep", date(2026, 4, 30)),  # between two posts: the licence has ended
        (date(2026, 6, 1), "manager", date(2026, 9, 30)),
        (date(2026, 12, 1), "manager", date(2026, 9, 30)),
    ],
)
def test_a_user_is_in_the_post_of_the_day(tmp_path: Path, day: date, role: str, end: date) -> None:
    rows = "anna,rep,N,,,2026-01-05,2026-04-30\nanna,manager,S,,,2026-06-01,2026-09-30\n"
    (anna,) = read(tmp_path, rows).users
    then = as_of(anna, day)
    assert (then.role, then.start, then.end) == (role, date(2026, 1, 5), end)


def test_lines_that_overlap_or_repeat_are_refused_with_their_rows(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "anna,rep,N,,,2026-01-05,2026-06-30\n"
        "anna,manager,S,,,2026-06-30,\n"  # row 3 begins on the last day of row 2
        "ben,rep,N,,,,\n"
        "Ben,rep,S,,,,\n"  # row 5 has no start to come after row 4
        "cai,rep,N,,,2026-01-05,\n"
        "cai,agent,S,,,2026-01-05,\n",  # row 7 begins when row 6 does
    )
    assert [(one.row, one.reason) for one in found.refused] == [(3, "overlap"), (5, "twice"), (7, "twice")]
    assert [one.user for one in found.users] == ["anna", "ben", "cai"]


def test_who_has_no_licence_does_not_count(tmp_path: Path) -> None:
    found = read(tmp_path, "anna,rep,N,,full,2026-01-05,\nben,rep,N,,none,2026-01-05,\ncai,rep,N,,否,,\n")
    assert [(one.user, one.licence) for one in found.users] == [("anna", "full")]
    assert [(one.row, one.reason) for one in found.refused] == [(3, "no-licence"), (4, "no-licence")]


def test_a_user_with_one_line_has_no_posts(tmp_path: Path) -> None:
    (anna,) = read(tmp_path, "anna,rep,N,Beijing,full,2026-01-05,2026-09-30\n").users
    assert anna == User("anna", "rep", "N", date(2026, 1, 5), date(2026, 9, 30), "Beijing", "full")
    assert as_of(anna, date(2026, 2, 1)) == anna
