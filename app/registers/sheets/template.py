"""A register as a workbook to fill or to change: its rows, lists to choose from, and a page on the columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request, send_file

from app.language import listed, say
from app.language import number as spoken
from app.models import Project
from app.registers.catalogue import register_at
from app.registers.model import Field, Register
from app.registers.rows import Row
from app.registers.sheets.headings import NUMBER
from app.tables import XLSX_TYPE, printable
from app.words import _
from phases.model import Text

LAST = 5_000
KINDS: dict[str, Text] = {
    "line": Text("text", "文本"),
    "prose": Text("text of several lines", "多行文本"),
    "whole": Text("whole number", "整数"),
    "number": Text("number", "数字"),
    "day": Text("day, as 2026-03-31", "日期，如 2026-03-31"),
    "moment": Text("day and time, as 2026-03-31 18:05", "日期和时间，如 2026-03-31 18:05"),
    "yes": Text("yes or no", "是或否"),
    "choice": Text("one of the listed words", "所列选项之一"),
    "person": Text("name of a member of the team", "项目成员姓名"),
    "row": Text("number or title of a row of the register “{register}”", "“{register}”中某一行的编号或名称"),
    "rows": Text(
        "numbers or titles of rows of the register “{register}”, one a line or with semicolons between numbers",
        "“{register}”中若干行的编号或名称，每行一个，编号也可用分号分隔",
    ),
}


def workbook(register: Register, rows: Sequence[Row], name: str) -> Response:
    """The register as `name`.xlsx; what comes back filled is read by sheet.preview()."""
    import xlsxwriter  # takes 40 ms, and only exports need it

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    _write_rows(book.add_worksheet(say(register.title)[:31].translate(_NO_SHEET)), register, rows, bold, wrapped)
    _write_help(book.add_worksheet(_("Columns")), register, bold, wrapped)
    book.close()
    data.seek(0)
    return send_file(data, mimetype=XLSX_TYPE, as_attachment=True, download_name=f"{name}.xlsx")


def workbook_to_fill(
    register: Register, present: Callable[[int], Sequence[Row]], project: Project, name: str
) -> Response:
    """The workbook with the rows that are there or, asked for with `empty`, without any."""
    return workbook(register, [] if "empty" in request.args else present(project.id), name)


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def _write_rows(sheet: Any, register: Register, rows: Sequence[Row], bold: Any, lines: Any) -> None:
    sheet.freeze_panes(1, 2)
    headings = [say(NUMBER), *(say(one.label) + (" *" if one.required else "") for one in register.typed)]
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, _width(register.typed[place - 1]) if place else _widest(rows))
    for place, one in enumerate(register.typed, start=1):
        if one.kind in ("choice", "yes"):
            offered = [say(label) for label in one.choices.values()] if one.choices else [_("Yes"), _("No")]
            if len(",".join(offered)) < 250:
                sheet.data_validation(1, place, LAST, place, {"validate": "list", "source": offered})
        elif one.levels:
            sheet.data_validation(1, place, LAST, place, _on_scale(one))
    for line, row in enumerate(rows, start=1):
        sheet.write_string(line, 0, row.code)
        for place, one in enumerate(register.typed, start=1):
            _write(sheet, line, place, row.cells[one.name], lines if one.joined else None)


def _on_scale(one: Field) -> dict[str, Any]:
    """What a spreadsheet program says beside a cell of a small scale, and of a number that is not on it."""
    levels = listed(one.numbered_levels.values())
    return {
        "validate": "integer" if one.kind == "whole" else "decimal",
        "criteria": "between", "minimum": one.low, "maximum": one.high,
        "input_title": say(one.label)[:32], "input_message": levels[:255],
        "error_type": "warning", "error_title": say(one.label)[:32], "error_message": levels[:255],
    }  # fmt: skip


def _width(one: Field) -> int:
    return 36 if one.kind == "prose" or one.length > 300 else 20


def _widest(rows: Sequence[Row]) -> int:
    """Room for the numbers: a few letters, or the ids of the method."""
    return min(40, max(8, *(len(row.code) + 2 for row in rows))) if rows else 8


def _write(sheet: Any, line: int, place: int, value: Any, form: Any = None) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(line, place, printable(value), form)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, place, value)
    else:
        sheet.write_datetime(line, place, value)


def _write_help(sheet: Any, register: Register, bold: Any, wrapped: Any) -> None:
    for place, (heading, width) in enumerate(((_("Column"), 24), (_("What to write"), 60), (_("Required"), 10))):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, width)
    for line, one in enumerate(explained_columns(register), start=1):
        sheet.write_string(line, 0, one.heading, wrapped)
        sheet.write_string(line, 1, one.explained, wrapped)
        sheet.write_string(line, 2, _("Yes") if one.required else "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its heading, what to write in it, whether it may stay empty."""

    heading: str
    explained: str
    required: bool


def explained_columns(register: Register) -> list[Column]:
    """The columns of a register's table, as its workbook and its page of pasting explain them."""
    return [Column(say(one.label), _explained(one), one.required) for one in register.columns]


def _explained(one: Field) -> str:
    words = say(KINDS[one.kind])
    if one.of:
        words = words.format(register=say(register_at(one.of).title))
    if one.choices:
        words = _("%(kind)s: %(choices)s", kind=words, choices=listed(one.choices.values()))
    if one.low is not None and one.high is not None:
        words = _("%(kind)s (%(low)s–%(high)s)", kind=words, low=spoken(one.low), high=spoken(one.high))
    return _("%(kind)s. %(help)s", kind=words, help=say(one.help)) if one.help else words
