"""What the page of one round shows: scores first, then every indicator, what changed, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.charts import Drawing
from app.charts.evaluation import indicator_bars, score_radar, shown
from app.evaluations.words import (
    BAND_TONES,
    band_word,
    difference,
    fraction,
    interval,
    points,
    signed,
    value_of,
    voice,
)
from app.facts.evaluation import (
    RoundFact,
    SourceFact,
    indicators_of,
    is_stale,
    round_before,
    rounds_of,
    scheme_of,
    sources_of,
    sources_used,
)
from app.language import day, number, percent, say
from app.models import Project
from app.words import _
from phases.evaluation.effect import CRITERION
from phases.evaluation.model import Dimension, Indicator
from phases.evaluation.rounds import Change, Kind, compare, of_kind
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import DimensionScore, Level, dimension_scores, level
from phases.model import Text


@dataclass(frozen=True, slots=True)
class PartRow:
    """An indicator within one group; the figures of a small group are not shown."""

    name: str
    value: str
    fraction: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as the table shows it; `reason` says why it is not measured, `note` what to mind if it is."""

    key: str
    title: str
    value: str
    fraction: str
    coverage: str
    n: str
    tone: str
    band: str
    score: str
    interval: str
    reason: str
    note: str
    definition: str
    details: list[tuple[str, str]]
    parts: list[PartRow]


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
    bars: Drawing | None
    rows: list[IndicatorRow]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An indicator in this round and the one before."""

    title: str
    old: str
    new: str
    difference: str
    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class RaiseRow:
    """An indicator that pulls a score down: what it is now, from where it is good, what the score would gain."""

    dimension: str
    title: str
    now: str
    good: str
    gain: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file that went in."""

    name: str
    kind: str
    rows: str
    accepted: str
    refused: str
    period: str
    digest: str


@dataclass(slots=True)
class RoundPage:
    """A round with all that was computed for it; `before` is the round that it is compared with."""

    round: RoundFact
    before: RoundFact | None
    rounds: tuple[RoundFact, ...]
    indicators: tuple[Indicator, ...]
    old: tuple[Indicator, ...]
    dimensions: list[DimensionPart]
    level: Level | None
    radar: Drawing | None
    raises: list[RaiseRow]
    changes: list[tuple[Kind, str, list[ChangeRow]]]
    sources: list[SourceRow]
    remarks: list[str]
    unknown: list[tuple[str, str]] = field(default_factory=list)
    stale: bool = False


def round_page(project: Project, found: int) -> RoundPage:
    """The round with this id and all that its figures show, in three queries."""
    rounds = rounds_of([project.id])[project.id]
    one = next(round_ for round_ in rounds if round_.id == found)
    before = round_before(rounds, one)
    indicators = indicators_of([one, before] if before else [one])
    new, old = indicators[one.id], indicators[before.id] if before else ()
    scheme = scheme_of(one.edition)
    scores = dimension_scores(scheme, new)
    sources = sources_of(project.id)
    return RoundPage(
        round=one,
        before=before,
        rounds=rounds,
        indicators=new,
        old=old,
        dimensions=[_dimension(scheme, score, new, old, before) for score in scores.values()],
        level=level(scheme, scores),
        radar=_radar(scheme, one, scores, before),
        raises=[row for score in scores.values() for row in _raises(scheme, score)],
        changes=_changes(old, new) if before else [],
        sources=[_source(source) for source in (sources_used(one) if one.computed_at else sources)],
        remarks=[say(Text(**remark)) for remark in one.facts.get("remarks", ())],
        unknown=_unknown(one.facts.get("log", {})),
        stale=is_stale(one, sources, project.edition),
    )


def _dimension(
    scheme: Scheme,
    score: DimensionScore,
    new: Iterable[Indicator],
    old: Iterable[Indicator],
    before: RoundFact | None,
) -> DimensionPart:
    own = [one for one in new if one.dimension == score.dimension]
    was = before.scores[score.dimension].points if before else None
    change = signed(score.score - was) if score.score is not None and was is not None else ""
    return DimensionPart(
        word=score.dimension,
        title=say(score.title),
        points=points(score.score),
        coverage=percent(score.coverage),
        measured=_("%(measured)s of %(declared)s indicators", measured=score.measured, declared=score.declared),
        indicative=score.indicative and score.score is not None,
        change=change,
        bars=_bars(scheme, score, own, old, before),
        rows=[_indicator(scheme, one) for one in own],
    )


def _bars(
    scheme: Scheme,
    score: DimensionScore,
    own: Sequence[Indicator],
    old: Iterable[Indicator],
    before: RoundFact | None,
) -> Drawing | None:
    if not score.measured:
        return None
    return indicator_bars(
        scheme,
        [one for one in own if one.value is not None],
        before={one.key: one for one in old},
        before_name=_name(before) if before else "",
        key=f"bars-{score.dimension}",
        title=_("%(dimension)s: measured indicators with their bands", dimension=say(score.title)),
        about=_("Each indicator on its own scale; the mark shows its value, the band behind it how good that is."),
        voice=voice(),
    )


def _radar(
    scheme: Scheme, one: RoundFact, scores: Mapping[Dimension, DimensionScore], before: RoundFact | None
) -> Drawing | None:
    if all(score.score is None for score in scores.values()):
        return None
    return score_radar(
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


def _name(one: RoundFact) -> str:
    return _("Round %(number)s", number=one.number)


def _indicator(scheme: Scheme, one: Indicator) -> IndicatorRow:
    declared = scheme[CRITERION if one.dimension == "effect" else one.key]
    unmeasured = one.value is None
    note = say(one.note)
    return IndicatorRow(
        key=one.key,
        title=say(one.title),
        value=value_of(one),
        fraction=fraction(one),
        coverage="" if unmeasured else percent(one.coverage),
        n="" if one.n is None else number(one.n, 0),
        tone=BAND_TONES.get(one.band or "", ""),
        band=band_word(one.band),
        score=points(one.score),
        interval=interval(one),
        reason=note if unmeasured else "",
        note="" if unmeasured else note,
        definition=say(one.definition),
        details=[
            (_("Formula"), say(declared.formula)),
            (_("Period"), say(declared.window)),
            (_("Denominator"), say(declared.denominator)),
            (_("Not counted"), say(declared.exclusions)),
            (_("Source"), f"{say(declared.source)} · {_('version %(number)s', number=one.version)}"),
        ],
        parts=[
            PartRow(part.name, _("too few people to show"), "")
            if part.small
            else PartRow(
                part.name,
                shown(part.value, one.unit, voice()),
                f"{number(part.numerator, 0)} / {number(part.denominator, 0)}",
            )
            for part in one.parts
        ],
    )


def _raises(scheme: Scheme, score: DimensionScore) -> Iterable[RaiseRow]:
    """The indicators that pull a dimension down most, at most three, in order."""
    for pull in score.pulls[:3]:
        one = pull.indicator
        bands = scheme[CRITERION if one.dimension == "effect" else one.key].bands
        border = shown(bands.green, one.unit, voice())
        if not bands.rising:
            good = _("good up to %(value)s", value=border)
        elif bands.exclusive:
            good = _("good above %(value)s", value=border)
        else:
            good = _("good from %(value)s", value=border)
        gain = _("up to +%(points)s points", points=number(pull.points, 1))
        yield RaiseRow(say(score.title), say(one.title), value_of(one), good, gain)


def _changes(old: Iterable[Indicator], new: Iterable[Indicator]) -> list[tuple[Kind, str, list[ChangeRow]]]:
    """What changed, by kind: (word, title, rows); kinds without rows are left out."""
    changes = compare(old, new)
    groups: tuple[tuple[Kind, str], ...] = (
        ("improved", _("Improved")),
        ("worse", _("Worse")),
        ("new", _("New")),
        ("gone", _("Gone")),
        ("incomparable", _("Not comparable")),
        ("same", _("Unchanged")),
    )
    found = [(kind, title, [_change(one) for one in of_kind(changes, kind)]) for kind, title in groups]
    return [group for group in found if group[2]]


def _change(change: Change) -> ChangeRow:
    one = change.new or change.old
    assert one is not None, "a change is of an indicator in one round at least"
    return ChangeRow(
        title=say(one.title),
        old=value_of(change.old),
        new=value_of(change.new),
        difference="" if change.difference is None else difference(change.difference, one.unit),
        points="" if change.points is None else signed(change.points),
        reason=say(change.reason),
    )


def _source(one: SourceFact) -> SourceRow:
    kinds = {"events": _("Usage log"), "users": _("List of users"), "functions": _("List of functions")}
    first, last = (_day(one.first_at), _day(one.last_at))
    return SourceRow(
        name=one.file_name,
        kind=kinds[one.kind],
        rows=number(one.rows, 0),
        accepted=number(one.accepted, 0),
        refused=number(one.refused, 0),
        period=f"{first} – {last}" if first and last else "",
        digest=one.digest,
    )


def _day(instant: str | None) -> str:
    return day(datetime.fromisoformat(instant).date()) if instant else ""


def _unknown(log: Mapping[str, list[list[object]]]) -> list[tuple[str, str]]:
    """Names in the log that no list has, with their events: who or what they are has to be asked."""
    titles = (("unknown_users", _("Users not on the list")), ("unknown_functions", _("Functions not in scope")))
    return [
        (title, ", ".join(f"{name} ({number(int(str(events)), 0)})" for name, events in log[kind]))
        for kind, title in titles
        if log.get(kind)
    ]
