"""What people do with a register's rows: add, change, remove, put back; each keeps the facts of the gates true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from app import audit
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.phase_records import refresh
from app.language import listed, say
from app.models import AuditEvent, Join, Project, RegisterCount
from app.models.registers import Registered
from app.registers.catalogue import ELSEWHERE, register_at, registers
from app.registers.model import Field, Register
from app.registers.rows import JOIN, is_forward, rows_of, uses_of
from app.words import _

Values = Mapping[str, Any]


def add_row(*, register: Register, project: Project, values: Values, by: int | None) -> Registered:
    """Enter a row under the next number; `values` as reading.read() gives them."""
    row = _insert(register, project, values, number=_next_numbers(register, project, 1)[0])
    _must_hold(register, project)
    _note("record.added", register, project, row, by)
    refresh(project.id, register.room)
    return row


def change_row(
    *, register: Register, project: Project, row: Registered, values: Values, version: int, by: int | None
) -> None:
    """Change a row; Conflict with both texts when somebody else has changed it since `version`."""
    if row.version != version:
        raise Conflict(_differences(register, project, row, values), version=row.version)
    _write(register, project, row, values)
    _must_hold(register, project)
    _note("record.changed", register, project, row, by)
    refresh(project.id, register.room)


def remove_row(*, register: Register, project: Project, row: Registered, by: int | None) -> None:
    """Take a row out; refused while others name it. The audit trail keeps all of it, so that it can be put back."""
    used = uses_of(register, project.id, row.id)
    if used:
        named = listed(used, 8)
        raise Refused(_("“%(title)s” is still named by %(rows)s. Change or remove these first.", title=title_of(register, row), rows=named))  # fmt: skip  # noqa: E501
    joins = _all_joins(register, project, row.id)
    kept = {one.column: _plain(getattr(row, one.column)) for one in register.fields if not one.joined}
    _note("record.removed", register, project, row, by, number=row.number, id=row.id, values=kept, joins=joins)
    db.session.execute(delete(Join).where(_of_row(register, project, row.id)))
    db.session.delete(row)
    db.session.flush()
    refresh(project.id, register.room)


def restore_row(*, register: Register, project: Project, key: str, by: int | None) -> Registered:
    """Put back what was removed last under this key, with its number and with the joins whose other ends remain."""
    event = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.project_id == project.id, AuditEvent.verb == "record.removed", AuditEvent.about == key)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    if event is None or event.data.get("register") != register.path or find_row(register, project, key) is not None:
        raise Refused(_("There is nothing to put back; it may have been put back already."))
    kept = event.data["values"]
    values = {one.column: _whole(one, kept.get(one.column)) for one in register.fields if not one.joined}
    row = _insert(register, project, values, number=event.data["number"], key=key)
    _rejoin(register, project, row.id, event.data["joins"], event.data.get("id"))
    _must_hold(register, project)
    _note("record.restored", register, project, row, by)
    refresh(project.id, register.room)
    return row


def take_in(
    *, register: Register, project: Project, new: list[Values], changed: list[tuple[str, Values]], by: int | None
) -> None:
    """Enter and change many rows at once, as a spreadsheet says; one event for all of them.

    A row of the same register that is entered with them is named by its place among the new ones, -1 the first.
    """
    later = {one.name: () for one in register.fields if one.joined and one.of == register.path}
    numbers = _next_numbers(register, project, len(new))
    rows = [_made(register, project, values, number=number) for values, number in zip(new, numbers, strict=True)]
    db.session.add_all(rows)
    db.session.flush()
    for row, values in zip(rows, new, strict=True):
        _join(register, project, row.id, {**values, **later})
    for row, values in zip(rows, new, strict=True) if later else ():
        _set_joins(register, project, row.id, _of_entered(later, rows, values))
    for key, values in changed:
        changing = find_row(register, project, key)
        if changing is not None:
            _write(register, project, changing, {**values, **_of_entered(later, rows, values)})
    _must_hold(register, project)
    audit.touch(project.id)
    audit.record(
        "record.taken-in", by=by, project=project.id, about=register.path, register=register.path,
        title=say(register.title), added=len(new), changed=len(changed),
    )  # fmt: skip
    refresh(project.id, register.room)


def _of_entered(names: Iterable[str], rows: Sequence[Registered], values: Values) -> Values:
    """The joins with rows of the same register, those entered a moment ago by their ids."""
    joined = ((name, values[name]) for name in names if name in values)
    return {name: tuple(rows[-each - 1].id if each < 0 else each for each in ids) for name, ids in joined}


def find_row(register: Register, project: Project, key: str) -> Registered | None:
    """The row of this project's register with this key; None when there is none."""
    model: Any = register.model
    found: Registered | None = db.session.scalar(select(model).where(model.project_id == project.id, model.key == key))
    return found


def title_of(register: Register, row: Registered) -> str:
    """What a row is called, with its number."""
    first = register.fields[0]
    called = "" if first.of else getattr(row, first.column)
    return f"{register.code(row.number)} {called}".strip()


def _insert(register: Register, project: Project, values: Values, *, number: int, key: str | None = None) -> Registered:
    row = _made(register, project, values, number=number, key=key)
    db.session.add(row)
    db.session.flush()
    _join(register, project, row.id, values)
    return row


def _made(register: Register, project: Project, values: Values, *, number: int, key: str | None = None) -> Registered:
    model: Any = register.model
    columns = {one.column: values[one.column] for one in register.fields if not one.joined and one.column in values}
    row: Registered = model(project_id=project.id, number=number, **columns, **({"key": key} if key else {}))
    return row


def _write(register: Register, project: Project, row: Registered, values: Values) -> None:
    for one in register.fields:
        if not one.joined and one.column in values:
            setattr(row, one.column, values[one.column])
    _set_joins(register, project, row.id, values)
    db.session.flush()


def _must_hold(register: Register, project: Project) -> None:
    if register.rule is not None and (sentence := register.rule(project.id)) is not None:
        raise Refused(say(sentence))


def _next_numbers(register: Register, project: Project, many: int) -> range:
    """The numbers of so many new rows."""
    if not many:
        return range(0)
    if register.room in ELSEWHERE:  # such a table numbers its rows itself, whoever writes them
        highest = select(func.max(register.table.c.number)).where(register.table.c.project_id == project.id)
        last = (db.session.scalar(highest) or 0) + many
    else:
        of_register = (RegisterCount.project_id == project.id, RegisterCount.register == register.path)
        counted = update(RegisterCount).where(*of_register).values(last=RegisterCount.last + many)
        if db.session.execute(counted).rowcount == 0:  # type: ignore[attr-defined]
            db.session.add(RegisterCount(project_id=project.id, register=register.path, last=many))
            db.session.flush()
        last = db.session.scalars(select(RegisterCount.last).where(*of_register)).one()
    return range(last - many + 1, last + 1)


def _set_joins(register: Register, project: Project, id: int, values: Values) -> None:
    """Join a row with what its values name, and with nothing else."""
    for one in register.fields:
        if one.joined and one.name in values:
            forward, from_kind, to_kind = _ends(register, one)
            mine = JOIN.from_id if forward else JOIN.to_id
            db.session.execute(
                delete(Join).where(
                    JOIN.project_id == project.id, JOIN.from_kind == from_kind, JOIN.to_kind == to_kind, mine == id
                )
            )
    _join(register, project, id, values)


def _join(register: Register, project: Project, id: int, values: Values) -> None:
    """Join a row that has no joins yet with what its values name."""
    for one in register.fields:
        if one.joined and values.get(one.name):
            forward, from_kind, to_kind = _ends(register, one)
            made = [
                {
                    "project_id": project.id, "from_kind": from_kind, "to_kind": to_kind,
                    "from_id": id if forward else other, "to_id": other if forward else id,
                }
                for other in values[one.name]
            ]  # fmt: skip
            db.session.execute(insert(Join), made)


def _ends(register: Register, one: Field) -> tuple[bool, str, str]:
    """Whether a field's joins begin at its own rows, and the kinds of both ends."""
    forward, end = is_forward(register, one), register.end_of(one)
    return (True, end, one.of) if forward else (False, one.of, end)


def _of_row(register: Register, project: Project, id: int) -> Any:
    from_it = and_(_is_end_of(register, JOIN.from_kind), JOIN.from_id == id)
    to_it = and_(_is_end_of(register, JOIN.to_kind), JOIN.to_id == id)
    return and_(JOIN.project_id == project.id, or_(from_it, to_it))


def _is_end_of(register: Register, kind: Any) -> Any:
    return or_(kind == register.path, kind.startswith(f"{register.path}#", autoescape=True))


def _all_joins(register: Register, project: Project, id: int) -> list[list[Any]]:
    found = select(JOIN.from_kind, JOIN.from_id, JOIN.to_kind, JOIN.to_id).where(_of_row(register, project, id))
    return [[*row] for row in db.session.execute(found)]


def _rejoin(register: Register, project: Project, id: int, joins: list[list[Any]], was: int | None) -> None:
    for from_kind, from_id, to_kind, to_id in joins:
        # Between two rows of one register only the row's former number tells which end it was.
        forward = from_kind.partition("#")[0] == register.path and (
            to_kind.partition("#")[0] != register.path or from_id == was
        )
        other, other_id = (to_kind, to_id) if forward else (from_kind, from_id)
        other = other.partition("#")[0]
        if other in registers():
            table = register_at(other).table
            still = select(table.c.id).where(table.c.id == other_id, table.c.project_id == project.id)
            if db.session.scalar(still) is None:
                continue
        ends = (id, to_id) if forward else (from_id, id)
        made = {"from_kind": from_kind, "from_id": ends[0], "to_kind": to_kind, "to_id": ends[1]}
        db.session.execute(insert(Join).values(project_id=project.id, **made))


def _differences(register: Register, project: Project, row: Registered, values: Values) -> list[Difference]:
    (theirs,) = rows_of(register, project.id, key=row.key)
    shown: Callable[[Any], str] = str
    return [
        Difference(say(one.label), theirs.words[one.name], shown(values[name]))
        for one in register.fields
        if (name := one.name if one.joined else one.column) in values and theirs.values[name] != values[name]
    ]


def _note(verb: str, register: Register, project: Project, row: Registered, by: int | None, **data: Any) -> None:
    audit.touch(project.id)
    # Everybody in the project reads the timeline: of what not everybody may see it tells the number alone.
    title = register.code(row.number) if register.private or register.money else title_of(register, row)
    audit.record(verb, by=by, project=project.id, about=row.key, register=register.path, title=title, **data)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _whole(one: Field, value: Any) -> Any:
    return date.fromisoformat(value) if one.kind == "day" and value else value
