"""Columns suggested from headers in both languages, and mappings that are saved and read back."""

from pathlib import Path

import pytest

from app.delimited.matching import suggest
from app.delimited.reading import sniff
from app.delimited.unreadable import UnreadableFile
from app.usage.columns import EVENT_WORDS, FUNCTION_WORDS, USER_WORDS, mapped


def headed(folder: Path, header: str, row: str = "") -> dict[str, str | None]:
    path = folder / "log.csv"
    path.write_text(f"{header}\n{row or header}\n", encoding="utf-8")
    return suggest(sniff(path, header=True), EVENT_WORDS)


@pytest.mark.parametrize(
    ("header", "user", "function", "time"),
    [
        ("user,function,time", "user", "function", "time"),
        ("Timestamp,User Name,Module,IP", "User Name", "Module", "Timestamp"),
        ("LOGIN_TIME,USER_ID,ACTION", "USER_ID", "ACTION", "LOGIN_TIME"),
        ("时间,用户,功能", "用户", "功能", "时间"),
        ("操作人,功能模块,操作时间,备注", "操作人", "功能模块", "操作时间"),
        ("登录账号,访问页面,访问时间", "登录账号", "访问页面", "访问时间"),
        ("id,created at,performed by,entity", "performed by", "entity", "created at"),
    ],
)
def test_headers_in_both_languages_suggest_their_columns(
    tmp_path: Path, header: str, user: str, function: str, time: str
) -> None:
    assert headed(tmp_path, header) == {"user": user, "function": function, "time": time}


def test_a_column_of_times_is_found_without_any_word_for_it(tmp_path: Path) -> None:
    found = headed(tmp_path, "who,what,zzz", "anna,Customers,2026-03-02 09:00")
    assert found == {"user": "who", "function": None, "time": "zzz"}


def test_short_words_do_not_match_inside_others(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_text("user,total,blend,restart\na,1,2,3\n", encoding="utf-8")
    found = suggest(sniff(path), USER_WORDS)
    others = dict.fromkeys(("role", "department", "region", "licence", "start", "end"))
    assert found == {"user": "user", **others}


def test_each_column_is_suggested_once(tmp_path: Path) -> None:
    path = tmp_path / "functions.csv"
    path.write_text("功能,模块,是否高级,适用角色\na,b,是,c\n", encoding="utf-8")
    found = suggest(sniff(path), FUNCTION_WORDS)
    assert found == {"function": "功能", "area": "模块", "advanced": "是否高级", "roles": "适用角色"}


def test_repeated_and_unnamed_columns_get_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,,user,time\na,b,c,2026-03-02\n", encoding="utf-8")
    assert sniff(path).columns == ("user", "column 2", "user (2)", "time")


def test_a_mapping_survives_being_saved() -> None:
    chosen = mapped({"user": " 用户 ", "function": "功能", "time": "时间", "day_order": "dmy"})
    assert mapped(chosen.saved()) == chosen
    assert chosen.user == "用户"


def test_a_mapping_without_time_says_what_is_missing() -> None:
    with pytest.raises(UnreadableFile, match="Choose a column for: time"):
        mapped({"user": "a", "function": "b", "time": ""})


def test_a_sample_shows_the_first_rows_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user;function;time\n" + "a;b;2026-03-02\n" * 50, encoding="utf-8")
    table = sniff(path)
    assert (table.delimiter, table.encoding, table.first_row, len(table.sample)) == (";", "utf-8", 2, 20)
    assert table.sample[0] == ("a", "b", "2026-03-02")
