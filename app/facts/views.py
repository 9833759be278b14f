"""Rows to the three views of a round: what the data show, what people say, what the consultants judge."""

from __future__ import annotations

from collections.abc import Iterable

from app.facts.evaluation import RoundFact, scheme_of
from app.facts.freezing import frozen
from app.facts.judgement import handed_in
from app.facts.surveys import scores_of_round
from app.models import Round
from phases.evaluation.model import Indicator
from phases.evaluation.scoring import dimension_scores
from phases.evaluation.views import Sides, restored, side_by_side
from phases.evaluation.views_declared import load


def views_of(one: RoundFact | Round, indicators: Iterable[Indicator], *, judgement: bool = True) -> tuple[Sides, ...]:
    """Breadth, depth and effect of a round from three sides; of a closed one as they stood when it was closed.

    Without `judgement` the grades are kept from a reader who has not handed in their own.
    """
    kept = frozen(one.id) if one.state == "closed" else None
    if kept is not None and "views" in kept.contents:
        return tuple(restored(sides) for sides in kept.contents["views"])
    scheme = scheme_of(one.edition)
    grades = tuple(grade.for_method() for grade in handed_in(one.id)) if judgement else None
    said = [found.score for found in scores_of_round(one.id, until=one.closed_at)]
    return side_by_side(scheme, load(), dimension_scores(scheme, indicators), said, grades)
