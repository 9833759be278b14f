"""Cells that say less than their column asks for: a month for a day, a day without its year, “1天” for hours, nothing.

A person says once for a whole column what they mean; then they become what the column asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.clock import now
from app.language import say
from app.registers.model import Field, Register
from app.registers.sheets.everyday_values import Order, days_in, month_and_day
from app.registers.sheets.heading_row import is_note
from app.registers.sheets.periods import end_in, period_in
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.units import DAYS, UNITS, minutes_in
from app.words import _, ngettext

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """A question on the cells of one column; the answer comes back as `name`, one of the keys of `options`."""

    name: str
    sentence: str
    options: Options


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way in which cells say too little: in which fields, what can be meant, and what a cell becomes then.

    `become` gives, with an answer, the text for a cell; an empty one for a cell that is clear.
    """

    word: str
    fits: Callable[[Field], bool]
    options: Callable[[Field], Options]
    become: Callable[[str, str], str]


def unclear_in(register: Register, places: Mapping[int, str], cells: Cells) -> tuple[Unclear, ...]:
    """What has to be asked about the cells of a table, column by column."""
    return tuple(_asked(register, places, cells))


def _asked(register: Register, places: Mapping[int, str], cells: Cells) -> Iterator[Unclear]:
    for place, one, kind in _questions(register, places):
        options = kind.options(one)
        texts = [line[place].strip() for line in cells[1:] if place < len(line) and _is_record(line)]
        unclear = [text for text in texts if kind.become(text, options[0][0])]
        if unclear:
            yield Unclear(f"{kind.word}-{place}", _sentence(kind, one, unclear), options)


def cleared(register: Register, places: Mapping[int, str], cells: Cells, said: Mapping[str, str]) -> Cells:
    """The table with what a person said of such cells: `period-`, `year-`, `order-`, `length-` and `empty-<place>`."""
    for place, one, kind in _questions(register, places):
        answer = said.get(f"{kind.word}-{place}", "")
        if answer in dict(kind.options(one)):
            lines = (_answered(line, place, kind, answer) if _is_record(line) else line for line in cells[1:])
            cells = [cells[0], *lines]
    return cells


def _questions(register: Register, places: Mapping[int, str]) -> Iterator[tuple[int, Field, _Kind]]:
    fields = {one.name: one for one in register.columns}
    # A register that understands its lines fills empty cells itself; one without new lines leaves them as they are.
    kinds = (*_KINDS, _EMPTY) if register.adds and register.understands is None else _KINDS
    for place, name in places.items():
        for kind in kinds if name in fields else ():
            if kind.fits(fields[name]):
                yield place, fields[name], kind


def _is_record(line: list[str]) -> bool:
    return any(cell.strip() for cell in line) and not is_note(line)


def _answered(line: list[str], place: int, kind: _Kind, answer: str) -> list[str]:
    return [kind.become(cell.strip(), answer) or cell if at == place else cell for at, cell in enumerate(line)]


def _sentence(kind: _Kind, one: Field, unclear: list[str]) -> str:
    many, told = len(unclear), {"column": say(one.label), "text": unclear[0][:40]}
    match kind.word:
        case "period":
            return ngettext(
                "In “%(column)s”, %(num)s cell (“%(text)s”) names no day. It means …",
                "In “%(column)s”, %(num)s cells such as “%(text)s” name no day. They mean …",
                many, **told,
            )  # fmt: skip
        case "year":
            return ngettext(
                "In “%(column)s”, %(num)s cell (“%(text)s”) names no year. It is …",
                "In “%(column)s”, %(num)s cells such as “%(text)s” name no year. It is …",
                many, **told,
            )  # fmt: skip
        case "order":
            return ngettext(
                "In “%(column)s”, %(num)s cell (“%(text)s”) can be two days. What comes first is …",
                "In “%(column)s”, %(num)s cells such as “%(text)s” can be two days. What comes first is …",
                many, **told,
            )  # fmt: skip
        case "empty":
            return ngettext(
                "In “%(column)s”, %(num)s cell is empty. It means …",
                "In “%(column)s”, %(num)s cells are empty. They mean …",
                many, **told,
            )  # fmt: skip
        case _:
            return ngettext(
                "In “%(column)s”, %(num)s cell (“%(text)s”) counts in days. They are …",
                "In “%(column)s”, %(num)s cells such as “%(text)s” count in days. They are …",
                many, **told,
            )  # fmt: skip


def _ends(_one: Field) -> Options:
    return (("first", _("the first day of it")), ("last", _("the last day of it")))


def _day_of_period(text: str, answer: str) -> str:
    period = None if days_in(text) or end_in(text) else period_in(text)
    return period[0 if answer == "first" else 1].isoformat() if period else ""


def _years(_one: Field) -> Options:
    present = now().year
    return tuple((str(year), str(year)) for year in (present, present + 1, present - 1))


def _day_of_year(text: str, answer: str) -> str:
    found = None if days_in(text) else month_and_day(text)
    try:
        return date(int(answer), *found).isoformat() if found else ""
    except ValueError:  # 29 February
        return ""


def _orders(_one: Field) -> Options:
    return (("dm", _("the day")), ("md", _("the month")))


def _day_in_order(text: str, answer: str) -> str:
    order: Order = "dm" if answer == "dm" else "md"
    found = days_in(text, order) if len(days_in(text)) > 1 else []
    return found[0].isoformat() if len(found) == 1 else ""


def _days(_one: Field) -> Options:
    return tuple((str(size), say(words)) for words, size in DAYS)


def _minutes(text: str, answer: str) -> str:
    if minutes_in(text) is not None:
        return ""
    minutes = minutes_in(text, day=Fraction(answer))
    return "" if minutes is None else f"{float(minutes):.10g} min"


def _choices(one: Field) -> Options:
    return tuple((key, say(title)) for key, title in one.choices.items())


def _of_nothing(text: str, answer: str) -> str:
    return "" if text else answer


def _is_day(one: Field) -> bool:
    return one.kind == "day"


def _is_time(one: Field) -> bool:
    own = UNITS.get(one.unit)
    return own is not None and own.size is not None


def _has_to_be_chosen(one: Field) -> bool:
    return one.kind == "choice" and one.required and not one.carried


_KINDS = (
    _Kind("period", _is_day, _ends, _day_of_period),
    _Kind("year", _is_day, _years, _day_of_year),
    _Kind("order", _is_day, _orders, _day_in_order),
    _Kind("length", _is_time, _days, _minutes),
)
_EMPTY = _Kind("empty", _has_to_be_chosen, _choices, _of_nothing)
