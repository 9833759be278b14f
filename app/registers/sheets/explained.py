"""What somebody's own headings hold in a project's tables: said once, kept, and read so in the next table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app import audit
from app.database import db
from app.language import say
from app.models import HeadingMeaning, Project
from app.registers.model import Field, Register
from app.registers.sheets.headings import NOT_READ
from app.registers.sheets.spreadsheet import Cells
from app.registers.sheets.units import heading_key

_KEPT: Any = HeadingMeaning.__table__.c
_SAID = re.compile(r"heading-(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Explained:
    """A heading that somebody said the field of; `offered` are the fields that it may be told to hold instead."""

    heading: str
    field: Field
    offered: tuple[Field, ...]


def kept_headings(project_id: int, register: Register) -> list[Explained]:
    """The headings whose field was said, by heading."""
    rows = db.session.execute(
        select(_KEPT.shown, _KEPT.field)
        .where(_KEPT.project_id == project_id, _KEPT.register == register.path)
        .order_by(_KEPT.heading)
    )
    offered = (*register.columns, NOT_READ)
    fields = {one.name: one for one in offered}
    return [Explained(shown, fields[name], offered) for shown, name in rows if name in fields]


def fields_of_headings(project_id: int, register: Register) -> Mapping[str, Field]:
    """The field that each of these headings was said to hold, or NOT_READ, by the heading as heading_key() gives it."""
    return {heading_key(one.heading): one.field for one in kept_headings(project_id, register)}


def remember_headings(
    *, project: Project, register: Register, page: str, cells: Cells, said: Mapping[str, str], by: int
) -> None:
    """Keep what a person said of headings; nothing forgets it, another field takes its place.

    It is said of a column of `cells` by its place (`as-<place>`), or of a heading itself (`heading-<n>`, its field in
    `heading-<n>-means`). A heading that several columns of the table have says nothing of the next table. `page` is the
    address below the project at which tables are brought.
    """
    fields = {*(one.name for one in register.columns), NOT_READ.name}
    told: dict[str, tuple[str, str]] = {}
    for place in single_headings(cells):
        if (means := said.get(f"as-{place}", "")) in fields:
            told[heading_key(cells[0][place])] = (cells[0][place].strip()[:200], means)
    for name in said:
        means = said.get(f"{name}-means", "")
        if _SAID.fullmatch(name) and heading_key(said[name]) and means in ("", *fields):
            told[heading_key(said[name])] = (said[name].strip()[:200], means)
    if told and _keep(project, register, told):
        audit.touch(project.id)
        audit.record("headings.told", by=by, project=project.id, about=page, title=say(register.title))


def single_headings(cells: Cells) -> tuple[int, ...]:
    """The places of the headings that only one column of a table has."""
    keys = [heading_key(heading) for heading in cells[0]] if cells else []
    times = Counter(keys)
    return tuple(place for place, key in enumerate(keys) if key and times[key] == 1)


def _keep(project: Project, register: Register, told: Mapping[str, tuple[str, str]]) -> bool:
    """Whether anything is different now."""
    mine = select(HeadingMeaning).where(_KEPT.project_id == project.id, _KEPT.register == register.path)
    present = {row.heading: row for row in db.session.scalars(mine)}
    changed = False
    for heading, (shown, means) in told.items():
        row = present.get(heading)
        if (row.field if row else "") == means:
            continue
        changed = True
        if row is None:
            named = {"project_id": project.id, "register": register.path, "heading": heading}
            db.session.add(HeadingMeaning(**named, shown=shown, field=means))
        elif means:
            row.field = means
        else:
            db.session.delete(row)
    db.session.flush()
    return changed
