"""What the columns of somebody's own table hold: what a person says about headings that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.facts.people import members_of
from app.language import say
from app.registers.catalogue import register_at
from app.registers.model import Field, Register
from app.registers.sheets.explained import single_headings
from app.registers.sheets.headings import headings_of, resolved, with_unit
from app.registers.sheets.reading import shown
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.unclear_cells import cleared
from app.registers.titles import titles_of
from phases.model import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A required field that no column holds, and the words that may be chosen for all lines; none for free text.

    `of` is the register that the words are rows of.
    """

    field: Field
    offered: tuple[str, ...] = ()
    of: Text | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """What a table names that another register does not hold yet: the register's title and path, and the names."""

    title: Text
    path: str
    names: tuple[str, ...]


def told(register: Register, cells: Cells, said: Mapping[str, str], before: Mapping[str, Field]) -> Cells:
    """The table as a person explained it; it comes back as texts of the table itself, so that nothing else must be
    remembered: columns that are the same in every line (`all-<field>`), units of numbers (`unit-<place>`), cells that
    say too little (unclear_cells.py), and headings (`as-<place>`) that several columns have. What other headings hold
    and what words mean is kept: explained.py, meanings.py; `before` are the fields of the headings."""
    if not cells:
        return cells
    labels, single = {one.name: one for one in register.columns}, single_headings(cells)
    named = (
        (None if place in single else labels.get(said.get(f"as-{place}", "")), heading)
        for place, heading in enumerate(cells[0])
    )
    head = [heading if one is None else with_unit(one, heading) for one, heading in named]
    same = {say(one.label): text for name, one in labels.items() if (text := said.get(f"all-{name}", "").strip())}
    width = max(len(row) for row in cells)
    lines = [[*row, *[""] * (width - len(row)), *(same.values() if any(row) else ())] for row in cells[1:]]
    cells = resolved(register, [[*head, *[""] * (width - len(head)), *same], *lines], said, before)
    return cleared(register, headings_of(register, cells, before).places, cells, said)


def missing_of(register: Register, project_id: int, given: frozenset[str]) -> tuple[Missing, ...]:
    """The required fields that no column holds."""
    wanted = (one for one in register.typed if one.required and one.name not in given)
    return tuple(_missing(one, project_id) for one in wanted)


def _missing(one: Field, project_id: int) -> Missing:
    if one.kind == "row":
        other = register_at(one.of)
        return Missing(one, tuple(shown(named) for named in titles_of(other, project_id).values()), other.title)
    if one.kind == "person":
        return Missing(one, tuple(member.name for member in members_of(project_id) if not member.disabled))
    return Missing(one, tuple(say(label) for label in one.choices.values()))
