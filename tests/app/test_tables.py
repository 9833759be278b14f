"""Exports: what people wrote stays text, numbers stay numbers, dates are dates."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from werkzeug.exceptions import NotFound

from app.tables import csv_response, table_response, xlsx_response

BEGINNINGS = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "  =1+1", "＋1", "－1", "＠x"]


def body(response) -> bytes:
    response.direct_passthrough = False
    return response.get_data()


def values(response) -> list[tuple[str, str]]:
    """Kind and content of each filled cell of a workbook's only sheet: `n` is a number, `s` a text by its place."""
    archive = zipfile.ZipFile(io.BytesIO(body(response)))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="(\w)")?><v>([^<]*)</v>', sheet)
    return [(kind or "n", value) for kind, value in found]


@pytest.fixture
def request_context(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize("text", BEGINNINGS)
def test_no_cell_of_a_csv_begins_like_a_formula(request_context, text):
    data = body(csv_response("log", [text], [[text]])).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert cells == ["'" + text, "'" + text]


@pytest.mark.parametrize("text", BEGINNINGS)
def test_no_cell_of_a_workbook_is_a_formula_or_link(request_context, text):
    data = body(xlsx_response("log", ["Title"], [[text], ["https://example.test/"]]))
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_negative_numbers_stay_numbers(request_context):
    assert body(csv_response("log", ["Slip"], [[-3], [-2.5]])).decode("utf-8-sig").split() == ["Slip", "-3", "-2.5"]
    assert values(xlsx_response("log", ["Slip"], [[-3], [-2.5]])) == [("s", "0"), ("n", "-3"), ("n", "-2.5")]


def test_dates_and_instants_are_written_as_such(request_context):
    rows = [[date(2026, 3, 31), datetime(2026, 3, 31, 16, 5, tzinfo=UTC), None, "理念导入"]]
    text = body(csv_response("log", ["Due", "At", "Note", "Phase"], rows)).decode("utf-8-sig")
    assert text.splitlines()[1] == "2026-03-31,2026-03-31 16:05,,理念导入"
    # Days since 30 December 1899: 1 January 2026 is 46,023, so 31 March is 46,112; 16:05 is 965 of 1,440 minutes.
    cells = values(xlsx_response("log", ["Due", "At", "Note", "Phase"], rows))[4:]
    assert cells[0] == ("n", "46112")
    assert float(cells[1][1]) == pytest.approx(46112 + 965 / 1440)
    assert cells[2][0] == "s"


def test_the_file_comes_as_an_attachment_under_its_name(request_context):
    assert csv_response("raid", ["A"], []).headers["Content-Disposition"] == "attachment; filename=raid.csv"
    assert xlsx_response("raid", ["A"], []).headers["Content-Disposition"] == "attachment; filename=raid.xlsx"


def test_an_unknown_format_is_not_found(request_context):
    with pytest.raises(NotFound):
        table_response("pdf", "raid", ["A"], [])
