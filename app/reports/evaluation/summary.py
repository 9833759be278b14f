"""The first page of an evaluation report: the level, three scores, what improved and what pulls them down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.charts import Bar, Drawing, Voice, Zone, bars
from app.charts.bars import Band
from app.reports.catalogue import own_text
from app.reports.model import Chart, Figure, Points, Summary, Tone
from app.reports.sources import Evaluation
from app.reports.wording import DASH, labelled, points, signed_number, value
from phases.evaluation.model import Dimension
from phases.evaluation.rounds import Change
from phases.evaluation.scoring import DimensionScore, Level, dimension_scores, level
from phases.model import Text, listed

SCORE_ZONES = (Zone(50, "red"), Zone(80, "yellow"), Zone(100, "green"))
MOST_POINTS = 4


def summary(source: Evaluation, voice: Voice) -> Summary:
    _ = voice.gettext
    scores = dimension_scores(source.scheme, source.indicators)
    reached = level(source.scheme, scores)
    tone: Tone = (
        "plain" if reached is None else "good" if reached.number >= 4 else "watch" if reached.number >= 2 else "weak"
    )
    return Summary(
        verdict=_verdict(reached, source.changed, voice),
        tone=tone,
        tone_word=_level_word(reached, voice),
        figures=tuple(_figures(source, scores, reached, voice)),
        points=tuple(_summary_points(source, scores, voice)),
        chart=Chart(_score_bars(source, scores, voice), numbers=False),
        own_text=next(iter(own_text(source.cover.texts.get("summary", ""))), None),
    )


def _level_word(reached: Level | None, voice: Voice) -> str:
    _ = voice.gettext
    if reached is None:
        return _("No level: nothing has been measured")
    return _("Level %(number)s of 5: %(title)s") % {
        "number": reached.number,
        "title": reached.title.in_(voice.language),
    }


def _verdict(reached: Level | None, changed: Sequence[Text], voice: Voice) -> str:
    _ = voice.gettext
    what = listed(changed).in_(voice.language)
    old = [_("The figures were computed before these changed: %(what)s.") % {"what": what}] if changed else []
    if reached is None:
        return voice.gap.join([_("Nothing has been measured in this round yet."), *old])
    words = reached.meaning.in_(voice.language)
    held = [sentence.in_(voice.language) for sentence in reached.held_by]
    indicative = [_("The level is indicative only, because too little was measured.")] if reached.indicative else []
    return voice.gap.join([words, *held, *indicative, *old])


def _figures(
    source: Evaluation, scores: dict[Dimension, DimensionScore], reached: Level | None, voice: Voice
) -> Iterator[Figure]:
    _ = voice.gettext
    before = dimension_scores(source.scheme, source.before)
    for dimension, one in scores.items():
        note = _("measured: %(share)s of the weight") % {"share": voice.percent(one.coverage)}
        was = before[dimension].score
        if one.score is not None and was is not None:
            note = _("%(change)s since the last round") % {
                "change": signed_number(round(one.score) - round(was), voice)
            }
        yield Figure(one.title.in_(voice.language), points(one.score, voice), _indicative(one, voice) or note)
    yield Figure(
        _("Level"), f"{reached.number}/5" if reached else DASH, reached.title.in_(voice.language) if reached else ""
    )


def _indicative(one: DimensionScore, voice: Voice) -> str:
    _ = voice.gettext
    return _("indicative only: measured %(share)s") % {"share": voice.percent(one.coverage)} if one.indicative else ""


def _summary_points(source: Evaluation, scores: dict[Dimension, DimensionScore], voice: Voice) -> Iterator[Points]:
    _ = voice.gettext
    language = voice.language
    better = sorted((one for one in source.changes if one.kind == "improved"), key=lambda one: -(one.points or 0))
    risen = tuple(_moved(one, voice) for one in better[:MOST_POINTS])
    yield Points(_("What improved most"), risen or (_("Nothing can be compared yet."),))
    pulls = sorted(((pull, one) for one in scores.values() for pull in one.pulls), key=lambda each: -each[0].points)
    gain = _("%(title)s: %(dimension)s could gain up to %(points)s points")
    pulled = tuple(
        gain
        % {
            "title": pull.indicator.title.in_(language),
            "points": points(pull.points, voice),
            "dimension": one.title.in_(language),
        }
        for pull, one in pulls[:MOST_POINTS]
    )
    yield Points(_("What pulls the scores down most"), pulled or (_("Nothing."),))


def _moved(change: Change, voice: Voice) -> str:
    """An indicator with its old and new value: Activation: 61% → 78%."""
    one = change.new or change.old
    if one is None:
        return DASH
    was, now = (value(x.value if x else None, one.unit, voice) for x in (change.old, change.new))
    return labelled(one.called.in_(voice.language), f"{was} → {now}", voice)


def _score_bars(source: Evaluation, scores: dict[Dimension, DimensionScore], voice: Voice) -> Drawing:
    _ = voice.gettext
    before = dimension_scores(source.scheme, source.before)
    entries = [
        Bar(
            one.title.in_(voice.language),
            one.score,
            points(one.score, voice),
            None if one.score is None else _score_band(one.score),
            SCORE_ZONES,
            before=before[dimension].score,
            ticks=("50", "80"),
        )
        for dimension, one in scores.items()
    ]
    about = _("Breadth, depth and effect from 0 to 100 points on their bands, with the last round where there was one.")
    return bars(entries, key="scores", title=_("Three scores"), about=about, before=_("last round"), voice=voice)


def _score_band(score: float) -> Band:
    return "green" if score >= 80 else "yellow" if score >= 50 else "red"
