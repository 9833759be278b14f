"""What the page of one round shows: scores first, then every indicator, what changed, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.charts.evaluation import indicator_bars, score_radar
from app.clock import day_in
from app.evaluations.drawn import Drawn, drawn
from app.evaluations.indicator_rows import IndicatorRow, IndicatorTable
from app.evaluations.next_rows import StepRow, step_rows
from app.evaluations.round_changes import ChangeRow, RaiseRow, change_groups, raise_rows
from app.evaluations.round_sources import SourceRow, at_hand, source_row, unknown_names
from app.evaluations.words import changed, points, voice
from app.facts.basis import changed_since
from app.facts.beside import Beside, beside
from app.facts.evaluation import (
    RoundFact,
    SourceFact,
    rounds_of,
    scheme_of,
    sources_of,
    sources_used,
)
from app.facts.freezing import Frozen, corrections_of
from app.facts.late import late_for
from app.facts.next_steps import steps_of
from app.language import day, language, listed, percent, say
from app.models import Project
from app.registers.measured import Figure, behaviour_of
from app.words import _
from phases.evaluation.model import Dimension, Indicator
from phases.evaluation.rounds import Kind
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import DimensionScore, Level, dimension_scores, level
from phases.model import Text


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """A dimension: its score with coverage, its drawing and its indicators."""

    word: Dimension
    title: str
    points: str
    coverage: str
    measured: str
    indicative: bool
    change: str
    bars: Drawn | None
    rows: list[IndicatorRow]


@dataclass(slots=True)
class RoundPage:
    """A round with all that was computed for it; `before` is the round that it is compared with.

    Below the coverage `floor` a dimension is indicative only.
    """

    round: RoundFact
    before: RoundFact | None
    beside: Beside
    indicators: tuple[Indicator, ...]
    old: tuple[Indicator, ...]
    dimensions: list[DimensionPart]
    level: Level | None
    radar: Drawn | None
    raises: list[RaiseRow]
    aims_met: bool
    changes: list[tuple[Kind, str, list[ChangeRow]]]
    sources: list[SourceRow]
    remarks: list[str]
    unknown: list[tuple[str, str]] = field(default_factory=list)
    steps: list[StepRow] = field(default_factory=list)
    stale: str = ""
    at_hand: str = ""
    behaviour: list[Figure] = field(default_factory=list)
    frozen: Frozen | None = None
    frozen_on: str = ""
    arrivals: list[str] = field(default_factory=list)
    corrections: int = 0
    floor: str = ""


def round_page(project: Project, number: int) -> RoundPage | None:
    """The round with this number and all that its figures show, in four queries; None if there is none."""
    rounds = rounds_of([project.id])[project.id]
    one = next((round_ for round_ in rounds if round_.number == number), None)
    if one is None:
        return None
    found = beside(project.id, one, rounds)
    kept, before = found.kept, found.before
    indicators = found.indicators(found.rounds[-2:])
    new, old = indicators[one.id], indicators[before.id] if before else ()
    scheme = scheme_of(one.edition)
    scores = dimension_scores(scheme, new)
    sources = sources_of(project.id)
    table = IndicatorTable(scheme, voice())
    raises = [row for score in scores.values() for row in raise_rows(scheme, score, table.voice)]
    return RoundPage(
        round=one,
        before=before,
        beside=found,
        indicators=new,
        old=old,
        dimensions=[_dimension(table, score, new, old, before) for score in scores.values()],
        level=level(scheme, scores),
        radar=_radar(scheme, one, scores, before),
        raises=raises,
        aims_met=not raises and any(score.measured for score in scores.values()),
        changes=change_groups(old, new, table.voice) if before and one.computed_at else [],
        sources=[
            source_row(source, project.time_zone) for source in (sources_used(one) if one.computed_at else sources)
        ],
        remarks=[say(Text(**remark)) for remark in one.facts.get("remarks", ())],
        unknown=unknown_names(one.facts.get("log", {})),
        steps=step_rows(scheme, steps_of(one, new)) if one.computed_at else [],
        stale=_stale(one, sources, project.edition),
        at_hand="" if one.computed_at else at_hand(sources),
        behaviour=_behaviour(project, one, kept),
        frozen=kept,
        frozen_on=day(day_in(kept.created_at, project.time_zone)) if kept else "",
        arrivals=[say(each.sentence) for each in late_for(project, one, sources)],
        corrections=len(corrections_of([one.id])[one.id]) if one.closed else 0,
        floor=percent(scheme.limits["coverage_indicative"] / 100),
    )


def _stale(one: RoundFact, sources: Iterable[SourceFact], edition: str) -> str:
    """That a round was computed before something changed, and what; nothing when it was not."""
    changed = [say(each) for each in changed_since(one, sources, edition)]
    if not changed:
        return ""
    return _("Computed before these changed: %(what)s. Compute again.", what=listed(changed))


def _behaviour(project: Project, one: RoundFact, kept: Frozen | None) -> list[Figure]:
    """What people did with what they were taught: as it stood when the round was closed, or as it stands."""
    stood = kept.contents.get("behaviour") if kept else None
    if stood is None:
        return behaviour_of(project, one.to_date)
    return [Figure(**values) for values in stood[language()]]


def _dimension(
    table: IndicatorTable,
    score: DimensionScore,
    new: Iterable[Indicator],
    old: Iterable[Indicator],
    before: RoundFact | None,
) -> DimensionPart:
    own = [one for one in new if one.dimension == score.dimension]
    was = before.scores[score.dimension].points if before else None
    change = changed(score.score, was)
    return DimensionPart(
        word=score.dimension,
        title=say(score.title),
        points=points(score.score),
        coverage=percent(score.coverage),
        measured=_("%(measured)s of %(declared)s indicators", measured=score.measured, declared=score.declared),
        indicative=score.indicative and score.score is not None,
        change=change,
        bars=_bars(table, score, own, old, before),
        rows=[table.row(one) for one in own],
    )


def _bars(
    table: IndicatorTable,
    score: DimensionScore,
    own: Sequence[Indicator],
    old: Iterable[Indicator],
    before: RoundFact | None,
) -> Drawn | None:
    if not score.measured:
        return None
    drawing = indicator_bars(
        table.scheme,
        [one for one in own if one.value is not None],
        before={one.key: one for one in old},
        before_name=_name(before) if before else "",
        key=f"bars-{score.dimension}",
        title=_("%(dimension)s: measured indicators with their bands", dimension=say(score.title)),
        about=_("Each indicator on its own scale; the mark shows its value, the band behind it how good that is."),
        voice=table.voice,
    )
    return drawn(drawing)


def _radar(
    scheme: Scheme, one: RoundFact, scores: Mapping[Dimension, DimensionScore], before: RoundFact | None
) -> Drawn | None:
    if all(score.score is None for score in scores.values()):
        return None
    drawing = score_radar(
        scheme,
        {dimension: score.score for dimension, score in scores.items()},
        name=_name(one),
        before={dimension: score.points for dimension, score in before.scores.items()} if before else None,
        before_name=_name(before) if before else "",
        key="radar",
        title=_("Breadth, depth and effect"),
        about=_("The three scores on a scale from 0 to 100; what was not measured has no mark."),
        voice=voice(),
    )
    return drawn(drawing.trimmed)


def _name(one: RoundFact) -> str:
    return _("Round %(number)s", number=one.number)
