"""Rows to the success criteria of a project and their figures in evaluation rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Criterion, EffectFigure, User
from phases.evaluation import effect
from phases.evaluation.ranges import Range
from phases.evaluation.readings import CES, CES_MEAN, CSAT, NPS, WAYS, Reading, problem, read
from phases.model import Text, same

REQUIRED: dict[str, Text] = {
    "name": Text("metric", "指标"),
    "unit": Text("unit", "单位"),
    "how_measured": Text("way of measuring", "测量方法"),
    "baseline": Text("baseline value", "基线值"),
    "baseline_date": Text("date of the baseline", "基线日期"),
    "baseline_source": Text("source of the baseline", "基线来源"),
    "target": Text("target value", "目标值"),
    "target_date": Text("target date", "目标日期"),
    "owner_key": Text("owner", "负责人"),
}
"""What makes a criterion complete, by the name of its field."""


@dataclass(frozen=True, slots=True)
class SuccessCriterion:
    """A success criterion with its people by name; `direction` is the better one, `part` the part of effect."""

    id: int
    key: str
    version: int
    name: str
    unit: str
    direction: effect.Direction
    part: str
    baseline: float | None
    baseline_date: date | None
    baseline_source: str
    target: float | None
    target_date: date | None
    owner_key: str | None
    owner: str | None
    how_measured: str
    money_per_unit: float | None
    currency: str
    attributed_share: float
    signed_at: datetime | None
    signed_by: str | None
    way: str = "entered"
    attitude: bool = False
    scope: str = ""
    baseline_from: date | None = None
    baseline_to: date | None = None
    money_low: float | None = None
    money_high: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    attribution: str = ""
    attribution_reason: str = ""

    @property
    def instrument(self) -> str:
        """The instrument of surveys that gives its values; nothing where people enter them."""
        return WAYS[self.way].instrument if self.way in WAYS else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that are still empty, as named in REQUIRED."""
        return tuple(name for name in REQUIRED if _is_empty(getattr(self, name)))

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    def for_method(self) -> effect.Criterion:
        """The criterion as the method measures it."""
        return effect.Criterion(
            key=self.key,
            name=same(self.name),
            unit=self.unit,
            direction=self.direction,
            baseline=self.baseline,
            target=self.target,
            part=self.part,
            attitude=self.attitude,
            money=None if self.money_per_unit is None else Range(self.money_per_unit, self.money_low, self.money_high),
            share=Range(self.attributed_share, self.share_low, self.share_high),
            attribution=self.attribution,
            attribution_reason=self.attribution_reason,
            currency=self.currency,
            baseline_from=self.baseline_from,
            baseline_to=self.baseline_to,
            instrument=self.instrument,
        )


@dataclass(frozen=True, slots=True)
class RoundFigure:
    """A criterion's value in one round, as entered; not `comparable` when its scope is not that of the baseline.

    `inputs` are the counts that it was computed from, `accepted` the reason to compare it all the same. A survey that
    gave it asked people from `asked_from` to `asked_to`.
    """

    key: str
    version: int
    criterion: str
    value: float
    period_from: date
    period_to: date
    source: str
    comparable: bool
    inputs: Mapping[str, float] = field(default_factory=dict)
    accepted: str = ""
    asked_from: date | None = None
    asked_to: date | None = None

    @property
    def asked(self) -> Reading | None:
        """The answers that it was computed from, with their interval; None where nobody was asked."""
        way = next((one for one in (CSAT, NPS, CES, CES_MEAN) if set(one.inputs) == set(self.inputs)), None)
        return read(way, self.inputs) if way and problem(way, self.inputs) is None else None

    def for_method(self) -> effect.Figure:
        """The figure as the method compares it."""
        asked = self.asked
        return effect.Figure(
            self.value,
            self.period_from,
            self.period_to,
            self.comparable,
            self.accepted,
            n=asked.n if asked else None,
            interval=asked.interval if asked else None,
            asked_from=self.asked_from,
            asked_to=self.asked_to,
        )


_OWNER, _SIGNER = aliased(User), aliased(User)
_MEASURED = Criterion.id.in_(select(EffectFigure.criterion_id).where(EffectFigure.round_id == bindparam("round")))
_CRITERIA: Any = (
    select(
        Criterion.id, Criterion.key, Criterion.version, Criterion.name, Criterion.unit, Criterion.direction,
        Criterion.part, Criterion.baseline, Criterion.baseline_date, Criterion.baseline_source, Criterion.target,
        Criterion.target_date, _OWNER.key, _OWNER.name, Criterion.how_measured, Criterion.money_per_unit,
        Criterion.currency, Criterion.attributed_share, Criterion.signed_at, _SIGNER.name,
        Criterion.way, Criterion.attitude, Criterion.scope, Criterion.baseline_from, Criterion.baseline_to,
        Criterion.money_low, Criterion.money_high, Criterion.share_low, Criterion.share_high, Criterion.attribution,
        Criterion.attribution_reason,
    )
    .outerjoin(_OWNER, _OWNER.id == Criterion.owner_id)
    .outerjoin(_SIGNER, _SIGNER.id == Criterion.signed_by_id)
    .where(Criterion.project_id == bindparam("project"), or_(Criterion.removed_at.is_(None), _MEASURED))
    .order_by(Criterion.id)
)  # fmt: skip


_FIGURES: Any = (
    select(
        EffectFigure.round_id, EffectFigure.key, EffectFigure.version, Criterion.key, EffectFigure.value,
        EffectFigure.period_from, EffectFigure.period_to, EffectFigure.source, EffectFigure.comparable,
        EffectFigure.inputs, EffectFigure.accepted, EffectFigure.asked_from, EffectFigure.asked_to,
    )
    .join(Criterion, Criterion.id == EffectFigure.criterion_id)
    .where(EffectFigure.round_id.in_(bindparam("rounds", expanding=True)))
    .order_by(EffectFigure.id)
)  # fmt: skip


def criteria_of(project_id: int, *, used_in: int | None = None) -> list[SuccessCriterion]:
    """The project's criteria in the order of their making; `used_in` brings removed ones that this round measured."""
    rows = db.session.execute(_CRITERIA, {"project": project_id, "round": used_in})
    return [SuccessCriterion(*row) for row in rows]


def figures_of(round_ids: Iterable[int]) -> dict[int, dict[str, RoundFigure]]:
    """The figures entered, by round and by the criterion's key; one query."""
    ids = tuple(round_ids)
    found: dict[int, dict[str, RoundFigure]] = {id: {} for id in ids}
    for round_id, *values in db.session.execute(_FIGURES, {"rounds": ids}):
        figure = RoundFigure(*values)
        found[round_id][figure.criterion] = figure
    return found


def figures_version(figures: Mapping[str, RoundFigure]) -> int:
    """A number that differs whenever any figure of the round was set, changed or taken away since."""
    return crc32(repr(sorted((one.key, one.version) for one in figures.values())).encode())


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
