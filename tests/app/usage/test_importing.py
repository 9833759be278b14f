"""Logs as clients send them: encodings, delimiters, forms of time, broken rows, and files that are refused whole."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.delimited.unreadable import UnreadableFile
from app.usage.columns import Mapped
from app.usage.importing import normalise
from app.usage.refused import formula_safe
from tests.app.usage.conftest import SHANGHAI, Import

BY_CHINESE_NAME = Mapped("用户", "功能", "时间")
CHINESE = "用户,功能,时间\n张伟,客户管理,2026-03-02 09:00\n李娜,商机跟进,2026-03-03 10:30\n"


def stored(path: Path) -> list[tuple[int, str, str, str]]:
    """The events of a Parquet file: row, user, function, and the instant in UTC."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(
            """SELECT row, "user", "function", strftime("at", '%Y-%m-%d %H:%M:%S.%g')
            FROM read_parquet(?) ORDER BY row""",
            [str(path)],
        ).fetchall()


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "gb18030"), ("gb18030", "gb18030"),
        ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("big5", "big5"),
    ],
)  # fmt: skip
def test_a_chinese_log_is_read_in_every_usual_encoding(
    imported: Import, tmp_path: Path, encoding: str, found: str
) -> None:
    text, names = CHINESE, ("张伟", "李娜", "客户管理", "商机跟进")
    mapping = BY_CHINESE_NAME
    if encoding == "big5":
        names, mapping = ("張偉", "李娜", "客戶管理", "商機跟進"), Mapped("用戶", "功能", "時間")
        text = "用戶,功能,時間\n張偉,客戶管理,2026-03-02 09:00\n李娜,商機跟進,2026-03-03 10:30\n"
    result = imported(text.encode(encoding), mapping)
    assert (result.encoding, result.rows, result.refused) == (found, 2, 0)
    assert stored(tmp_path / "events-0.parquet") == [
        (2, names[0], names[2], "2026-03-02 01:00:00.000"),
        (3, names[1], names[3], "2026-03-03 02:30:00.000"),
    ]


def test_a_german_log_of_an_old_system_is_read(imported: Import, tmp_path: Path) -> None:
    text = "user;function;time\nMüller;Kunden;02.03.2026 09:00\nJosé;Aufträge;03.03.2026 10:30\n"
    result = imported(text.encode("cp1252"), zone="Europe/Berlin")
    assert (result.encoding, result.delimiter) == ("cp1252", ";")
    assert [row[1] for row in stored(tmp_path / "events-0.parquet")] == ["müller", "josé"]


def test_a_utf8_log_with_one_damaged_character_stays_utf8_and_refuses_the_row(imported: Import, tmp_path: Path) -> None:
    rows = "".join(f"张伟,客户{n},2026-03-02 09:00\n" for n in range(30)).encode()
    result = imported(b"user,function,time\n" + rows + b"\xe5\xbc,x,2026-03-02 09:00\n" + rows)
    assert (result.encoding, result.accepted, result.reasons) == ("utf-8", 60, {"unreadable": 1})
    assert result.examples[0].row == 32


# Each is 31 January 2026, 14:05 in Shanghai unless it says otherwise.
TIMES = {
    "2026-01-31T14:05:09.5+08:00": "2026-01-31 06:05:09.500",
    "2026-01-31 14:05": "2026-01-31 06:05:00.000",
    "2026-1-31T14:05": "2026-01-31 06:05:00.000",
    "2026-01-31T14:05Z": "2026-01-31 14:05:00.000",
    "2026-01-31 14:05:00 UTC": "2026-01-31 14:05:00.000",
    "2026-01-31 14:05:00 -0330": "2026-01-31 17:35:00.000",
    "2026-01-31T14:05:09,123": "2026-01-31 06:05:09.123",
    "2026/1/31 14:05": "2026-01-31 06:05:00.000",
    "2026/01/31 14:05:06": "2026-01-31 06:05:06.000",
    "2026/01/31T14:05:06+08:00": "2026-01-31 06:05:06.000",
    "2026.1.31 14:05": "2026-01-31 06:05:00.000",
    "2026年1月31日 14:05": "2026-01-31 06:05:00.000",
    "2026年1月31日14时05分09秒": "2026-01-31 06:05:09.000",
    "2026年01月31日 下午2:05": "2026-01-31 06:05:00.000",
    "2026-01-31 上午12:05": "2026-01-30 16:05:00.000",
    "31.1.2026 14:05": "2026-01-31 06:05:00.000",
    "20260131140509": "2026-01-31 06:05:09.000",
    "20260131T140509Z": "2026-01-31 14:05:09.000",
    "1769839509": "2026-01-31 06:05:09.000",
    "1769839509.5": "2026-01-31 06:05:09.500",
    "1769839509000": "2026-01-31 06:05:09.000",
    "1769839509000000": "2026-01-31 06:05:09.000",
    "1/31/2026 2:05 PM": "2026-01-31 06:05:00.000",
    "1/31/2026, 2:05:06 p.m.": "2026-01-31 06:05:06.000",
    "1/31/2026 12:05 AM": "2026-01-30 16:05:00.000",
    "31/1/2026 14:05": "2026-01-31 06:05:00.000",
    "2026-01-31": "2026-01-30 16:00:00.000",
    "2026年1月31日": "2026-01-30 16:00:00.000",
    "20260131": "2026-01-30 16:00:00.000",
    # 46053 days after 30 December 1899; 14:05 is 50,700 of 86,400 seconds, 0.586806 of a day.
    "46053.5868055556": "2026-01-31 06:05:00.000",
    "46053.58681": "2026-01-31 06:05:00.000",
    "46053,58681": "2026-01-31 06:05:00.000",
    "46053": "2026-01-30 16:00:00.000",
}
NO_TIMES = {
    "2026-02-30 10:00": "impossible-time",
    "2026-13-01 10:00": "impossible-time",
    "2026-01-31 25:00": "impossible-time",
    "2026-01-31 14:05:61": "impossible-time",
    "2026/1/31 13:05 PM": "impossible-time",
    "3/4/2026 10:00": "ambiguous-day",
    "0001-01-01 00:00:00": "far-time",
    "yesterday": "unknown-time",
    "25999.5": "unknown-time",
    "73000": "unknown-time",
    "460537.5": "unknown-time",
    "2026-01-31T14:05:00+15:00": "unknown-time",
    "": "no-time",
}


def test_every_known_form_of_time_becomes_its_instant(imported: Import, tmp_path: Path) -> None:
    result = imported("user;function;time\n" + "".join(f"u;f{n};{text}\n" for n, text in enumerate(TIMES)))
    assert result.examples == ()
    assert [row[3] for row in stored(tmp_path / "events-0.parquet")] == list(TIMES.values())
    assert result.date_only == 4


def test_what_is_no_time_is_refused_with_its_reason(imported: Import) -> None:
    result = imported("user;function;time\n" + "".join(f"u;f;{text}\n" for text in NO_TIMES) + "u;f;2026-01-31 10:00\n")
    assert {one.row - 2: one.reason for one in result.examples} == dict(enumerate(NO_TIMES.values()))
    assert result.accepted == 1


@pytest.mark.parametrize(
    ("times", "order", "first"),
    [
        (["3/4/2026 10:00", "25/4/2026 10:00"], "dmy", "2026-04-03 02:00:00.000"),
        (["3/4/2026 10:00", "4/25/2026 10:00"], "mdy", "2026-03-04 02:00:00.000"),
        (["3-4-2026 10:00", "25-4-2026 10:00"], "dmy", "2026-04-03 02:00:00.000"),
    ],
)
def test_one_certain_day_decides_the_order_of_the_whole_column(
    imported: Import, tmp_path: Path, times: Sequence[str], order: str, first: str
) -> None:
    result = imported("user,function,time\n" + "".join(f"u,f,{text}\n" for text in times))
    assert (result.day_order, result.refused) == (order, 0)
    assert stored(tmp_path / "events-0.parquet")[0][3] == first


def test_contradicting_days_leave_the_ambiguous_rows_refused(imported: Import) -> None:
    result = imported("user,function,time\nu,f,3/4/2026\nu,f,25/4/2026\nu,f,4/25/2026\n")
    assert (result.day_order, result.accepted, result.reasons) == (None, 2, {"mixed-days": 1})


def test_a_stated_order_settles_what_the_file_does_not(imported: Import, tmp_path: Path) -> None:
    result = imported("user,function,time\nu,f,3/4/2026 10:00\n", Mapped("user", "function", "time", day_order="dmy"))
    assert result.refused == 0
    assert stored(tmp_path / "events-0.parquet")[0][3] == "2026-04-03 02:00:00.000"


def test_a_local_time_that_comes_twice_or_never_is_taken_as_documented(imported: Import, tmp_path: Path) -> None:
    imported("user,function,time\nu,f,2026-10-25 02:30\nu,f,2026-03-29 02:30\n", zone="Europe/Berlin")
    # In October the later 02:30 is standard time (UTC+1); in March 02:30 does not exist and is taken as 03:30 (UTC+2).
    assert [row[3][:16] for row in stored(tmp_path / "events-0.parquet")] == ["2026-10-25 01:30", "2026-03-29 01:30"]


def test_refused_rows_keep_number_reason_and_their_own_cells(imported: Import, tmp_path: Path) -> None:
    result = imported(
        "user,function,time,note\n"
        "anna,Customers,2026-03-02 09:00,fine\n"
        ",Customers,2026-03-02 09:00,=1+1\n"
        "\n"
        "anna,,2026-03-02 09:00,x\n"
        'anna,"Custo\nmers",2026-03-02 09:00,x\n'
        "anna,Customers,2026-03-02 09:00,a,b\n"
        "anna,Customers\n"
        "anna,Customers,2026-03-02 09:01,,,\n"
    )
    assert (result.rows, result.accepted, result.refused) == (7, 2, 5)
    assert [(one.row, one.reason) for one in result.examples] == [
        (3, "no-user"), (5, "no-function"), (6, "line-break"), (7, "columns"), (8, "no-time")
    ]  # fmt: skip
    with (tmp_path / "refused-0.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["row", "reason", "原因", "user", "function", "time", "note"]
    assert rows[1] == ["3", "The user is missing.", "缺少用户。", "", "Customers", "2026-03-02 09:00", "'=1+1"]
    assert len(rows) == 6


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "\tx", "\rx", "＝1", " =1"])
def test_no_cell_of_the_refused_rows_is_a_formula(cell: str) -> None:
    assert formula_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12.5", "+3", "plain", "", "2026-03-02", "a=b"])
def test_numbers_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert formula_safe(cell) == cell


def test_mixed_line_ends_and_blank_lines_do_not_matter(imported: Import) -> None:
    result = imported(
        "user,function,time\r\na,f,2026-03-02 09:00\nb,f,2026-03-02 09:00\r\r\nc,f,2026-03-02 09:00\n\n\n"
    )
    assert (result.accepted, result.refused) == (3, 0)


def test_quoted_values_may_hold_delimiters_quotes_and_headers_any_case(imported: Import, tmp_path: Path) -> None:
    result = imported('USER,Function,"Time"\n"Li, Na","say ""hi""","2026-03-02 09:00"\n')
    assert result.refused == 0
    assert stored(tmp_path / "events-0.parquet")[0][1:3] == ("li, na", 'say "hi"')


def test_excels_first_line_with_the_separator_is_no_header(imported: Import) -> None:
    result = imported("sep=;\nuser;function;time\na;f;2026-03-02 09:00\nb;;2026-03-02 09:00\n")
    assert (result.delimiter, result.accepted, result.examples[0].row) == (";", 1, 4)


def test_a_file_without_header_is_mapped_by_place(imported: Import) -> None:
    mapping = Mapped("column 2", "column 3", "column 1")
    result = imported("2026-03-02 09:00\tanna\tCustomers\n2026-03-02 09:05\tanna\tCustomers\n", mapping)
    assert (result.rows, result.accepted, result.delimiter) == (2, 2, "\t")


def test_repeated_lines_are_counted_and_kept(imported: Import) -> None:
    result = imported(
        "user,function,time\nanna,f,2026-03-02 09:00\n ANNA ,F,2026-03-02T01:00:00Z\nanna,f,2026-03-02 09:00:01\n"
    )
    assert (result.accepted, result.duplicates, result.users, result.functions) == (3, 1, 1, 1)
    assert result.first_at == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\n ", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"user,function,time\n", "The file has a header but no rows."),
        (b"PK\x03\x04" + bytes(50), "This workbook cannot be read safely"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is a picture, not a table: export or save the table as CSV."),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "This is a picture, not a table"),
        (b"\x00\x01\x02" + bytes(range(256)), "The file contains zero bytes"),
        (b"user,function,time\na,f\x00,2026-03-02 09:00\n", "The file contains zero bytes (first at byte 23)"),
        (b'user,function,time\na,f,2026-03-02 09:00\na,"f,2026-03-02 09:00\n', "opened in row 3 is never closed"),
        (b'user,function,time\na,"f"g,2026-03-02 09:00\n', "In row 2 text follows a closing quotation mark"),
        (b"who,function,time\na,f,2026-03-02 09:00\n", "no column “user”; its columns are: who, function, time."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_whole_with_one_clear_sentence(
    imported: Import, tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(UnreadableFile) as error:
        imported(content)
    assert sentence in error.value.sentence.en
    assert error.value.sentence.zh
    assert not (tmp_path / "events-0.parquet").exists()
    assert not list(tmp_path.glob("*.part"))


def test_a_column_cannot_be_two_things(imported: Import) -> None:
    with pytest.raises(UnreadableFile, match="three different columns"):
        imported("user,function,time\na,f,2026-03-02 09:00\n", Mapped("user", "user", "time"))


def test_an_unclosed_quotation_mark_far_down_names_its_row(imported: Import) -> None:
    rows = [f"u{n},f,2026-03-02 09:00" for n in range(30_000)]
    rows[20_000] = 'u,"f,2026-03-02 09:00'
    with pytest.raises(UnreadableFile, match="row 20002"):
        imported("\n".join(["user,function,time", *rows]))


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("user,function,time\n" + "u,f,2026-03-02 09:00\n" * 20_000, encoding="utf-8")
    told: list[float] = []
    normalise(
        path,
        Mapped("user", "function", "time"),
        time_zone=SHANGHAI,
        out=tmp_path / "e.parquet",
        refused=tmp_path / "r.csv",
        progress=told.append,
    )
    assert told == sorted(set(told))
    assert told[-1] == 1.0
    assert 3 <= len(told) <= 100


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)), min_size=1, max_size=20),  # noqa: DTZ001
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kolkata", "UTC"]),
)
def test_naive_times_are_read_in_the_projects_zone_as_python_reads_them(
    imported: Import, tmp_path: Path, moments: list[datetime], zone: str
) -> None:
    imported("user,function,time\n" + "".join(f"u,f,{one.isoformat()}\n" for one in moments), zone=zone)
    for found, moment in zip(stored(tmp_path / "events-0.parquet"), moments, strict=True):
        both = {moment.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
        assert found[3][:19] in {f"{one:%Y-%m-%d %H:%M:%S}" for one in both}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=5), max_size=12))
def test_whatever_stands_in_the_rows_each_is_accepted_or_refused(imported: Import, rows: list[list[str]]) -> None:
    lines = ["user,function,time", "a,f,2026-03-02 09:00"]
    lines += [",".join(f'"{cell}"' if '"' not in cell else "x" for cell in row) for row in rows]
    try:
        result = imported("\n".join(lines))
    except UnreadableFile:
        return
    assert result.rows == result.accepted + result.refused
    assert sum(result.reasons.values()) == result.refused


@pytest.mark.parametrize(
    ("stated", "proof", "sentence"),
    [
        ("dmy", "4/25/2026 10:00", "Row 302 says “4/25/2026 10:00”, which can only be month first, but day first was"),
        ("mdy", "25/4/2026 10:00", "Row 302 says “25/4/2026 10:00”, which can only be day first, but month first was"),
    ],
)
def test_a_file_that_proves_the_stated_order_wrong_is_not_imported(
    imported: Import, stated: str, proof: str, sentence: str
) -> None:
    rows = "user,function,time\n" + "u,f,3/4/2026 10:00\n" * 300 + f"u,f,{proof}\n"
    with pytest.raises(UnreadableFile) as error:
        imported(rows, Mapped("user", "function", "time", day_order=stated))  # type: ignore[arg-type]
    assert error.value.sentence.en.startswith(sentence)


def test_of_a_file_with_both_orders_the_rows_against_the_stated_one_are_refused_by_name(imported: Import) -> None:
    rows = "user,function,time\nu,f,3/4/2026 10:00\nu,f,25/4/2026 10:00\nu,f,4/25/2026 10:00\nu,f,31/31/2026 10:00\n"
    result = imported(rows, Mapped("user", "function", "time", day_order="dmy"))
    assert (result.accepted, result.reasons) == (2, {"other-order": 1, "impossible-time": 1})


ODD_NAMES = ["", " ", "li.na", "Li.Na ", "张伟", "x\u3000", "\u200by", "\x1cz", "é", "e\u0301", "=1", "NULL", "\\", "'"]
ODD_TIMES = ["2026-03-02 09:00", " 2026-03-02 ", "02/03/2026 9:00", "1772414400", "2026-13-01", "\x85 46083.5\u2003"]
ANYTHING = st.text(st.characters(exclude_characters='\r\n"\0', exclude_categories=("Cs",)), max_size=4)
CELLS = st.sampled_from([*ODD_NAMES, *ODD_TIMES]) | ANYTHING
LINES = st.lists(CELLS, min_size=1, max_size=4) | st.lists(CELLS, min_size=3, max_size=3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(LINES.map(",".join), min_size=1, max_size=12), end=st.sampled_from(["\n", "\r\n"]),
    marked=st.booleans(), closed=st.booleans(),
)  # fmt: skip
def test_a_plain_file_read_by_the_engine_gives_what_the_csv_module_gives(
    imported: Import, tmp_path: Path, lines: list[str], end: str, *, marked: bool, closed: bool
) -> None:
    """A quotation mark in the heading alone makes the same file one that is not plain."""
    body = end.join(["", *lines]) + (end if closed else "")
    encoding = "utf-8-sig" if marked else "utf-8"
    found = []
    for number, heading in enumerate(("user,function,time", '"user",function,time')):
        try:
            result = imported((heading + body).encode(encoding), Mapped("user", "function", "time"), number=number)
            found.append((result, stored(tmp_path / f"events-{number}.parquet")))
        except UnreadableFile as error:
            found.append(error.sentence)
    assert found[0] == found[1]


def test_a_long_plain_file_keeps_the_order_of_its_lines(imported: Import, tmp_path: Path) -> None:
    """The engine reads such a file in several pieces at once: twelve megabytes are more than a handful of them."""
    lines = [f"u{n % 7},f{n % 997},2026-03-02 09:{n % 60:02d}:{n // 60 % 60:02d}" for n in range(400_000)]
    lines[123_456], lines[333_333] = "u,f,yesterday", ",f,2026-03-02 09:00"
    result = imported("\n".join(["user,function,time", *lines]))
    assert (result.rows, result.accepted) == (400_000, 399_998)
    assert [(one.row, one.reason) for one in result.examples] == [(123_458, "unknown-time"), (333_335, "no-user")]
    with duckdb.connect() as connection:
        misplaced = connection.execute(
            """SELECT count(*) FROM read_parquet(?)
            WHERE "user" <> 'u' || ((row - 2) % 7) OR "function" <> 'f' || ((row - 2) % 997)""",
            [str(tmp_path / "events-0.parquet")],
        ).fetchone()
    assert misplaced == (0,)
