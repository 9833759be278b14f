"""Thresholds as pages show them: the three values side by side, and the history of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.language import number, say
from app.models import Project, ThresholdChange, User
from app.words import _
from phases.edition import Edition
from phases.thresholds import PARTS, Threshold, thresholds

_BY, _DECIDED = aliased(User), aliased(User)


@dataclass(frozen=True, slots=True)
class Step:
    """One change in the history of a threshold; `state` is accepted, refused or waiting, `level` firm or project."""

    key: str
    id: str
    level: str
    was: str
    value: str
    figure: float | None
    reason: str
    by: str
    mine: bool
    at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One threshold with its values in words; `firm` and `project` are empty where nothing was set."""

    id: str
    url: str
    title: str
    meaning: str
    edition: str
    firm: str
    project: str
    in_force: str
    last: Step | None
    waiting: Step | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The thresholds of one part."""

    title: str
    lines: tuple[Line, ...]


def steps_of(project: Project | None, viewer_id: int, threshold: str = "") -> list[Step]:
    """The changes by the firm and by the project, or by the firm alone, the newest first; one query."""
    mine = ThresholdChange.project_id.is_(None)
    wanted = [or_(mine, ThresholdChange.project_id == project.id) if project else mine]
    if threshold:
        wanted.append(ThresholdChange.threshold == threshold)
    rows = db.session.execute(
        select(ThresholdChange, _BY.name, _DECIDED.name)
        .outerjoin(_BY, _BY.id == ThresholdChange.by_id)
        .outerjoin(_DECIDED, _DECIDED.id == ThresholdChange.decided_by_id)
        .where(*wanted)
        .order_by(ThresholdChange.id.desc())
    )
    return [_step(row, by or "", decided or "", viewer_id) for row, by, decided in rows]


def groups_of(edition: Edition, steps: Iterable[Step], base: str) -> list[Group]:
    """All thresholds of an edition by part, in the order of the file."""
    newest: dict[tuple[str, str], Step] = {}
    waiting: dict[str, Step] = {}
    for step in steps:
        if step.state == "accepted":
            newest.setdefault((step.level, step.id), step)
        elif step.state == "waiting":
            waiting[step.id] = step
    known = [one for one in thresholds().values() if one.name in edition.limits[one.part].figures]
    return [
        Group(say(PARTS[part]), tuple(_line(one, edition, newest, waiting, base) for one in ones))
        for part, ones in groupby(known, key=lambda one: one.part)
    ]


def in_words(one: Threshold, value: float | None) -> str:
    """A value with its unit; empty for none."""
    if value is None:
        return ""
    return f"{number(value, 6)}%" if one.unit == "percent" else number(value, 6)


def table_of(groups: Iterable[Group]) -> tuple[list[str], list[list[Any]]]:
    """The page as a table: headings and rows."""
    names = [
        _("Part of the method"), _("Threshold"), _("Meaning"), _("Edition"), _("Firm"), _("Project"), _("In force"),
        _("Reason"), _("Changed by"), _("Changed on"),
    ]  # fmt: skip
    rows = [
        [
            group.title, one.title, one.meaning, one.edition, one.firm, one.project, one.in_force,
            one.last.reason if one.last else "", one.last.by if one.last else "", one.last.at if one.last else None,
        ]
        for group in groups
        for one in group.lines
    ]  # fmt: skip
    return names, rows


def _line(
    one: Threshold, edition: Edition, newest: Mapping[tuple[str, str], Step], waiting: Mapping[str, Step], base: str
) -> Line:
    firm, own = newest.get(("firm", one.id)), newest.get(("project", one.id))
    figure = edition.limits[one.part][one.name]
    set_ = [step for step in (own, firm) if step is not None and step.figure is not None]
    in_force = set_[0].figure if set_ else figure
    return Line(
        id=one.id, url=f"{base}/{one.id}", title=say(one.title), meaning=say(one.meaning),
        edition=in_words(one, figure), firm=in_words(one, firm.figure if firm else None),
        project=in_words(one, own.figure if own else None), in_force=in_words(one, in_force),
        last=set_[0] if set_ else None, waiting=waiting.get(one.id), fixed=one.fixed,
    )  # fmt: skip


def _step(row: ThresholdChange, by: str, decided: str, viewer_id: int) -> Step:
    one = thresholds()[row.threshold]
    state = "waiting" if row.accepted is None else "accepted" if row.accepted else "refused"
    return Step(
        key=row.key, id=row.threshold, level="project" if row.project_id else "firm", was=in_words(one, row.was),
        value=_("put back") if row.value is None else in_words(one, row.value), figure=row.value, reason=row.reason,
        by=by, mine=row.by_id == viewer_id, at=row.created_at, state=state, decided_by=decided,
        decided_at=row.decided_at,
    )  # fmt: skip
