"""Lists of users and of functions: headers in both languages, dates, and rows refused with their reason."""

from datetime import date
from pathlib import Path

import pytest

from app.delimited.unreadable import UnreadableFile
from app.usage.lists import Function, User, read_functions, read_users


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_users_with_their_dates_roles_and_departments(path: Path) -> None:
    path.write_text(
        "user,role,department,start,end\n"
        "Anna,Sales,North,2026-01-05,\n"
        "ben,,,,2026/3/31\n"
        "chen,Service,South,2026年2月1日,2026-12-31 00:00:00\n",
        encoding="utf-8",
    )
    found = read_users(path)
    assert found.users == (
        User("Anna", "Sales", "North", date(2026, 1, 5), None),
        User("ben", "", "", None, date(2026, 3, 31)),
        User("chen", "Service", "South", date(2026, 2, 1), date(2026, 12, 31)),
    )
    assert found.refused == ()


def test_days_as_a_spreadsheet_counts_them_are_days(path: Path) -> None:
    # 46053 days after 30 December 1899 is 31 January 2026; the fraction is a time of day.
    path.write_text("user,start,end\nAnna,46053,46112.99\n", encoding="utf-8")
    assert read_users(path).users == (User("Anna", start=date(2026, 1, 31), end=date(2026, 3, 31)),)


def test_a_chinese_list_in_gbk_with_columns_in_another_order(path: Path) -> None:
    path.write_bytes("部门,用户名,启用日期,停用日期,角色\n华北,张伟,2026-01-05,,销售\n".encode("gbk"))
    found = read_users(path)
    assert found.users == (User("张伟", "销售", "华北", date(2026, 1, 5)),)
    assert found.encoding == "gb18030"


def test_users_that_cannot_be_taken_are_refused_with_row_and_reason(path: Path) -> None:
    path.write_text(
        "user,role,department,start,end\n"
        "anna,Sales,North,2026-01-05,\n"
        " ANNA ,Service,South,2026-01-05,\n"
        ",Sales,North,,\n"
        "ben,Sales,North,soon,\n"
        "chen,Sales,North,,2026-02-30\n"
        "dora,Sales,North,2026-02-01,2026-01-01\n"
        "\n"
        "eve,Sales,North,3/4/2026,\n",
        encoding="utf-8",
    )
    found = read_users(path)
    assert [user.user for user in found.users] == ["anna"]
    assert [(one.row, one.reason) for one in found.refused] == [
        (3, "twice"), (4, "no-user"), (5, "bad-start"), (6, "bad-end"), (7, "end-before-start"), (9, "bad-start")
    ]  # fmt: skip
    assert found.refused[0].sentence.zh == "该名称在前面的行中已出现，以前面的行为准。"


def test_the_order_of_day_and_month_follows_from_both_columns(path: Path) -> None:
    path.write_text("user,start,end\na,3/4/2026,25/4/2026\n", encoding="utf-8")
    assert read_users(path).users == (User("a", start=date(2026, 4, 3), end=date(2026, 4, 25)),)


def test_functions_with_areas_roles_and_advanced_in_many_words(path: Path) -> None:
    path.write_text(
        "function,area,advanced,roles\n"
        "Customers,Sales,no,\n"
        'Forecast,Analysis,YES,"Manager, Sales"\n'
        "Campaigns,Marketing,1,Marketing;Manager;Marketing\n"
        "Tickets,Service,,Service、Manager\n"
        "Reports,Analysis,是,\n",
        encoding="utf-8",
    )
    assert read_functions(path).functions == (
        Function("Customers", "Sales"),
        Function("Forecast", "Analysis", True, ("Manager", "Sales")),
        Function("Campaigns", "Marketing", True, ("Marketing", "Manager")),
        Function("Tickets", "Service", False, ("Service", "Manager")),
        Function("Reports", "Analysis", True),
    )


def test_a_german_list_of_users_is_read_as_it_comes(path: Path) -> None:
    path.write_text(
        "Benutzer;Rolle;Abteilung;von\nanna;Vertrieb;Nord;01.07.2026\nben;Service;Süd;31.07.2026\n", "utf-8"
    )
    assert list(read_users(path).users) == [
        User("anna", "Vertrieb", "Nord", date(2026, 7, 1)), User("ben", "Service", "Süd", date(2026, 7, 31)),
    ]  # fmt: skip


def test_functions_that_cannot_be_taken_are_refused(path: Path) -> None:
    path.write_text("功能,高级\n客户,否\n客户,是\n,是\n预测,也许\n", encoding="utf-8")
    found = read_functions(path)
    assert found.functions == (Function("客户"),)
    assert [(one.row, one.reason) for one in found.refused] == [(3, "twice"), (4, "no-function"), (5, "bad-advanced")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        ("user,role\n", "The file has a header but no rows."),
        (
            "name of nobody,role\na,b\n",
            "The file needs a column “user”; its columns are: name of nobody, role. Give the right one the heading "
            "“user” and bring the file again; the example file shows all headings that are read.",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_whole(path: Path, content: str, sentence: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile) as error:
        read_users(path)
    assert error.value.sentence.en == sentence
