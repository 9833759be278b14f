"""What the cells of a column tell of each other: day or month first, what marks decimals, what an empty cell below
another one repeats, and whether the numbers of a table's lines are its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from app.language import listed, say
from app.registers.model import Field, Register
from app.registers.rows import Row
from app.registers.sheets.everyday_values import Order, days_in, order_of
from app.registers.sheets.headings import Headings, counts_lines
from app.registers.sheets.numbers import has_decimal_commas, with_points
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.units import folded
from app.words import _, ngettext

NUMBERING = frozenset(
    "id,nr,nr.,no,no.,#,number,lfd. nr.,lfd.nr.,item no.,item no,ref,ref.,ticket,ticket no.,序号,编号,号".split(",")
)
"""Headings, folded, of a column that numbers the lines of a table."""
SHOWN = 3


def plain_columns(register: Register, places: Mapping[int, str], cells: Cells) -> Cells:
    """The table with days and numbers as we write them, where the rest of their column tells how they are meant."""
    fields = {one.name: one for one in register.columns}
    columns = {place: fields[name] for place, name in places.items() if name in fields}
    orders = {place: order_of(_column(cells, place)) for place, one in columns.items() if one.kind == "day"}
    commas = {
        place for place, one in columns.items()
        if one.kind in ("whole", "number") and has_decimal_commas(_column(cells, place))
    }  # fmt: skip
    if not commas and not any(orders.values()):
        return cells
    lines = ([_plain(cell, orders.get(at, ""), at in commas) for at, cell in enumerate(line)] for line in cells[1:])
    return [cells[0], *lines]


def _plain(cell: str, order: Order, comma: bool) -> str:
    if order and len(found := days_in(cell, order)) == 1:
        return found[0].isoformat()
    return with_points(cell) if comma else cell


def _column(cells: Cells, place: int) -> list[str]:
    return [line[place] for line in cells[1:] if place < len(line)]


def own_numbers(
    register: Register, headings: Headings, cells: Cells, present: Sequence[Row]
) -> tuple[dict[int, str], str]:
    """The numbers that a table gives its lines itself, by line from 2, and the sentence that says so.

    Their column is taken from `headings`: it tells no row of ours, but other lines of the table may name it.
    """
    if not register.adds:
        return {}, ""
    ours = next((place for place, name in headings.places.items() if not name), None)
    place = ours if ours is not None else _numbering(headings, cells)
    if place is None:
        return {}, ""
    lines = {at: line[place].strip() for at, line in enumerate(cells[1:], start=2) if place < len(line)}
    texts = {at: text for at, text in lines.items() if text}
    if not texts or _are_ours(register, texts.values(), {row.code.casefold() for row in present}):
        return {}, ""
    headings.places.pop(place, None)
    headings.unread = [one for one in headings.unread if one[0] != place]
    named = listed(dict.fromkeys([*texts.values()][:SHOWN]))
    return texts, _(
        "“%(heading)s” (%(numbers)s …) numbers the lines of your table; the rows get numbers of ours.",
        heading=cells[0][place].strip(), numbers=named,
    )  # fmt: skip


def _numbering(headings: Headings, cells: Cells) -> int | None:
    """The place of a column that is not read and numbers the lines, by its heading or because its cells count them."""
    numbering = (
        place for place, heading in headings.unread if folded(heading) in NUMBERING or counts_lines(cells, place)
    )
    return next(numbering, None)


def _are_ours(register: Register, texts: Collection[str], codes: set[str]) -> bool:
    """Whether some number tells a row of ours, or the rows are called otherwise than by letters and number."""
    if not all(_is_code(register, code) for code in codes):
        return True
    return any(text.casefold() in codes or _is_code(register, text) for text in texts)


def _is_code(register: Register, text: str) -> bool:
    return re.fullmatch(rf"{register.letters}-\d+", text, re.IGNORECASE) is not None


def carried_down(register: Register, places: Mapping[int, str], cells: Cells) -> tuple[Cells, list[str]]:
    """The table with cells that were merged down filled in, and the sentences that say so."""
    fields = {one.name: one for one in register.typed if one.carried}
    sentences = []
    for place, name in places.items():
        if name in fields:
            cells, filled = _filled(cells, place)
            if filled:
                sentences.append(_carried(fields[name], filled))
    return cells, sentences


def _filled(cells: Cells, place: int) -> tuple[Cells, int]:
    lines, above, filled = [cells[0]], "", 0
    for line in cells[1:]:
        cell = line[place].strip() if place < len(line) else ""
        if not cell and above and sum(1 for each in line if each.strip()) > 1:
            line = [*line, *[""] * (place + 1 - len(line))]
            line[place], filled = above, filled + 1
        above = cell or above
        lines.append(line)
    return lines, filled


def _carried(one: Field, filled: int) -> str:
    return ngettext(
        "%(num)s empty cell of “%(column)s” is read as the cell above it.",
        "%(num)s empty cells of “%(column)s” are read as the cells above them.",
        filled, column=say(one.label),
    )  # fmt: skip
