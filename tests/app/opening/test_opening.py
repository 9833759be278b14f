"""Files of every kind become one table: values written by hand go in, the same values come out."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from app.delimited.reading import Table, numbered
from app.delimited.unreadable import UnreadableFile
from app.opening.kinds import kind_of
from app.opening.opened import opened, table_of

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="never"/></global>
  <string key="concept:name" value="the log itself"/>
  <trace>
    <string key="concept:name" value="case 1"/>
    <event>
      <string key="concept:name" value="报价"/><string key="org:resource" value="李娜"/>
      <date key="time:timestamp" value="2026-07-01T09:00:00.000+08:00"/>
      <list key="more"><string key="org:resource" value="somebody inside a list"/></list>
    </event>
    <event><string key="concept:name" value="签约"><string key="org:resource" value="nested"/></string></event>
  </trace>
</log>"""
XES_ROWS = [
    ["case 1", "报价", "李娜", "2026-07-01T09:00:00.000+08:00", "", "", "", ""],
    ["case 1", "签约", "", "", "", "", "", ""],
]


def rows(path: Path) -> tuple[str, Table, list[list[str]]]:
    """Kind, table and all rows of a file."""
    with opened(path) as source:
        table = source.table()
        return source.kind, table, [row for _number, row in numbered(table)]


def test_xes_gives_an_event_a_row_with_its_case(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES, encoding="utf-8")
    kind, table, found = rows(path)
    assert (kind, table.columns[:4]) == ("xes", ("case:concept:name", "concept:name", "org:resource", "time:timestamp"))
    assert found == XES_ROWS


def test_xes_comes_compressed_too_and_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "log.bin"
    path.write_bytes(gzip.compress(XES.encode()))
    assert kind_of(path) == ("xes", True)
    assert rows(path)[2] == XES_ROWS


def test_what_a_log_calls_by_names_of_its_own_comes_after_the_standard(tmp_path: Path) -> None:
    """Logs made from tables keep the tables' names; a trace may have an identity in the place of a name."""
    path = tmp_path / "log.xes"
    path.write_text(
        '<!-- made from a table --><log><trace><id key="identity:id" value="7f"/><int key="amount" value="900"/>'
        '<event><string key="Task" value="Quote"/><string key="Who" value="Li"/><date key="begun" value="2026-07-01"/>'
        '</event></trace><trace><event><string key="Task" value="Sign"/><float key="cost" value="1.5"/></event></trace>'
        "</log>",
        encoding="utf-8",
    )
    _kind, table, found = rows(path)
    own = ("Task", "Who", "begun", "case:identity:id", "case:amount", "cost")
    assert table.columns == (
        "case:concept:name", "concept:name", "org:resource", "time:timestamp", "lifecycle:transition", "org:role",
        "org:group", "concept:instance", *own,
    )  # fmt: skip
    assert [[row[0], *row[8:]] for row in found] == [
        ["7f", "Quote", "Li", "2026-07-01", "7f", "900", ""],
        ["", "Sign", "", "", "", "", "1.5"],
    ]


@pytest.mark.parametrize("nobody", ["UNKNOWN", "UNDEFINED", "__INVALID__"])
def test_what_a_converter_did_not_know_is_nothing(tmp_path: Path, nobody: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES.replace("李娜", nobody).replace("签约", "__INVALID__"), encoding="utf-8")
    assert [row[1:3] for row in rows(path)[2]] == [["报价", ""], ["", ""]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_xes_in_two_bytes_a_letter_is_xes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(("\ufeff" + XES.replace("UTF-8", "UTF-16")).encode(encoding))
    assert rows(path)[2] == XES_ROWS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log/>', "no XES event log"),
        ('<?xml version="1.0"?><!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "no XES event log"),
        ("<?xml version='1.0'?><html/>", "no XES event log"),
        ("<log>" + "<list>" * 100, "no XES event log"),
        ('<log><trace><string key="concept:name" value="1"/></trace></log>', "no event in this log"),
        ('<log><trace><event><string key="a" value="' + "x" * 9_000_000, "no XES event log"),
        (XES[:400], "malformed at line"),
    ],
    ids=["entities", "outside", "other-root", "deep", "no-event", "endless-tag", "cut-off"],
)
def test_an_xes_that_is_not_to_be_trusted_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=said):
        rows(path)


def test_parquet_keeps_the_types_of_its_columns(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "log.parquet"
    duckdb.sql(
        """SELECT 'li' AS "who", 'a,b"c' AS what, TIMESTAMPTZ '2026-07-01 09:00:00+08' AS zoned,
        TIMESTAMP '2026-07-01 09:00:00.5' AS naive, DATE '2026-07-01' AS day, 1782867600::BIGINT AS whole,
        1782867600.0::DOUBLE AS point, 1782867600.5::DOUBLE AS half, NULL::VARCHAR AS nothing, true AS yes"""
    ).write_parquet(str(path))
    kind, table, found = rows(path)
    assert (kind, table.columns[0]) == ("parquet", "who")
    assert found == [
        [
            "li", 'a,b"c', "2026-07-01T01:00:00.000000+00:00", "2026-07-01T09:00:00.500000", "2026-07-01", "1782867600",
            "1782867600", "1782867600.5", "", "true",
        ]
    ]  # fmt: skip


def test_a_workbook_gives_its_first_sheet(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["用户", "功能", "时间"])
        sheet.write_row(2, 0, ["李娜", 7])  # row 2 is empty and stays a row
        sheet.write_datetime(2, 2, datetime(2026, 7, 1, 9, 5), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))  # noqa: DTZ001
    kind, table, found = rows(path)
    assert (kind, table.columns) == ("xlsx", ("用户", "功能", "时间"))
    assert found[-1] == ["李娜", "7", "2026-07-01 09:05:00"]
    assert len(found) == 2


@pytest.mark.parametrize(
    "content",
    [
        '{"user": "li", "n": 1, "at": {"time": "t"}}\n{"user": "wu", "n": 2.5}\n',
        '[{"user": "li", "n": 1.0, "at": {"time": "t"}}, {"user": "wu", "n": 2.5}]',
        json.dumps({"results": [{"user": "li", "n": 1, "at": {"time": "t"}}, {"user": "wu", "n": 2.5}]}, indent=2),
    ],
    ids=["lines", "array", "answer-of-an-interface"],
)
def test_json_comes_as_lines_as_an_array_and_as_an_answer(tmp_path: Path, content: str) -> None:
    path = tmp_path / "log.json"
    path.write_text(content, encoding="utf-8")
    kind, table, found = rows(path)
    assert (kind, table.columns) == ("json", ("user", "n", "at.time"))
    assert found == [["li", "1", "t"], ["wu", "2.5", ""]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"user": "li"}\n{"user": \n', "Line 2 is no JSON"),
        (b'{"user": "li"}\n[1]\n', "Line 2 is no JSON object"),
        (b'[{"user": "li"}, 3]', "Element 2 of the array"),
        (b"[]", "no events"),
        (b"PAR1" + b"\0" * 100, "Parquet file cannot be read"),
        (b"PK\x03\x04" + b"\0" * 100, "cannot be read safely"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "compressed file is damaged"),
        (gzip.compress(b"PAR1" + b"\0" * 100, mtime=0), "only text and XES"),
    ],
    ids=["line", "no-object", "element", "empty", "parquet", "workbook", "gzip", "packed-parquet"],
)
def test_damaged_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "log"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        rows(path)


def test_compressed_text_is_read_like_any_text(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress("用户;功能;时间\n李娜;客户;2026-07-01\n".encode("gb18030")))
    kind, table, found = rows(path)
    assert (kind, table.encoding, table.delimiter) == ("csv", "gb18030", ";")
    assert found == [["李娜", "客户", "2026-07-01"]]


def test_what_is_shown_reads_only_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    # The second half is broken: who is only shown the beginning does not meet it.
    path.write_text('{"user": "li"}\n' * 1000 + "{broken\n", encoding="utf-8")
    assert table_of(path)[1].sample[0] == ("li",)
    with pytest.raises(UnreadableFile, match="Line 1001"):
        rows(path)
