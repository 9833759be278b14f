"""Workbooks are read behind one guard: the good ones row by row, the bad ones not at all, and at once (F02, F06)."""

import io
import resource
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from app.workbooks.limits import FILE, MIB, TABLE
from app.workbooks.reading import as_text, rows
from app.workbooks.refused import UnreadableWorkbook
from tests.app.workbooks.bad_workbooks import BAD, huge, tampered

MOMENT = datetime(2026, 3, 31, 14, 5)  # noqa: DTZ001 - spreadsheets know no zones
CODE = Path(__file__).parents[3] / "app"


@cache
def made(bad: str) -> bytes:
    return BAD[bad]()


def book(**sheets: list[list[object]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as file:
        for name, table in sheets.items():
            sheet = file.add_worksheet(name)
            for line, row in enumerate(table):
                sheet.write_row(line, 0, row)
    return data.getvalue()


@pytest.mark.parametrize("limits", [TABLE, FILE], ids=["table", "file"])
@pytest.mark.parametrize("bad", BAD)
def test_f02_a_bad_workbook_is_refused_within_a_second(bad, limits):
    data = made(bad)
    began = time.monotonic()
    with pytest.raises(UnreadableWorkbook) as refused:
        list(rows(data, limits))
    assert time.monotonic() - began < 1
    assert refused.value.sentence.en.startswith("This workbook cannot be read safely")
    assert refused.value.sentence.zh.startswith("无法安全读取该工作簿")


def test_cells_come_as_plain_values():
    table = [["a", 3, 2.5, True, date(2026, 3, 31), MOMENT, None, "客户"]]
    assert list(rows(book(One=table), TABLE)) == [
        ["a", 3, 2.5, True, "2026-03-31", "2026-03-31 14:05:00", "", "客户"]
    ]  # fmt: skip
    assert [as_text(one) for one in ("a", 3, 2.5, True, False)] == ["a", "3", "2.5", "true", "false"]
    assert as_text(True, ("yes", "no")) == "yes"


def test_a_path_is_read_as_well_as_bytes_and_a_sheet_by_its_name(tmp_path):
    path = tmp_path / "two.xlsx"
    path.write_bytes(book(One=[["a"]], 使用记录=[["b"], ["c"]]))
    assert list(rows(path, FILE)) == [["a"]]
    assert list(rows(path, FILE, "使用记录")) == [["b"], ["c"]]
    with pytest.raises(UnreadableWorkbook) as refused:
        list(rows(path, FILE, "Three"))
    assert refused.value.why == "no-sheet"


def test_an_empty_sheet_has_no_rows():
    assert list(rows(book(One=[]), TABLE)) == []


def test_empty_lines_before_and_between_keep_their_place():
    assert list(rows(book(One=[[], [], ["a"], [], ["b"]]), TABLE)) == [[""], [""], ["a"], [""], ["b"]]


def test_whoever_stops_early_ends_the_child():
    table = [[f"row {n}"] for n in range(20_000)]
    before = children()
    with closing(rows(book(One=table), TABLE)) as found:
        assert next(found) == ["row 0"]
        assert children() - before
    assert children() == before


def children() -> set[str]:
    return {child for tasks in Path("/proc/self/task").glob("*/children") for child in tasks.read_text().split()}


def _computed() -> float:
    """Seconds that this process and its ended children computed; what else runs on the machine is not counted."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def test_a_good_table_of_200_000_cells_is_read_within_three_seconds():
    data = book(One=[[f"{n}-{m}" for m in range(10)] for n in range(20_000)])
    began = _computed()
    found = list(rows(data, TABLE))
    assert _computed() - began < 3
    assert (len(found), found[-1][-1]) == (20_000, "19999-9")


def test_each_use_has_its_own_limits():
    wide = book(One=[["x"] * 300])
    assert len(next(iter(rows(wide, TABLE)))) == 300
    with pytest.raises(UnreadableWorkbook):
        list(rows(wide, FILE))
    # 70 MB that pack to a third: too much for a table.
    noise = b"".join(str(n).encode() for n in range(200_000))[:MIB]
    with pytest.raises(UnreadableWorkbook) as refused:
        list(rows(huge("xl/media/a.bin", b"", noise, 70), TABLE))
    assert refused.value.why == "too-large"
    assert refused.value.sentence.en.endswith("it unpacks to more than 64 MB. Save its table alone as .xlsx or as CSV.")


def test_what_packs_too_well_is_refused_by_either_reader():
    zeros = tampered(xl__media__a_bin=bytes(20 * MIB))
    for limits in (TABLE, FILE):
        with pytest.raises(UnreadableWorkbook):
            list(rows(zeros, limits))
        assert list(rows(zeros, replace(limits, ratio=2000))) == [["a", "b"]]


def test_a_child_that_takes_too_much_memory_is_the_end_of_the_workbook_only():
    data = book(One=[[f"{n}" * 30 for m in range(10)] for n in range(20_000)])
    with pytest.raises(UnreadableWorkbook):
        list(rows(data, replace(TABLE, memory=40 * MIB)))


def test_a_cell_longer_than_any_spreadsheet_holds_is_refused():
    text = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"x1y2" * 40_000}</t></is></c></row></sheetData>'
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with pytest.raises(UnreadableWorkbook):
        list(rows(tampered(xl__worksheets__sheet1_xml=f"<worksheet {space}>{text}</worksheet>".encode()), FILE))


def test_nothing_else_opens_workbooks():
    others = [path for path in CODE.rglob("*.py") if "python_calamine" in path.read_text(encoding="utf-8")]
    assert [path.relative_to(CODE).as_posix() for path in others] == ["workbooks/reading.py"]
