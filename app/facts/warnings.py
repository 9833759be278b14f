"""The early warnings of projects as they stand on a day: read from what is kept, in few queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import and_, bindparam, func, select

from app.clock import day_in, today
from app.database import read
from app.facts.plain import frozen, thawed
from app.facts.thresholds import Parts, limits_in_force, limits_of
from app.facts.warning_rows import gather
from app.models import KeptWarnings, Membership, Project, User, WarningDismissal
from phases.edition import editions
from phases.facts.warnings import PaceFact, WarningFacts, WarningRecords
from phases.model import Limits, Text, Warning
from phases.warnings import came_back, warning_limits, warnings


class WarnedProject(Protocol):
    """What is asked of a project: a Project will do, or any row with these names."""

    @property
    def id(self) -> int:
        """The project's number."""

    @property
    def edition(self) -> str:
        """The edition that it is pinned to."""

    @property
    def state(self) -> str:
        """Whether it runs, is paused, closed or cancelled."""

    @property
    def time_zone(self) -> str:
        """Where its days begin and end."""

    @property
    def planned_end(self) -> date:
        """The last day of the plan."""

    @property
    def forecast_end(self) -> date | None:
        """The last day of the forecast."""

    @property
    def slip(self) -> int:
        """The forecast's end against the plan in working days."""

    @property
    def likely_from(self) -> date | None:
        """The first day of the 50 % range."""

    @property
    def likely_to(self) -> date | None:
        """The last day of the 50 % range."""

    @property
    def wide_from(self) -> date | None:
        """The first day of the 80 % range."""

    @property
    def wide_to(self) -> date | None:
        """The last day of the 80 % range."""


@dataclass(frozen=True, slots=True)
class DismissalFact:
    """A dismissal that was not withdrawn: of which warning, by whom, why, through which day, with which figures."""

    id: int
    key: str
    warning: str
    reason: str
    by: str
    at: datetime
    until: date | None
    figures: Mapping[str, float]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings of a project: those that stand, those set aside, and dismissals that hold no longer, by key."""

    standing: tuple[Warning, ...] = ()
    dismissed: tuple[tuple[Warning, DismissalFact], ...] = ()
    returned: Mapping[str, DismissalFact] | None = None


NONE = Warned()
_KEPT: Any = KeptWarnings.__table__.c
_PROJECT: Any = Project.__table__.c
_PERSON: Any = User.__table__.c
_MEMBER: Any = Membership.__table__.c
_DISMISSED: Any = WarningDismissal.__table__.c
_IDS: Any = bindparam("ids", expanding=True)
_SEEN = (
    select(_MEMBER.project_id, func.max(_PERSON.last_seen_at))
    .join_from(Membership.__table__, User.__table__, _PERSON.id == _MEMBER.user_id)
    .where(_MEMBER.project_id.in_(_IDS), _PERSON.client_id.is_not(None))
    .group_by(_MEMBER.project_id)
)
_SEEN_IN = (
    select(func.max(_PERSON.last_seen_at))
    .join_from(Membership.__table__, User.__table__, _PERSON.id == _MEMBER.user_id)
    .where(_MEMBER.project_id == _PROJECT.id, _PERSON.client_id.is_not(None))
    .correlate(Project.__table__)
    .scalar_subquery()
)
_SET_ASIDE = (
    select(_DISMISSED.id)
    .where(_DISMISSED.project_id == _PROJECT.id, _DISMISSED.withdrawn_at.is_(None))
    .correlate(Project.__table__)
    .exists()
)
_AT_HAND = (
    select(_PROJECT.id, _KEPT.facts, _SEEN_IN, _SET_ASIDE)
    .outerjoin_from(
        Project.__table__, KeptWarnings.__table__, and_(_KEPT.project_id == _PROJECT.id, _KEPT.stale.is_(False))
    )
    .where(_PROJECT.id.in_(_IDS))
)
_DISMISSALS = (
    select(
        _DISMISSED.project_id, _DISMISSED.id, _DISMISSED.key, _DISMISSED.warning, _DISMISSED.reason, _PERSON.name,
        _DISMISSED.created_at, _DISMISSED.until, _DISMISSED.figures, _DISMISSED.sentence,
    )
    .join_from(WarningDismissal.__table__, User.__table__, _PERSON.id == _DISMISSED.by_id)
    .where(_DISMISSED.project_id.in_(_IDS), _DISMISSED.withdrawn_at.is_(None))
    .order_by(_DISMISSED.id)
)  # fmt: skip


def warned(projects: Sequence[WarnedProject], *, as_of: date | None = None) -> dict[int, Warned]:
    """The warnings of each project by its id, on its own today; projects that are over have none.

    One to three queries for what is kept; projects in which something happened since are gathered at once.
    """
    open_ones = [one for one in projects if one.state in ("running", "paused")]
    ids = [one.id for one in open_ones]
    if not ids:
        return {one.id: NONE for one in projects}
    figures, at_hand = figures_in_force(open_ones), _rows(_AT_HAND, ids)
    texts = _texts({id: text for id, text, _at, _aside in at_hand})
    seen = {id: at for id, _text, at, _aside in at_hand}
    dismissals = dismissals_of([id for id, _text, _at, aside in at_hand if aside])
    found = {one.id: NONE for one in projects}
    for one in open_ones:
        day = as_of or today(one.time_zone)
        all_ = judged(one, texts[one.id], _day(seen[one.id], one.time_zone), day, figures[one.id])
        found[one.id] = _sorted(all_, dismissals.get(one.id, ()), day) if all_ else NONE
    return found


def last_seen(ids: Sequence[int]) -> Callable[[WarnedProject], date | None]:
    """Tells of each of these projects the last day on which anybody of its client was signed in; one query."""
    found: dict[int, datetime | None] = {id: at for id, at in _rows(_SEEN, ids)}  # noqa: C416
    return lambda project: _day(found.get(project.id), project.time_zone)


def dismissals_of(ids: Sequence[int]) -> dict[int, list[DismissalFact]]:
    """The dismissals that were not withdrawn, by project, the newest last; no query for no project."""
    found: dict[int, list[DismissalFact]] = defaultdict(list)
    if not ids:
        return found
    row: Any
    for row in _rows(_DISMISSALS, ids):
        values: list[Any] = [*row[1:-1], Text(**row[-1])]
        found[row[0]].append(DismissalFact(*values))
    return found


Figures = tuple[tuple[str, float], ...]


def judged(project: WarnedProject, text: str, seen: date | None, day: date, figures: Figures) -> tuple[Warning, ...]:
    """All warnings by the facts of a project as kept and its thresholds; dismissals are not asked here."""
    return _judged(text, day, project.state == "running", seen, _pace(project), figures)


def figures_in_force(projects: Sequence[WarnedProject]) -> dict[int, Figures]:
    """The thresholds of warnings in force, by project; in one query, and made once for all that share them."""
    made: dict[tuple[int, str], Figures] = {}
    found: dict[int, Figures] = {}
    in_force = limits_in_force(projects)
    for one in projects:
        parts = in_force[one.id]
        shared = (id(parts), one.edition)
        if shared not in made:
            made[shared] = tuple(sorted(_limits(parts, one.edition).figures.items()))
        found[one.id] = made[shared]
    return found


def limits_for(project: WarnedProject) -> Limits:
    """The thresholds of warnings in force in a project."""
    return _limits(limits_of(project), project.edition)


def _limits(parts: Parts, edition: str) -> Limits:
    return warning_limits(parts, editions()[edition].deadlines)


def _rows(statement: Any, ids: Sequence[int]) -> Sequence[Any]:
    return read(statement, {"ids": list(ids)})


def _texts(kept: Mapping[int, str | None]) -> dict[int, str]:
    missing = [id for id, text in kept.items() if text is None]
    fresh = {id: frozen(records) for id, records in gather(missing).items()} if missing else {}
    return {id: fresh[id] if text is None else text for id, text in kept.items()}


Pace = tuple[int, date, date | None, date | None, date | None, date | None]


def _pace(one: WarnedProject) -> Pace:
    return one.slip, one.forecast_end or one.planned_end, one.likely_from, one.likely_to, one.wide_from, one.wide_to


@lru_cache(maxsize=4096)
def _judged(
    text: str, day: date, running: bool, seen: date | None, pace: Pace, figures: Figures
) -> tuple[Warning, ...]:
    # Kept, because a portfolio asks the same of the same facts over and over on one day.
    records = thawed(WarningRecords, text)
    slip, end, likely_from, likely_to, wide_from, wide_to = pace
    likely = (likely_from, likely_to) if likely_from and likely_to else None
    wide = (wide_from, wide_to) if wide_from and wide_to else None
    known = PaceFact(records.planned, slip, end, likely, wide)
    return tuple(warnings(WarningFacts(day, records, running, known, seen), Limits("warnings", dict(figures))))


def _day(at: datetime | None, zone: str) -> date | None:
    return day_in(at, zone) if at else None


def _sorted(all_: tuple[Warning, ...], dismissals: Sequence[DismissalFact], day: date) -> Warned:
    newest = {one.warning: one for one in dismissals}
    standing: list[Warning] = []
    aside: list[tuple[Warning, DismissalFact]] = []
    returned: dict[str, DismissalFact] = {}
    for warning in all_:
        one = newest.get(warning.key)
        if one is None:
            standing.append(warning)
        elif came_back(warning, one.figures, one.until, day):
            standing.append(warning)
            returned[warning.key] = one
        else:
            aside.append((warning, one))
    return Warned(tuple(standing), tuple(aside), returned)
