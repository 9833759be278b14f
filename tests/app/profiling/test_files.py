"""Files as people send them: encodings, separators, workbooks, Parquet."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
import xlsxwriter

from app.delimited.unreadable import UnreadableFile
from tests.app.profiling.conftest import counts
from tests.app.workbooks.bad_workbooks import BAD

RULES = {"fields": {"名称": {"mandatory": True}, "手机": {"type": "phone"}}, "keys": {"exact": ["编号"]}}
TABLE = [
    ("编号", "名称", "手机"),
    ("1", "上海明远", "13800001111"),
    ("2", "", "无"),
    ("2", "宁波\n港务", "138-0000-2222"),
]
FOUND = {
    "completeness": (2, 3), "completeness.名称": (2, 3), "uniqueness.exact": (1, 3), "validity": (2, 3),
    "validity.手机": (2, 3),
}  # fmt: skip


def text_of(separator: str) -> str:
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in TABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_separator_gives_the_same_figures(judge, encoding, separator):
    found = judge(text_of(separator).encode(encoding), RULES)
    assert counts(found) == FOUND
    assert found.written["delimiter"] == separator
    assert [row.row for row in found.worst] == [3, 4]


def workbook(path: Path, table: list[tuple[object, ...]], first: int = 0) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as made:
        sheet = made.add_worksheet()
        for line, row in enumerate(table, start=first):
            sheet.write_row(line, 0, row)
        made.add_worksheet("notes").write(0, 0, "not read")
    return path


def test_a_workbook_gives_the_same_figures_with_its_row_numbers(judge, tmp_path):
    found = judge(workbook(tmp_path / "a.xlsx", TABLE), RULES)
    assert counts(found) == FOUND
    assert [row.row for row in found.worst] == [3, 4]
    assert found.written["kind"] == "xlsx"


def test_numbers_dates_and_truth_of_a_workbook_come_as_people_see_them(judge, tmp_path):
    table = [("n", "f", "d", "t", "b"), (1, 1.5, date(2026, 3, 31), datetime(2026, 3, 31, 8, 30), True)]  # noqa: DTZ001
    fields = {"n": "whole", "f": "number", "d": "date", "t": "time", "b": "yes-no"}
    rules = {"fields": {name: {"type": kind} for name, kind in fields.items()}}
    found = judge(workbook(tmp_path / "a.xlsx", table), rules)
    assert counts(found)["validity"] == (5, 5)
    assert found.sample[0].cells == ("1", "1.5", "2026-03-31", "2026-03-31 08:30:00", "true")


def test_a_workbook_whose_table_begins_further_down_keeps_its_row_numbers(judge, tmp_path):
    found = judge(workbook(tmp_path / "a.xlsx", TABLE, first=3), RULES)
    assert counts(found) == FOUND
    assert [row.row for row in found.worst] == [6, 7]


def test_a_parquet_file_gives_the_same_figures(judge, tmp_path):
    path = tmp_path / "a.parquet"
    head, *rows = TABLE
    columns = {name: [row[place] or None for row in rows] for place, name in enumerate(head)}
    pa.parquet.write_table(pa.table(columns), path)
    found = judge(path, RULES)
    assert counts(found) == FOUND
    assert found.written["kind"] == "parquet"


def test_typed_columns_of_parquet_are_judged_as_texts(judge, tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table({"n": pa.array([1, None], pa.int64()), "d": pa.array([date(2026, 3, 1), date(2027, 1, 1)])})
    pa.parquet.write_table(table, path)
    rules = {"fields": {"n": {"mandatory": True, "type": "whole"}}, "currentness": {"column": "d", "days": 31}}
    found = counts(judge(path, rules))
    assert (found["completeness.n"], found["validity.n"], found["currentness"]) == ((1, 2), (1, 1), (1, 2))


def test_a_damaged_parquet_file_is_refused(judge, tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 400 + b"PAR1")
    with pytest.raises(UnreadableFile, match="Parquet file cannot be read"):
        judge(path, RULES)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_file_with_a_header_alone_is_refused(judge, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text("编号,名称,手机\n", encoding="utf-8")
    elif kind == "xlsx":
        workbook(path, TABLE[:1])
    else:
        pa.parquet.write_table(pa.table({name: pa.array([], pa.string()) for name in TABLE[0]}), path)
    with pytest.raises(UnreadableFile, match="has a header but no rows"):
        judge(path, RULES)


def test_an_empty_workbook_is_refused(judge, tmp_path):
    with pytest.raises(UnreadableFile, match="empty"):
        judge(workbook(tmp_path / "a.xlsx", []), RULES)


def test_a_workbook_that_cannot_be_trusted_is_refused_with_its_sentence(judge, tmp_path):
    path = tmp_path / "bad.xlsx"
    path.write_bytes(BAD["far corners"]())
    with pytest.raises(UnreadableFile, match="This workbook cannot be read safely"):
        judge(path, RULES)
