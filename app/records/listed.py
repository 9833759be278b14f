"""A register as its page lists it: searched, filtered and sorted as the address says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.language import say
from app.listing import Heading, Sorting, asked, chosen, sorting
from app.registers.model import Derived, Field, Register
from app.registers.rows import Row
from app.registers.sheets.headings import NUMBER
from app.words import _

Filter = tuple[str, str, list[tuple[str, str]], str]
NUMERIC = ("whole", "number")
DAYS = ("day", "moment")


def columns_of(register: Register) -> list[Field | Derived]:
    """The columns of the list after the number."""
    return [*(one for one in register.fields if one.listed), *register.derived]


def ordering(register: Register) -> Sorting:
    """How the list is sorted: by number unless the register or the address says otherwise."""
    names = ["number", *(one.name for one in columns_of(register))]
    return sorting(names, register.sort or "number")


def headings(register: Register, order: Sorting) -> list[Heading]:
    """The headings, each a link that sorts by its column."""
    found = [order.heading("number", say(NUMBER))]
    for one in columns_of(register):
        found.append(order.heading(one.name, say(one.label), _shape(one)))
    return found


def _shape(one: Field | Derived) -> str:
    """How the cells of a column are set: figures under figures, days on one line, named rows not a word a line."""
    if isinstance(one, Derived) or one.kind in NUMERIC:
        return "num"
    return "dates" if one.kind in DAYS else "words" if one.kind in ("row", "rows") else ""


def filters_of(register: Register) -> list[Filter]:
    """A select for each of the first three choices."""
    found: list[Filter] = []
    for one in [one for one in register.fields if one.kind == "choice"][:3]:
        offered = [("", _("All")), *((word, say(label)) for word, label in one.choices.items())]
        found.append((one.name, say(one.label), offered, chosen(one.name, one.choices)))
    return found


def narrowed(register: Register, rows: Sequence[Row], order: Sorting) -> list[Row]:
    """The rows that the address asks for, in its order; empty values come last."""
    words = asked("q").casefold().split()
    wanted = {name: value for name, _label, _offered, value in filters_of(register) if value}
    found = [
        row
        for row in rows
        if all(row.values[name] == value for name, value in wanted.items())
        and all(any(word in text.casefold() for text in (row.code, *row.words.values())) for word in words)
    ]
    filled = [row for row in found if _sortable(row, order.column) is not None]
    empty = [row for row in found if _sortable(row, order.column) is None]
    return sorted(filled, key=lambda row: _sortable(row, order.column), reverse=order.descending) + empty


def _sortable(row: Row, column: str) -> Any:
    if column == "number":
        return row.number
    value = row.cells[column]
    if value is None or value == "":
        return None
    if isinstance(value, (int, float, date)):
        return value
    return str(value).casefold()
