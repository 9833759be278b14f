"""The rows of a register as list, form and export show them: one query for the rows, one for each kind they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import and_, or_, select

from app.database import db
from app.language import clock, day, language, say
from app.language import number as spoken
from app.models import Join, User
from app.registers.catalogue import register_at
from app.registers.model import Field, Register
from app.registers.titles import titles_of
from app.tables import Cell
from app.words import _
from phases.thread import earlier_kind

JOIN: Any = Join.__table__.c


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by column (joins as tuples of ids by field), `words` by field as people read them.

    `warning` is a sentence on what a change of it does besides, such as to a signature.
    """

    id: int
    key: str
    number: int
    code: str
    title: str
    version: int
    values: Mapping[str, Any]
    words: Mapping[str, str]
    cells: Mapping[str, Cell]
    warning: str = ""


def rows_of(register: Register, project_id: int, *, key: str | None = None) -> list[Row]:
    """All rows of a project's register in the order of their numbers, or the one with this key."""
    table = register.table
    wanted = [table.c.project_id == project_id, *([table.c.key == key] if key is not None else [])]
    found = db.session.execute(select(table).where(*wanted).order_by(table.c.number)).mappings().all()
    if not found:
        return []
    ids = [row["id"] for row in found]
    joins = {one.name: joins_of(register, one, project_id, ids) for one in register.fields if one.joined}
    names = _names(register, project_id, found)
    return [_row(register, dict(row), joins, names) for row in found]


def joins_of(register: Register, one: Field, project_id: int, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Per row the ids of the other register's rows that it is joined with through this field."""
    forward = is_forward(register, one)
    mine, other = (JOIN.from_id, JOIN.to_id) if forward else (JOIN.to_id, JOIN.from_id)
    end = register.end_of(one)
    kinds = (end, one.of) if forward else (one.of, end)
    found: dict[int, list[int]] = defaultdict(list)
    statement = select(mine, other).where(
        JOIN.project_id == project_id, JOIN.from_kind == kinds[0], JOIN.to_kind == kinds[1]
    )
    for id, joined in db.session.execute(statement.order_by(other)):
        found[id].append(joined)
    return {id: tuple(found[id]) for id in ids if id in found}


def is_forward(register: Register, one: Field) -> bool:
    """Whether joins run from this register to the other: the earlier station of the golden thread comes first."""
    return earlier_kind(register.path, one.of) == register.path


def uses_of(register: Register, project_id: int, id: int) -> list[str]:
    """Codes of the rows of other registers that name this row and would lose it."""
    from app.registers.catalogue import registers

    found = []
    for other in registers().values():
        columns = [one.column for one in other.fields if one.kind == "row" and one.of == register.path]
        if columns:
            table = other.table
            named = or_(*(table.c[column] == id for column in columns))
            numbers = db.session.scalars(
                select(table.c.number).where(and_(table.c.project_id == project_id, named)).order_by(table.c.number)
            )
            found += [other.code(number) for number in numbers]
    return found


def _names(register: Register, project_id: int, found: Iterable[Any]) -> dict[str, dict[int, str]]:
    names: dict[str, dict[int, str]] = {}
    people = {row[one.column] for one in register.fields if one.kind == "person" for row in found}
    if people - {None}:
        who = db.session.execute(select(User.id, User.name).where(User.id.in_(people - {None})))
        names["person"] = {id: name for id, name in who}  # noqa: C416
    for path in {one.of for one in register.fields if one.of}:
        titles = titles_of(register_at(path), project_id)
        names[path] = {id: f"{named.code} · {named.title}" for id, named in titles.items()}
    return names


def _row(
    register: Register,
    values: dict[str, Any],
    joins: Mapping[str, Mapping[int, tuple[int, ...]]],
    names: Mapping[str, Mapping[int, str]],
) -> Row:
    for name, by_row in joins.items():
        values[name] = by_row.get(values["id"], ())
    return row_from(register, values, names)


def row_from(
    register: Register, values: Mapping[str, Any], names: Mapping[str, Mapping[int, str]], warning: str = ""
) -> Row:
    """A row from its values and the words of what they name: people under `person`, other rows under their path."""
    words, cells = {}, {}
    for one in register.fields:
        value = values[one.name if one.joined else one.column]
        words[one.name], cells[one.name] = _shown(one, value, names)
    plain = SimpleNamespace(**values)
    for derived in register.derived:
        computed = derived.value(plain)
        cells[derived.name] = computed
        words[derived.name] = computed if isinstance(computed, str) else spoken(computed)
    first = register.fields[0]
    title = words[first.name] if first.of else str(values[first.column] or "")
    return Row(
        values["id"], values["key"], values["number"], register.code(values["number"]), title, values["version"],
        values, words, cells, warning,
    )  # fmt: skip


def words_of(one: Field, value: Any) -> str:
    """A value that names no row and nobody, as people read it."""
    return _shown(one, value, {})[0]


def _shown(one: Field, value: Any, names: Mapping[str, Mapping[int, str]]) -> tuple[str, Cell]:
    """A value in words, and as a cell of an export."""
    match one.kind:
        case "whole" | "number":
            return ("" if value is None else spoken(value, 2)), value
        case "day":
            return day(value), value
        case "moment":
            return clock(value), value or ""
        case "yes":
            word = _("Yes") if value else _("No")
            return word, word
        case "choice":
            word = say(one.choices[value]) if value in one.choices else str(value or "")
            return word, word
        case "person":
            word = names.get("person", {}).get(value, "") if value else ""
            return word, word
        case "row":
            word = names[one.of].get(value, "") if value else ""
            return word, word
        case "rows":
            listed = [names[one.of][id] for id in value if id in names[one.of]]
            return ("；" if language() == "zh" else "; ").join(listed), "\n".join(listed)
        case _:
            return str(value or ""), str(value or "")
