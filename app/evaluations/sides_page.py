"""The three views of a round as its page shows them: scores with what is known, the drawing, the disagreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.charts.views import known_of, three_views
from app.evaluations.drawn import Drawn, drawn
from app.evaluations.words import points, voice
from app.language import say
from phases.evaluation.views import Sides, View
from phases.evaluation.views_declared import VIEWS, load


@dataclass(frozen=True, slots=True)
class Cell:
    """What one view says: its score with what is known of it, or why it is not measured."""

    title: str
    points: str
    known: str
    reason: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """A dimension with its three views."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Which survey score speaks of which dimension, and how it becomes 0–100."""

    dimension: str
    title: str
    why: str
    rescaling: str
    source: str


@dataclass(frozen=True, slots=True)
class SidesPage:
    """The part of a round's page on the three views; `disagreements` are (sentence, what to look at)."""

    drawing: Drawn | None
    titles: tuple[str, ...]
    rows: tuple[SideRow, ...]
    disagreements: tuple[tuple[str, str], ...]
    agreed: bool
    feeds: tuple[FeedRow, ...]


def sides_page(sides: Sequence[Sides]) -> SidesPage:
    """The three views in the reader's language; agreement is only said where two views were measured."""
    measured = [sum(view.score is not None for view in one.views) for one in sides]
    found = tuple((say(each.sentence), say(each.look)) for one in sides for each in one.disagreements)
    titles = {one.dimension: say(one.title) for one in sides}
    return SidesPage(
        drawing=drawn(three_views(sides, key="views", voice=voice())) if any(measured) else None,
        titles=tuple(say(title) for title in VIEWS.values()),
        rows=tuple(SideRow(say(one.title), tuple(_cell(view) for view in one.views)) for one in sides),
        disagreements=found,
        agreed=not found and any(count > 1 for count in measured),
        feeds=tuple(
            FeedRow(titles[one.dimension], say(one.title), say(one.why), say(one.rescaling), say(one.source))
            for one in load().feeds
        ),
    )


def _cell(view: View) -> Cell:
    return Cell(say(VIEWS[view.name]), points(view.score), known_of(view, voice()), say(view.note))
