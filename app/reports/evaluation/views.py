"""The three views of a round in print: the drawing of the screen, the figures, where they disagree and what to see."""

from __future__ import annotations

from collections.abc import Iterator

from app.charts import Voice
from app.charts.views import known_of, three_views
from app.reports.model import Block, Chart, Column, Points, Table
from app.reports.sources import Evaluation
from app.reports.wording import points
from phases.evaluation.views import Sides, View
from phases.evaluation.views_declared import VIEWS


def view_blocks(source: Evaluation, voice: Voice) -> Iterator[Block]:
    """Nothing for a round of which no view was gathered."""
    _ = voice.gettext
    if not source.views:
        return
    columns = (
        Column(_("Dimension"), share=10),
        *(Column(title.in_(voice.language), share=30) for title in VIEWS.values()),
    )
    rows = tuple((one.title.in_(voice.language), *(_cell(view, voice) for view in one.views)) for one in source.views)
    note = _("The views are never put into one figure: where they disagree, that is the finding.")
    yield Table(_("The three views in figures"), columns, rows, note=note)
    if any(view.score is not None for one in source.views for view in one.views):
        yield Chart(three_views(source.views, key="views", voice=voice), numbers=False)
    if said := tuple(_said(source.views, voice)):
        yield Points(_("Where the views disagree, and what to look at"), said)


def _cell(view: View, voice: Voice) -> str:
    if view.score is None:
        reason = view.note.in_(voice.language) if view.note else ""
        return voice.gap.join((voice.gettext("not measured") + ("。" if voice.chinese else "."), reason)).strip()
    return ("，" if voice.chinese else " · ").join((_scored(view.score, voice), known_of(view, voice)))


def _scored(score: float, voice: Voice) -> str:
    return voice.gettext("%(points)s points") % {"points": points(score, voice)}


def _said(sides: tuple[Sides, ...], voice: Voice) -> Iterator[str]:
    for one in sides:
        for each in one.disagreements:
            yield voice.gap.join((each.sentence.in_(voice.language), each.look.in_(voice.language)))
