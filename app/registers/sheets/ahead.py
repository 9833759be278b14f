"""Lines of a table that name other lines of it: a task that waits for one which is entered with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.registers.model import Field, Register
from app.registers.rows import Row
from app.registers.sheets.reading import Known
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.would_change import Line, Preview
from app.words import _
from phases.cutover import circle


def promise(register: Register, known: Known, cells: Cells, places: Mapping[int, str], own: Mapping[int, str]) -> None:
    """Let cells name lines of their own table by title, or by the number that the table gives them (`own`).

    A line that is not entered yet stands as its number with a minus; what two lines are called means neither.
    """
    if not _own_fields(register):
        return
    names, first = known.rows[register.path], register.fields[0].name
    place = next((at for at, name in places.items() if name == first), None)
    for number, line in enumerate(cells[1:], start=2):
        title = "" if place is None or place >= len(line) else folded_name(line[place])
        there = names.get(title) if title else None
        id = there if there is not None and there > 0 else -number
        for call in (title, folded_name(own.get(number, ""))):
            if call:
                names[call] = id if names.get(call, id) == id else None


def folded_name(text: str) -> str:
    """A name without differences of case and blanks, as cells that refer to it are looked up."""
    return " ".join(text.casefold().split())


def settle(register: Register, found: Preview, present: Sequence[Row], above: int) -> None:
    """Refuse what names a refused line, and lines that name each other in a circle; let the others name new lines by
    their place among them: -1 the first. `above` is how many lines stand above the headings."""
    fields = _own_fields(register)
    if not fields:
        return
    while _refuse(found, _followers(fields, found)) or _refuse(found, _circling(fields, found, present, above)):
        pass
    entered = [line.number for line in found.lines if line.fate == "new"]
    places = {-number: -place for place, number in enumerate(entered, start=1)}
    found.new = [_renamed(fields, values, places) for values in found.new]
    found.changed = [(key, _renamed(fields, values, places)) for key, values in found.changed]


def _own_fields(register: Register) -> tuple[Field, ...]:
    return tuple(one for one in register.fields if one.joined and one.of == register.path)


def _entering(found: Preview) -> Iterator[tuple[Line, Mapping[str, Any], str]]:
    """The lines that enter or change a row, with the row's values and, of one that is there, its key."""
    new, changed = iter(found.new), iter(found.changed)
    for line in found.lines:
        if line.fate == "new":
            yield line, next(new), ""
        elif line.fate == "changed":
            key, values = next(changed)
            yield line, values, key


def _refuse(found: Preview, reasons: Mapping[int, tuple[str, ...]]) -> bool:
    """Refuse the lines with these numbers; whether there are any."""
    staying = [(line, values, key) for line, values, key in _entering(found) if line.number not in reasons]
    found.new = [values for _line, values, key in staying if not key]
    found.changed = [(key, values) for _line, values, key in staying if key]
    found.lines = [
        replace(line, fate="refused", reasons=reasons[line.number], differences=()) if line.number in reasons else line
        for line in found.lines
    ]
    return bool(reasons)


def _followers(fields: Sequence[Field], found: Preview) -> dict[int, tuple[str, ...]]:
    """Why lines cannot stay that name one which is refused, by their number."""
    titles = {-line.number: line.title for line in found.lines}
    there = {-line.number for line in found.lines if line.fate == "new"}
    reasons = {}
    for line, values, _key in _entering(found):
        named = [each for one in fields for each in values.get(one.name, ()) if each < 0 and each not in there]
        if named:
            reasons[line.number] = tuple(
                _("It names “%(title)s”, which is refused itself.", title=titles.get(each, "")[:80]) for each in named
            )
    return reasons


def _circling(
    fields: Sequence[Field], found: Preview, present: Sequence[Row], above: int
) -> dict[int, tuple[str, ...]]:
    """Why the lines of the first circle cannot stay, by their number."""
    ids, codes = {row.key: row.id for row in present}, {row.id: row.code for row in present}
    for one in fields:
        waits = {row.id: tuple(row.values[one.name]) for row in present} if one.acyclic else {}
        lines: dict[int, Line] = {}
        for line, values, key in _entering(found) if one.acyclic else ():
            id = ids[key] if key else -line.number
            lines[id], waits[id] = line, tuple(values.get(one.name, waits.get(id, ())))
        if way := circle(waits):
            named = (_("line %(number)s", number=lines[id].number + above) if id in lines else codes[id] for id in way)
            sentence = _(
                "These wait for each other in a circle: %(way)s. Take one of the dependencies away.",
                way=" → ".join(named),
            )  # fmt: skip
            return {lines[id].number: (sentence,) for id in way if id in lines}
    return {}


def _renamed(fields: Sequence[Field], values: Mapping[str, Any], places: Mapping[int, int]) -> Mapping[str, Any]:
    own = {one.name: tuple(places.get(each, each) for each in values[one.name]) for one in fields if one.name in values}
    return {**values, **own}
