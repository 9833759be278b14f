"""The three scores of a round, the heaviest indicators on one picture, and what keeps the level from rising."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Drawing, Outline, Voice, radar
from app.charts.radar import ON_PAPER
from app.reports.evaluation.views import view_blocks
from app.reports.model import Block, Chart, Column, Points, Table
from app.reports.sources import Evaluation
from app.reports.wording import DASH, points
from phases.evaluation.scoring import dimension_scores, level

MOST_AXES = 8


def scores_blocks(source: Evaluation, voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    language = voice.language
    scores = dimension_scores(source.scheme, source.indicators)
    before = dimension_scores(source.scheme, source.before)
    rows = tuple(
        (
            one.title.in_(language),
            points(one.score, voice),
            points(before[dimension].score, voice),
            voice.percent(one.coverage),
            f"{one.measured} / {one.declared}",
            _("indicative only") if one.indicative else DASH,
        )
        for dimension, one in scores.items()
    )
    columns = (
        Column(_("Dimension"), share=20),
        Column(_("Score"), numeric=True, share=15),
        Column(_("Last round"), numeric=True, share=15),
        Column(_("Weight measured"), numeric=True, share=15),
        Column(_("Indicators measured"), numeric=True, share=20),
        Column(_("Note"), share=15),
    )
    note = _(
        "A score is the weighted mean of the measured indicators. "
        "What is not measured does not count as zero; it lowers the coverage."
    )
    yield Table(_("Scores of the three dimensions"), columns, rows, note=note)
    if drawing := _radar(source, voice):
        yield Chart(drawing, numbers=False)
    reached = level(source.scheme, scores)
    if reached and reached.held_by:
        title = _("What keeps the level from rising")
        yield Points(title, tuple(sentence.in_(language) for sentence in reached.held_by))
    yield from view_blocks(source, voice)


def _radar(source: Evaluation, voice: Voice) -> Drawing | None:
    """The heaviest indicators of all dimensions on one picture; None when there are fewer than three."""
    _ = voice.gettext
    measured = [one for one in source.indicators if one.score is not None]
    heaviest = sorted(measured, key=lambda one: -one.weight)[:MOST_AXES]
    chosen = [one for one in source.indicators if one in heaviest]
    if len(chosen) < 3:
        return None
    before = {one.key: one.score for one in source.before}
    outlines = [Outline(_("this round"), [one.score for one in chosen])]
    if any(before.get(one.key) is not None for one in chosen):
        outlines.append(Outline(_("last round"), [before.get(one.key) for one in chosen]))
    about = _("Scores from 0 to 100 points of the indicators with the greatest weight.")
    axes = [one.title.in_(voice.language) for one in chosen]
    return radar(
        axes, outlines, key="radar", title=_("The indicators that weigh most"), about=about, reach=ON_PAPER, voice=voice
    )
