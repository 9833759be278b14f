"""Rows to the facts of evaluation rounds: scores and levels for many projects at once, indicators of single rounds.

What a round keeps in its `facts`: `scores` by dimension and `level` as last computed, `window` (the dates measured),
`sources` (the files that went in) and `log` (what the usage engine counted and left out).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, literal, null, select

from app.database import db
from app.facts.counts import counts_of
from app.facts.criteria import criteria_of, figures_of
from app.models import CaseLog, IndicatorValue, RecordFile, Round, StoredFile, UsageSource
from phases.edition import CHECKLISTS, load
from phases.evaluation import cases, counts, effect
from phases.evaluation.model import DIMENSIONS, Dimension, Indicator, restored
from phases.evaluation.scheme import Scheme
from phases.evaluation.scheme import load as load_scheme
from phases.evaluation.scoring import dimension_scores, level, not_measured
from phases.model import Text

NOT_COMPUTED = Text(
    "The usage of this round has not been computed yet.",
    "本轮的使用情况尚未计算。",
)


@dataclass(frozen=True, slots=True)
class Score:
    """A dimension as last computed: points (0–100, None when not measured), coverage (0–1), indicators measured."""

    points: float | None
    coverage: float
    indicative: bool
    measured: int
    declared: int


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round without its indicators. `edition` is the one it is measured by; `level` is None while nothing is."""

    id: int
    key: str
    project_id: int
    number: int
    from_date: date
    to_date: date
    state: str
    version: int
    edition: str
    conclusion: str
    computed_at: datetime | None
    closed_at: datetime | None
    scores: Mapping[Dimension, Score]
    level: int | None
    level_indicative: bool
    facts: Mapping[str, Any]

    @property
    def closed(self) -> bool:
        """Whether the round is closed and can never change again."""
        return self.state == "closed"


_IDS: Any = bindparam("ids", expanding=True)
_COLUMNS = (
    "id", "key", "project_id", "number", "from_date", "to_date", "state", "version", "edition", "conclusion",
    "computed_at", "closed_at",
)  # fmt: skip
"""What a round is read as, in the order of RoundFact's first fields; its facts come last."""
_ROUNDS = (
    select(*(getattr(Round, name) for name in _COLUMNS), Round.facts)
    .where(Round.project_id.in_(_IDS))
    .order_by(Round.to_date, Round.from_date, Round.number)
)
_INDICATORS = (
    select(IndicatorValue.round_id, IndicatorValue.details)
    .where(IndicatorValue.round_id.in_(_IDS))
    .order_by(IndicatorValue.id)
)
_UNMEASURED = Score(None, 0.0, True, 0, 0)


@cache
def scheme_of(edition: str) -> Scheme:
    """What an edition declares about evaluation; the current edition's for a round that has none yet."""
    folders = [CHECKLISTS, *sorted(file.parent for file in CHECKLISTS.glob("*/edition.yaml"))]
    return load_scheme(next((folder for folder in folders if load(folder).key == edition), CHECKLISTS))


def rounds_of(project_ids: Iterable[int]) -> dict[int, tuple[RoundFact, ...]]:
    """The rounds of each project in the order of time, in one query; a project without rounds has an empty tuple."""
    found: dict[int, list[RoundFact]] = {id: [] for id in project_ids}
    for row in db.session.execute(_ROUNDS, {"ids": list(found)}):
        found[row.project_id].append(_round(row))
    return {id: tuple(rounds) for id, rounds in found.items()}


def stored_round(one: RoundFact) -> dict[str, Any]:
    """A round as JSON values; of its facts only scores and level, which is what others read of it."""
    facts = {name: one.facts[name] for name in ("scores", "level") if name in one.facts}
    return {**{name: getattr(one, name) for name in _COLUMNS}, "facts": facts}


def restored_round(values: Mapping[str, Any]) -> RoundFact:
    """The round that was stored."""
    given = dict(values)
    given |= {name: date.fromisoformat(given[name]) for name in ("from_date", "to_date")}
    given |= {name: datetime.fromisoformat(given[name]) for name in ("computed_at", "closed_at") if given[name]}
    return _round([*(given[name] for name in _COLUMNS), given["facts"]])


def indicators_of(rounds: Iterable[RoundFact | Round]) -> dict[int, tuple[Indicator, ...]]:
    """The indicators of these rounds by round id, in the order of the edition, effect last; one query.

    What has not been computed stands there as not measured, so that no declared indicator is ever absent; a closed
    round has what it was closed with, nothing that an edition declared later.
    """
    wanted = {one.id: one for one in rounds}
    stored: dict[int, dict[str, Indicator]] = {id: {} for id in wanted}
    for round_id, details in db.session.execute(_INDICATORS, {"ids": list(wanted)}):
        indicator = restored(details)
        stored[round_id][indicator.key] = indicator
    return {
        id: _in_order(scheme_of(one.edition), stored[id], whole=one.state == "closed" and bool(stored[id]))
        for id, one in wanted.items()
    }


def effect_indicators(scheme: Scheme, project_id: int, round_id: int) -> tuple[Indicator, ...]:
    """What the process cases, the success criteria and the figures of one round say now, computed afresh."""
    from_cases = (one for one in cases.indicators(scheme, cases_of(round_id)) if one.dimension == "effect")
    criteria = [one.for_method() for one in criteria_of(project_id, used_in=round_id)]
    figures = {key: one.for_method() for key, one in figures_of([round_id])[round_id].items()}
    from_counts = counts.indicators(scheme, counts_of(round_id), ("effect",))
    return (*from_cases, *from_counts, *effect.indicators(scheme, criteria, figures))


def cases_of(round_id: int) -> tuple[cases.ProcessCases, ...]:
    """What the cases of each process showed when the round was computed last."""
    facts = db.session.scalar(select(Round.facts).where(Round.id == round_id)) or {}
    return tuple(cases.restored(one) for one in facts.get("cases", ()))


def indicator_rows(round_id: int, indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    """The indicators as rows of IndicatorValue, ready to be inserted."""
    return [
        {
            "round_id": round_id,
            "indicator": one.key,
            "value": one.value,
            "numerator": one.numerator,
            "denominator": one.denominator,
            "coverage": one.coverage,
            "n": one.n,
            "score": one.score,
            "band": one.band or "",
            "definition_version": one.version,
            "details": one.stored(),
        }
        for one in indicators
    ]


def score_facts(scheme: Scheme, indicators: Iterable[Indicator]) -> dict[str, Any]:
    """Scores and level of a round as JSON values: the part of Round.facts that lists and portfolios read."""
    scores = dimension_scores(scheme, tuple(indicators))
    reached = level(scheme, scores)
    return {
        "scores": {
            dimension: {
                "points": one.score,
                "coverage": one.coverage,
                "indicative": one.indicative,
                "measured": one.measured,
                "declared": one.declared,
            }
            for dimension, one in scores.items()
        },
        "level": {"number": reached.number, "indicative": reached.indicative} if reached else None,
    }


def _round(row: Any) -> RoundFact:
    facts: dict[str, Any] = row[-1]
    stored, reached = facts.get("scores", {}), facts.get("level") or {}
    scores = {one: Score(**stored[one]) if one in stored else _UNMEASURED for one in DIMENSIONS}
    values: list[Any] = [*row[:-1], scores, reached.get("number"), bool(reached.get("indicative")), facts]
    return RoundFact(*values)


def _in_order(scheme: Scheme, stored: Mapping[str, Indicator], *, whole: bool) -> tuple[Indicator, ...]:
    """In the edition's order, effect last; `whole` when nothing may be added to what is stored."""
    declared = [one for one in scheme.definitions.values() if one.key != effect.CRITERION]
    if whole:
        places = {one.key: place for place, one in enumerate(declared)}
        return tuple(sorted(stored.values(), key=lambda one: places.get(one.key, len(places))))
    found = tuple(stored.get(one.key) or not_measured(one, one.missing or NOT_COMPUTED) for one in declared)
    agreed = (one for one in stored.values() if one.dimension == "effect" and one.key not in scheme.definitions)
    return found + tuple(agreed)


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A file of usage data: `digest` is the SHA-256 of what came in, `accepted` and `refused` count its rows."""

    key: str
    kind: str
    file_name: str
    digest: str
    rows: int
    accepted: int
    refused: int
    duplicates: int
    first_at: str | None
    last_at: str | None


_SOURCES: Any = (
    select(
        UsageSource.key, UsageSource.kind, UsageSource.file_name, StoredFile.digest, UsageSource.rows,
        UsageSource.accepted, UsageSource.refused, UsageSource.duplicates, UsageSource.first_at,
        UsageSource.last_at,
    )
    .join(StoredFile, StoredFile.id == UsageSource.file_id)
    .where(
        UsageSource.project_id == bindparam("project"), UsageSource.state == "ready", UsageSource.removed_at.is_(None)
    )
    .order_by(UsageSource.created_at, UsageSource.id)
)  # fmt: skip


_CASE_LOGS: Any = (
    select(
        CaseLog.key, literal("cases"), CaseLog.file_name, StoredFile.digest, CaseLog.rows, CaseLog.accepted,
        CaseLog.refused, CaseLog.duplicates, CaseLog.first_at, CaseLog.last_at,
    )
    .join(StoredFile, StoredFile.id == CaseLog.file_id)
    .where(CaseLog.project_id == bindparam("project"), CaseLog.state == "ready", CaseLog.removed_at.is_(None))
    .order_by(CaseLog.created_at, CaseLog.id)
)  # fmt: skip


_RECORD_FILES: Any = (
    select(
        RecordFile.key, literal("records"), RecordFile.file_name, StoredFile.digest,
        RecordFile.accepted + RecordFile.refused, RecordFile.accepted, RecordFile.refused, literal(0), null(), null(),
    )
    .join(StoredFile, StoredFile.id == RecordFile.file_id)
    .where(RecordFile.project_id == bindparam("project"), RecordFile.removed_at.is_(None))
    .order_by(RecordFile.created_at, RecordFile.id)
)  # fmt: skip


def sources_of(project_id: int) -> tuple[SourceFact, ...]:
    """The files that a round computed now would use, in the order in which they came: logs, cases, then records."""
    return tuple(
        SourceFact(*row[:-2], *map(_iso, row[-2:]))
        for query in (_SOURCES, _CASE_LOGS, _RECORD_FILES)
        for row in db.session.execute(query, {"project": project_id})
    )


def sources_used(one: RoundFact) -> tuple[SourceFact, ...]:
    """The files that the last computation of this round used."""
    return tuple(SourceFact(**source) for source in one.facts.get("sources", ()))


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
