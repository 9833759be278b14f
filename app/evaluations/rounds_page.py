"""What the list of a project's rounds shows: each with its scores, the trend, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.charts import Drawing
from app.charts.evaluation import score_trend
from app.clock import today
from app.evaluations.words import period, points, voice
from app.facts.evaluation import RoundFact, rounds_of, scheme_of
from app.facts.rectification import findings_of
from app.facts.schedule import ahead, live_days
from app.facts.thresholds import limits_of
from app.language import moment, percent, say
from app.models import Project
from app.words import _
from phases.evaluation.model import DIMENSIONS
from phases.evaluation.plan import Planned
from phases.evaluation.rectification import OPEN


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A score in a list: points, its coverage, and whether that is too small to build on."""

    points: str
    coverage: str
    indicative: bool


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list."""

    number: int
    url: str
    period: str
    closed: bool
    scores: tuple[ScoreCell, ...]
    level: str
    findings: int
    open_actions: int
    computed: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A round that the schedule proposes; `due` once its days are over, `first` and `last` as a form posts them."""

    number: int
    period: str
    first: str
    last: str
    due: bool


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The list, newest first, the trend from two measured rounds on, and the rounds planned next.

    `interval` is the number of days between rounds that holds for the project.
    """

    rows: list[RoundRow]
    trend: Drawing | None
    next_period: str
    next_dates: tuple[date, date]
    dimensions: list[str]
    planned: list[PlannedRow]
    interval: int
    since: date


def rounds_page(project: Project) -> RoundsPage:
    """Everything the list of rounds shows, in seven queries."""
    rounds = rounds_of([project.id])[project.id]
    scheme = scheme_of(project.edition)
    found = findings_of(project.id) if rounds else ()
    findings: dict[int, tuple[int, int]] = {}
    for finding in found:
        count, still = findings.get(finding.round_id, (0, 0))
        owed = sum(action.state in OPEN for action in finding.actions)
        findings[finding.round_id] = (count + 1, still + owed)
    limits = limits_of(project)["evaluation"]
    since = live_days({project.id: project.go_live or project.planned_end})[project.id]
    coming = ahead(since, [(one.from_date, one.to_date, one.number) for one in rounds], limits)
    dates = coming[0].first, coming[0].last
    return RoundsPage(
        rows=[_row(project.key, one, *findings.get(one.id, (0, 0))) for one in reversed(rounds)],
        trend=_trend(project, rounds),
        next_period=period(*dates),
        next_dates=dates,
        dimensions=[say(title) for title in scheme.dimensions.values()],
        planned=[_planned(one, today(project.time_zone)) for one in coming],
        interval=int(limits["interval_days"]),
        since=since,
    )


def _planned(one: Planned, now: date) -> PlannedRow:
    return PlannedRow(
        one.number, period(one.first, one.last), one.first.isoformat(), one.last.isoformat(), one.due(now)
    )


def _row(project_key: str, one: RoundFact, findings: int, open_actions: int) -> RoundRow:
    scores = [one.scores[dimension] for dimension in DIMENSIONS]
    return RoundRow(
        number=one.number,
        url=f"/projects/{project_key}/rounds/{one.number}",
        period=period(one.from_date, one.to_date),
        closed=one.closed,
        scores=tuple(
            ScoreCell(points(score.points), percent(score.coverage), score.points is not None and score.indicative)
            for score in scores
        ),
        level=str(one.level) if one.level else "–",
        findings=findings,
        open_actions=open_actions,
        computed=moment(one.computed_at),
    )


def _trend(project: Project, rounds: tuple[RoundFact, ...]) -> Drawing | None:
    measured = [one for one in rounds if any(score.points is not None for score in one.scores.values())]
    if len(measured) < 2:
        return None
    return score_trend(
        scheme_of(project.edition),
        [(one.to_date, {dimension: one.scores[dimension].points for dimension in DIMENSIONS}) for one in measured],
        key="trend",
        title=_("Scores over the rounds"),
        about=_("Breadth, depth and effect on a scale from 0 to 100, each at the last day of its round."),
        voice=voice(),
    )
