"""What profiling counts, against counts made by hand."""

from datetime import date

import pytest

from app.delimited.unreadable import UnreadableFile
from tests.app.profiling.conftest import counts

# Row 1 is the header. Rows: 2 good · 3 blank name, bad phone · 4 name of full-width space, future date · 5 N/A and 无
# 6 repeats the number of row 2, old date · 7 a dash, no date, a day that does not exist
DIRTY = (
    "no,name,phone,status,opened,updated,owner\n"
    "C1,Ann Lee,+86 138 0000 1111,active,2020-01-05,2026-03-01,U1\n"
    "C2,,12345,ACTIVE,2020-13-05,2026-03-30,U2\n"
    "C3,\u3000,13800002222,closed,2020/1/5,2026-04-01,U9\n"
    "C4,N/A,无,closed,2020年1月5日,2026-01-01,\n"
    "C1,Bo,1-800-FLOWERS,lost,05.01.2020,2024-01-01,U1\n"
    "C6,-,13800003333,active,2020-02-30,,u1\n"
)
RULES = {
    "fields": {
        "no": {"mandatory": True, "pattern": "C[0-9]"},
        "name": {"mandatory": True},
        "phone": {"type": "phone"},
        "status": {"codes": ["active", "closed"]},
        "opened": {"type": "date"},
    },
    "keys": {"exact": ["no"]},
    "references": {"owner": "users.id"},
    "currentness": {"column": "updated", "days": 365},
}
USERS = "id,name\nU1,Ann\nU2,Bo\n"


def test_every_figure_is_the_one_counted_by_hand(judge):
    found = counts(judge(DIRTY, RULES, users=USERS))
    assert found == {
        "completeness": (10, 12),
        "completeness.no": (6, 6),
        "completeness.name": (4, 6),  # nothing and the full-width space are empty; N/A and - are not, nobody said so
        "uniqueness.exact": (4, 6),
        "validity": (16, 24),
        "validity.no": (6, 6),
        "validity.phone": (3, 6),
        "validity.status": (4, 6),
        "validity.opened": (3, 6),
        "consistency": (3, 5),
        "consistency.owner": (3, 5),
        "currentness": (3, 5),
    }


def test_words_for_nothing_count_as_empty_only_where_the_rules_say_so(judge):
    rules = RULES | {"empty": {"words": ["n/a", "无", "-"]}}
    found = counts(judge(DIRTY, rules, users=USERS))
    assert found["completeness.name"] == (2, 6)
    assert found["validity.phone"] == (3, 5)
    strict = counts(judge(DIRTY, RULES | {"empty": {"whitespace": False}}, users=USERS))
    assert strict["completeness.name"] == (5, 6)


def test_a_row_says_which_rules_it_fails_and_which_rows_it_repeats(judge):
    found = judge(DIRTY, RULES, users=USERS)
    assert found.failing == 6
    assert [(row.row, set(row.fails)) for row in found.worst] == [
        (6, {"uniqueness.exact", "validity.phone", "validity.status", "validity.opened", "currentness"}),
        (3, {"completeness.name", "validity.phone", "validity.status", "validity.opened"}),
        (4, {"completeness.name", "consistency.owner", "currentness"}),
        (7, {"validity.opened", "consistency.owner"}),
        (2, {"uniqueness.exact"}),
        (5, {"validity.phone"}),
    ]
    assert found.worst[0].like == {"uniqueness.exact": (2,)}
    assert found.worst[0].cells[0] == "C1"


def test_a_date_in_the_future_or_one_that_does_not_exist_is_not_current(judge):
    rules = {"currentness": {"column": "day", "days": 10}}
    text = "day\n2026-03-31\n2026-03-21\n2026-03-20\n2026-04-01\n2026-02-30\nsoon\n"
    assert counts(judge(text, rules)) == {"currentness": (2, 6)}
    assert counts(judge(text, rules, as_of=date(2026, 4, 1))) == {"currentness": (2, 6)}


def test_dates_written_day_first_are_read_by_the_format_that_the_rules_give(judge):
    rules = {
        "fields": {"day": {"type": "date", "format": "%d.%m.%Y"}}, "currentness": {"column": "day", "days": 30},
    }  # fmt: skip
    assert counts(judge("day\n31.03.2026\n2026-03-31\n01.01.2026\n", rules)) == {
        "validity": (2, 3), "validity.day": (2, 3), "currentness": (1, 3),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("whole", ["0", "-12", "+7"], ["1.0", "1,000", "x", " 1"]),
        ("number", ["1.5", "-2", "1,234.50", "1e3"], ["1,23", "abc", "1.", "--1"]),
        ("date", ["2026-3-1", "2026/03/01", "2026.3.1", "20260301", "2026年3月1日", "2026-03-01 00:00:00"],
         ["2026-02-30", "3/1/2026", "2026-03-01 10:00", "infinity", "epoch"]),
        ("time", ["2026-03-01 10:00", "2026-03-01T10:00:05Z", "2026-03-01"], ["10:00", "2026-03-01 25:00"]),
        ("yes-no", ["yes", "No", "TRUE", "1", "是"], ["maybe", "2"]),
        ("email", ["a.b+c@ex-ample.co.uk", "x@y.cn"], ["a@b", "a b@c.de", "@c.de", "a@@c.de"]),
        ("phone", ["+49 (0)30 123456", "138-0000-1111", "021.12345678"], ["12345", "1-800-FLOWERS", "+" + "1" * 16]),
    ],
)  # fmt: skip
def test_types_know_what_fits_them(judge, kind, good, bad):
    text = "v\n" + "".join(f'"{value}"\n' for value in good + bad)
    found = judge(text, {"fields": {"v": {"type": kind}}})
    assert counts(found)["validity.v"] == (len(good), len(good) + len(bad))
    assert sorted(row.cells[0] for row in found.worst) == sorted(bad)


def test_rows_of_nothing_are_no_records_and_the_numbers_stay_those_of_the_file(judge):
    found = judge('a,b\n1,"two\nlines"\n\n,\n 　, \n2,\n', {"fields": {"b": {"mandatory": True}}})
    assert (found.rows, found.blank) == (2, 3)
    assert counts(found)["completeness.b"] == (1, 2)
    assert found.worst[0].row == 6


def test_columns_are_found_in_any_case(judge):
    assert counts(judge("Name\nx\n", {"fields": {"name": {"mandatory": True}}}))["completeness.name"] == (1, 1)


def test_the_sample_is_the_same_each_time_and_never_larger_than_the_file(judge):
    text = "n\n" + "".join(f"{number}\n" for number in range(500))
    rules = {"fields": {"n": {"type": "whole"}}}
    first, second = judge(text, rules), judge(text, rules)
    assert first == second
    rows = [row.row for row in first.sample]
    assert len(rows) == 50
    assert rows == sorted(set(rows))
    assert [row.cells[0] for row in first.sample] == [str(row - 2) for row in rows]
    assert len(judge("n\n1\n2\n", rules).sample) == 2


@pytest.mark.parametrize(
    ("text", "rules", "sentence"),
    [
        ("a,b\n1,2,3\n", {"keys": {"exact": ["a"]}}, "Row 2 has 3 columns, the header has 2"),
        ("a\n1\n", {"keys": {"exact": ["b"]}}, "The file has no column “b”"),
        ("a\n1\n", {"references": {"a": "users.id"}}, "no file of that name is there"),
        ("a\n1\n", {"fields": {"a": {"pattern": "(?=x)"}}}, "cannot be used"),
        ("a\n1\n", {"fields": {"a": {"pattern": "["}}}, "cannot be used"),
        ("a\n", {"keys": {"exact": ["a"]}}, "The file has a header but no rows."),
        ("", {"keys": {"exact": ["a"]}}, "The file is empty."),
        (' \n"', {"keys": {"exact": ["a"]}}, "is never closed"),
    ],
)
def test_what_cannot_be_profiled_is_refused_with_one_sentence(judge, text, rules, sentence):
    with pytest.raises(UnreadableFile, match=r"^[^\n]+$") as refused:
        judge(text, rules)
    assert sentence in refused.value.sentence.en
    assert refused.value.sentence.zh != refused.value.sentence.en


def test_names_that_would_be_sql_are_only_names(judge):
    head = "a'); DROP TABLE judged; --"
    rules = {"fields": {head: {"mandatory": True, "codes": ["x'y"], "pattern": "x'.*"}}, "empty": ["'"]}
    assert counts(judge(f"\"{head}\"\nx'y\n'\n", rules))[f"validity.{head}"] == (1, 1)


def test_a_german_file_is_judged_by_how_it_writes_days_and_numbers(judge):
    german = "no;sum;day\n1;1.234,50;31.12.2025\n2;0,5;01.02.2026\n3;1,234.5;31.02.2026\n4;12.5;2026-01-05\n"
    rules = {
        "fields": {"sum": {"type": "number", "format": "1.234,56"}, "day": {"type": "date", "format": "DD.MM.YYYY"}}
    }
    found = counts(judge(german, rules | {"currentness": {"column": "day", "days": 60}}))
    # sums: 1.234,50 and 0,5 · days: the first two; of four dates only 1 February lies within 60 days of 31 March
    assert (found["validity.sum"], found["validity.day"], found["currentness"]) == ((2, 4), (2, 4), (1, 4))
