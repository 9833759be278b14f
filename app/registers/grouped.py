"""Results of people in groups: what everybody may see of a personal register, on pages, in exports and in reports.

A group of fewer people than the edition asks for says nothing but that. Where few people are left over altogether, the
smallest of the other groups is withheld too: else the mean of all, less what is shown, would tell what those few got.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.language import number, percent, say
from app.models import Project
from app.registers.model import Register
from app.registers.rows import Row, rows_of
from app.words import _
from phases.edition import editions
from phases.small_groups import showable

Values = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A table of groups in words: headings, and a line for each group, its first cell the group."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    minimum: int


def grouped(register: Register, project_id: int) -> Grouped:
    """The rows of a personal register by group, with the number of people behind every figure."""
    personal, minimum = register.personal, smallest_group(project_id)
    assert personal is not None
    groups: dict[str, list[Row]] = {}
    for row in rows_of(register, project_id):
        groups.setdefault(row.words[personal.by] or "–", []).append(row)
    figures = {name: _figure(groups, name, minimum, share=name in personal.shares) for name in _names(register)}
    sizes = {group: len(rows) for group, rows in groups.items()}
    said = {group: number(size) if size >= minimum else few(minimum) for group, size in sizes.items()}
    labels = (say(register.field(name).label) for name in figures)
    return Grouped(
        (say(register.field(personal.by).label), _("People"), *labels),
        tuple((group, said[group], *(found[group] for found in figures.values())) for group in groups),
        minimum,
    )


def open_rows(register: Register, rows: list[Row]) -> list[Row]:
    """The rows that everybody may see: those that say yes in the field that is told, or all."""
    return [row for row in rows if not register.told or row.values[register.told]]


def _names(register: Register) -> tuple[str, ...]:
    assert register.personal is not None
    return (*register.personal.shares, *register.personal.means)


def smallest_group(project_id: int) -> int:
    """Of fewer people than these no result is told, by the project's edition."""
    edition = db.session.scalars(select(Project.edition).where(Project.id == project_id)).one()
    return int(editions()[edition].limits["evaluation"]["group_minimum"])


def few(minimum: int) -> str:
    """What stands in place of the results of fewer people."""
    return _("fewer than %(count)s", count=minimum)


def _figure(groups: Mapping[str, Sequence[Row]], name: str, minimum: int, *, share: bool) -> dict[str, str]:
    values = {
        group: [float(row.values[name]) for row in rows if row.values[name] is not None]
        for group, rows in groups.items()
    }
    shown = showable({group: len(found) for group, found in values.items()}, minimum)
    small = {group for group, rows in groups.items() if len(rows) < minimum}  # that nobody has a figure tells of each
    return {
        group: _said(found, share=share)
        if group in shown
        else (few(minimum) if found or group in small else _("not measured"))
        for group, found in values.items()
    }


def _said(values: Sequence[float], *, share: bool) -> str:
    mean = sum(values) / len(values)
    return f"{percent(mean) if share else number(mean)} (n = {len(values)})"
