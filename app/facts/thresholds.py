"""The limits in force: the project's before the firm's before the edition's; one query for any number of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import bindparam, or_, select
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session, aliased

from app.clock import day_in
from app.database import db, read
from app.models import Project, ThresholdChange, User
from phases.edition import editions
from phases.model import Limits, Text, say
from phases.thresholds import Threshold, threshold

Parts = Mapping[str, Limits]
LEVELS = {"firm": Text("for all engagements", "适用于全部项目"), "project": Text("for this engagement", "仅本项目")}
_BY, _AGREED = aliased(User), aliased(User)
_ROWS: Any = ThresholdChange.__table__.c
_KNOWN = "thresholds in force"
_IN_FORCE = (
    select(_ROWS.project_id, _ROWS.threshold, _ROWS.value)
    .where(
        _ROWS.accepted.is_(True),
        or_(_ROWS.project_id.is_(None), _ROWS.project_id.in_(bindparam("ids", expanding=True))),
    )
    .order_by(_ROWS.id)
)


class Pinned(Protocol):
    """Something pinned to an edition: a project, or a row of a list with these names."""

    @property
    def id(self) -> int:
        """The project's number."""

    @property
    def edition(self) -> str:
        """The edition that it is pinned to."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A threshold that is not the edition's: what the edition says, what is in force, whose it is, why, by whom.

    `on` is a day of the project's zone, `level` is `firm` or `project`, `agreed` is the
    director who agreed to somebody else's proposal.
    """

    threshold: Threshold
    edition: float
    value: float
    level: str
    reason: str
    by: str
    on: date
    agreed: str = ""

    @property
    def sentence(self) -> Text:
        """What was changed, why, by whom: as pages, signatures and reports say it."""
        return say(
            "{title}: {edition} → {value}, {level}, by {by} on {day}: {reason}",
            "{title}：{edition} → {value}（{level}，{by}，{day}）：{reason}",
            title=self.threshold.title,
            edition=self.threshold.shown(self.edition),
            value=self.threshold.shown(self.value),
            level=LEVELS[self.level],
            by=say("{by}, agreed by {agreed},", "{by}提议，{agreed}同意", by=self.by, agreed=self.agreed)
            if self.agreed
            else self.by,
            day=self.on,
            reason=self.reason,
        )


def limits_in_force(projects: Sequence[Pinned]) -> dict[int, Parts]:
    """Per project id the limits by part, in one query; they are the edition's own when nobody changed anything."""
    firm: dict[str, float] = {}
    own: dict[int, dict[str, float]] = {}
    for id, name, value in _rows_in_force({one.id for one in projects}):
        values = firm if id is None else own.setdefault(id, {})
        values.pop(name, None)
        if value is not None:
            values[name] = value
    found: dict[int, Parts] = {}
    for one in projects:
        values = {**firm, **own.get(one.id, {})} if own else firm
        found[one.id] = _with(one.edition, tuple(sorted(values.items()))) if values else editions()[one.edition].limits
    return found


def _rows_in_force(ids: set[int]) -> Sequence[Any]:
    """The firm's and at least these projects' rows; kept until the transaction ends or something is written.

    A page asks for them three times.
    """
    known: list[tuple[set[int], Sequence[Any]]] = db.session().info.setdefault(_KNOWN, [])
    for asked, rows in known:
        if ids <= asked:
            return rows
    found = read(_IN_FORCE, {"ids": sorted(ids) or [0]})
    known.append((ids, found))
    return found


@listens_for(db.session, "after_flush")
@listens_for(db.session, "after_commit")
@listens_for(db.session, "after_rollback")
def _forget(session: Session, *_flush: object) -> None:
    session.info.pop(_KNOWN, None)


def limits_of(project: Pinned) -> Parts:
    """The limits of one project by part, in one query."""
    return limits_in_force([project])[project.id]


def firm_values() -> dict[str, float]:
    """The firm's own values in force, by the threshold's id."""
    found: dict[str, float] = {}
    for id, name, value in _rows_in_force(set()):
        if id is None:
            found.pop(name, None)
        if id is None and value is not None:
            found[name] = value
    return found


def changes_of(project: Project, part: str = "") -> list[Changed]:
    """The thresholds of a project that are in force instead of the edition's, in the order of their parts."""
    newest: dict[tuple[bool, str], Any] = {}
    for row in db.session.execute(
        select(_ROWS.project_id, _ROWS.threshold, _ROWS.value, _ROWS.reason, _BY.name, _ROWS.created_at, _AGREED.name)
        .outerjoin(_BY, _BY.id == _ROWS.by_id)
        .outerjoin(_AGREED, _AGREED.id == _ROWS.decided_by_id)
        .where(_ROWS.accepted.is_(True), or_(_ROWS.project_id.is_(None), _ROWS.project_id == project.id))
        .order_by(_ROWS.id)
    ):
        newest[row.project_id is not None, row.threshold] = row
    return sorted(_changed(project, newest.values(), part), key=lambda one: one.threshold.id)


def _changed(project: Project, rows: Iterable[Any], part: str) -> Iterable[Changed]:
    limits = editions()[project.edition].limits
    of_project = {row.threshold for row in rows if row.project_id is not None and row.value is not None}
    for row in rows:
        one = threshold(row.threshold)
        hidden = row.project_id is None and row.threshold in of_project
        if one is None or row.value is None or hidden or (part and one.part != part) or one.part not in limits:
            continue
        figure = limits[one.part].figures.get(one.name)
        if figure is not None and figure != row.value:
            level = "firm" if row.project_id is None else "project"
            by, agreed = row[4] or "", row[6] or ""
            on = day_in(row.created_at, project.time_zone)
            yield Changed(one, figure, row.value, level, row.reason, by, on, "" if agreed == by else agreed)


@lru_cache(maxsize=512)
def _with(edition: str, values: tuple[tuple[str, float], ...]) -> Parts:
    """An edition's limits with some figures replaced; kept, because a portfolio asks for the same again and again."""
    limits = dict(editions()[edition].limits)
    for id, value in values:
        part, _dot, name = id.partition(".")
        if part in limits and name in limits[part].figures:
            limits[part] = limits[part].but(**{name: value})
    return MappingProxyType(limits)
