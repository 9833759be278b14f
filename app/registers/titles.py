"""What the rows of a register are called: for cells that refer to them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.database import db
from app.registers.model import Register


class Named(NamedTuple):
    """A row by key, code (P-3) and title."""

    key: str
    code: str
    title: str


def titles_of(register: Register, project_id: int) -> dict[int, Named]:
    """The rows of a project's register by id, in the order of their numbers, in one query."""
    table = register.table
    title = table.c[register.fields[0].column]
    rows = db.session.execute(
        select(table.c.id, table.c.key, table.c.number, title)
        .where(table.c.project_id == project_id)
        .order_by(table.c.number)
    )
    return {id: Named(key, register.code(number), str(title or "")) for id, key, number, title in rows}
