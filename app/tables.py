"""Tables as files: CSV and XLSX in which no text of people can ever act as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, send_file

from app.language import time_zone

Cell = str | int | float | Decimal | date | datetime | bool | None
Rows = Iterable[Sequence[Cell]]

FORMATS = ("csv", "xlsx")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_response(form: str, name: str, columns: Sequence[str], rows: Rows) -> Response:
    """The table as the file asked for: `csv` or `xlsx`; anything else is 404."""
    if form not in FORMATS:
        abort(404)
    return csv_response(name, columns, rows) if form == "csv" else xlsx_response(name, columns, rows)


def csv_response(name: str, columns: Sequence[str], rows: Rows) -> Response:
    """A CSV file called `name`.csv: UTF-8 with a mark so that spreadsheets read Chinese; dates as 2026-03-31."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_text(column) for column in columns])
    zone = ZoneInfo(time_zone())
    writer.writerows([_csv_cell(value, zone) for value in row] for row in rows)
    data = io.BytesIO(b"\xef\xbb\xbf" + text.getvalue().encode())
    return send_file(data, mimetype="text/csv; charset=utf-8", as_attachment=True, download_name=f"{name}.csv")


def xlsx_response(name: str, columns: Sequence[str], rows: Rows) -> Response:
    """An XLSX file called `name`.xlsx with one sheet: texts as texts, numbers as numbers, dates as dates."""
    # Imported here because the library takes 40 ms, and only exports need it.
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    zone = ZoneInfo(time_zone())
    widths = [_width(column) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, line, place, value, moment, zone)
            widths[place] = max(widths[place], _width(value))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, 60) + 2)
    book.close()
    data.seek(0)
    return send_file(data, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{name}.xlsx")


def safe_text(value: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before dangerous beginnings."""
    return f"'{value}" if value.lstrip(" \u3000\u00a0\ufeff").startswith(_DANGEROUS) else value


def _csv_cell(value: Cell, zone: ZoneInfo) -> object:
    match value:
        case str():
            return safe_text(value.replace("\x00", ""))
        case bool():
            return int(value)
        case datetime():
            return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case None:
            return ""
        case _:
            return value


def _write_cell(sheet: Any, line: int, place: int, value: Cell, moment: Any, zone: ZoneInfo) -> None:
    match value:
        case None | "":
            return
        case str():
            sheet.write_string(line, place, printable(value))
        case bool():
            sheet.write_boolean(line, place, value)
        case datetime():
            local = value.astimezone(zone).replace(tzinfo=None)
            sheet.write_datetime(line, place, local, moment)
        case date():
            sheet.write_datetime(line, place, value)
        case _:
            sheet.write_number(line, place, float(value))


def printable(value: str) -> str:
    """At most what a cell may hold, without control characters that make a workbook unreadable."""
    return "".join(sign for sign in value if sign >= " " or sign in "\t\n")[:32_767]


def _width(value: Cell) -> int:
    if isinstance(value, str):
        longest = max(value.split("\n"), key=len, default="")
        return sum(2 if ord(sign) > 0x2E80 else 1 for sign in longest[:60])
    return 12
