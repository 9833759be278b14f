"""Lines of a table that name other lines of it: a task that waits for one which is entered with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.registers.model import Field, Register
from app.registers.reading import Known
from app.registers.spreadsheet import Cells
from app.words import _

if TYPE_CHECKING:
    from app.registers.sheet import Line, Preview


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


def settle(register: Register, found: Preview) -> None:
    """Refuse what names a refused line, and let the others name new lines by their place among them: -1 the first."""
    fields = _own_fields(register)
    if not fields:
        return
    while _refuse_followers(fields, found):
        pass
    entered = [line.number for line in found.lines if line.fate == "new"]
    places = {-number: -place for place, number in enumerate(entered, start=1)}
    found.new = [_renamed(fields, values, places) for values in found.new]
    found.changed = [(key, _renamed(fields, values, places)) for key, values in found.changed]


def _own_fields(register: Register) -> tuple[Field, ...]:
    return tuple(one for one in register.fields if one.joined and one.of == register.path)


def _refuse_followers(fields: Sequence[Field], found: Preview) -> bool:
    """Whether some line was refused because one that it names is none."""
    titles = {-line.number: line.title for line in found.lines}
    there = {-line.number for line in found.lines if line.fate == "new"}
    new, changed = iter([*found.new]), iter([*found.changed])
    found.new, found.changed, lines, some = [], [], [], False
    for line in found.lines:
        values = next(new) if line.fate == "new" else next(changed) if line.fate == "changed" else None
        missing = [] if values is None else _missing(fields, values[1] if isinstance(values, tuple) else values, there)
        if missing:
            some = True
            lines.append(_refused(line, [titles.get(each, "") for each in missing]))
            continue
        lines.append(line)
        if isinstance(values, tuple):
            found.changed.append(values)
        elif values is not None:
            found.new.append(values)
    found.lines = lines
    return some


def _missing(fields: Sequence[Field], values: Mapping[str, Any], there: set[int]) -> list[int]:
    return [each for one in fields for each in values.get(one.name, ()) if each < 0 and each not in there]


def _refused(line: Line, titles: Iterable[str]) -> Line:
    reasons = tuple(_("It names “%(title)s”, which is refused itself.", title=title[:80]) for title in titles)
    return replace(line, fate="refused", reasons=reasons, differences=())


def _renamed(fields: Sequence[Field], values: Mapping[str, Any], places: Mapping[int, int]) -> Mapping[str, Any]:
    own = {one.name: tuple(places.get(each, each) for each in values[one.name]) for one in fields if one.name in values}
    return {**values, **own}
