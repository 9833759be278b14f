"""Three views of a dimension side by side: logs, survey, judgement; where they disagree, that is said.

The views are never put together into one figure. A view that is missing is not measured, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from phases.evaluation.judgement import Grade, Judged, judged
from phases.evaluation.model import DIMENSIONS, Dimension
from phases.evaluation.scheme import Scheme
from phases.evaluation.scoring import DimensionScore
from phases.evaluation.surveys import Score
from phases.evaluation.views_declared import VIEWS, Declared, Feed, ViewName
from phases.model import Text, say

NO_DATA = Text("Nothing of it has been computed from data in this round.", "本轮没有据数据算出的指标。")
NO_SURVEY = Text(
    "No closed survey of this round asked for it, or too few people answered.",
    "本轮没有已结束的相关问卷，或答卷人数不足。",
)
NO_GRADES = Text("Nobody has handed in grades for it.", "尚无顾问提交评分。")
ALL_UNKNOWN = Text("All graders answered “don't know”.", "评分顾问均选择“不清楚”。")
HIDDEN = Text("Shown once you have handed in your own grades.", "提交本人评分后显示。")


@dataclass(frozen=True, slots=True)
class View:
    """What one view says of a dimension: a score of 0–100, None when not measured (`note` then says why).

    `measured` of `declared` indicators, scores of instruments or grades are known; `coverage` is that as a share, for
    logs by weight. `n` counts people: the fewest answers to one of the scores, the graders; None for logs. `spread` is
    how far graders lie apart. `indicative` says that too little is known to rely on it.
    """

    name: ViewName
    score: float | None
    coverage: float
    measured: int
    declared: int
    n: int | None = None
    spread: float | None = None
    indicative: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two views that lie further apart than the edition allows: `points` between them, and what to look at."""

    higher: ViewName
    lower: ViewName
    points: float
    sentence: Text
    look: Text


@dataclass(frozen=True, slots=True)
class Sides:
    """A dimension from three sides, in the order logs, survey, judgement."""

    dimension: Dimension
    title: Text
    views: tuple[View, ...]
    disagreements: tuple[Disagreement, ...]

    def stored(self) -> dict[str, Any]:
        """All of it as JSON values, in both languages; `restored` reads it back."""
        return asdict(self)


def restored(values: Mapping[str, Any]) -> Sides:
    """The sides that `stored()` wrote, also after a journey through JSON."""
    views = (View(**{**one, "note": Text(**one["note"]) if one["note"] else None}) for one in values["views"])
    found = (
        Disagreement(**{**one, "sentence": Text(**one["sentence"]), "look": Text(**one["look"])})
        for one in values["disagreements"]
    )
    return Sides(values["dimension"], Text(**values["title"]), tuple(views), tuple(found))


def side_by_side(
    scheme: Scheme,
    declared: Declared,
    logs: Mapping[Dimension, DimensionScore],
    survey: Iterable[Score],
    grades: Iterable[Grade] | None,
) -> tuple[Sides, ...]:
    """Breadth, depth and effect from three sides; with `grades` None the judgement is kept from the reader."""
    said, given = tuple(survey), None if grades is None else tuple(grades)
    return tuple(_sides(scheme, declared, logs[dimension], said, given) for dimension in DIMENSIONS)


def _sides(
    scheme: Scheme,
    declared: Declared,
    logs: DimensionScore,
    survey: tuple[Score, ...],
    grades: tuple[Grade, ...] | None,
) -> Sides:
    dimension, least = logs.dimension, scheme.limits["coverage_indicative"] / 100
    feeds = [feed for feed in declared.feeds if feed.dimension == dimension]
    views = (
        logs_view(logs),
        survey_view(feeds, survey, int(scheme.limits["group_minimum"]), least),
        HIDDEN_VIEW if grades is None else judgement_view(judged(dimension, grades), least),
    )
    found = disagreements(declared, logs.title, views, scheme.limits["disagreement"])
    return Sides(dimension, logs.title, views, tuple(found))


HIDDEN_VIEW = View("judgement", None, 0.0, 0, 0, note=HIDDEN)


def logs_view(one: DimensionScore) -> View:
    """What the data show: the dimension's own score."""
    note = None if one.score is not None else NO_DATA
    return View(
        "logs", one.score, one.coverage, one.measured, one.declared,
        indicative=one.indicative and one.score is not None, note=note,
    )  # fmt: skip


def survey_view(feeds: Iterable[Feed], scores: Iterable[Score], minimum: int, least: float) -> View:
    """What people say: the mean of the scores that speak of the dimension, each weighing the same.

    A score that several surveys have is their mean, weighted by answers. One with fewer than `minimum` answers is not
    measured. Below `least` (0–1) of the scores declared the view is indicative only.
    """
    wanted, given = [feed.score for feed in feeds], tuple(scores)
    found = [one for key in wanted if (one := _pooled(key, given, minimum)) is not None]
    coverage = len(found) / len(wanted) if wanted else 0.0
    if not found:
        return View("survey", None, coverage, 0, len(wanted), note=NO_SURVEY)
    mean = sum(points for points, _ in found) / len(found)
    n = min(people for _, people in found)
    return View("survey", mean, coverage, len(found), len(wanted), n=n, indicative=coverage < least)


def _pooled(key: str, scores: tuple[Score, ...], minimum: int) -> tuple[float, int] | None:
    enough = [(one.points, one.n) for one in scores if one.key == key and one.points is not None and one.n >= minimum]
    people = sum(n for _, n in enough)
    return (sum(points * n for points, n in enough) / people, people) if people else None


def judgement_view(one: Judged, least: float) -> View:
    """What the consultants judge: the mean of the grades handed in."""
    if one.score is None:
        return View("judgement", None, 0.0, 0, one.asked, note=ALL_UNKNOWN if one.asked else NO_GRADES)
    return View(
        "judgement", one.score, one.coverage, one.graded, one.asked, n=one.graders, spread=one.spread,
        indicative=one.coverage < least,
    )  # fmt: skip


def disagreements(declared: Declared, title: Text, views: Iterable[View], limit: float) -> Iterator[Disagreement]:
    """Each pair of measured views more than `limit` points apart, in the order of the views."""
    for one, other in combinations([view for view in views if view.score is not None], 2):
        assert one.score is not None
        assert other.score is not None
        points = round(abs(one.score - other.score), 6)
        if points > limit:
            higher, lower = (one, other) if one.score > other.score else (other, one)
            yield Disagreement(
                higher.name, lower.name, points, _sentence(title, higher, lower, points),
                declared.looks[higher.name, lower.name],
            )  # fmt: skip


def _sentence(title: Text, higher: View, lower: View, points: float) -> Text:
    return say(
        "{title}: {higher} {high:g}, {lower} {low:g}; they lie {points:g} points apart.",
        "{title}：{higher} {high:g} 分，{lower} {low:g} 分，相差 {points:g} 分。",
        title=title,
        higher=VIEWS[higher.name],
        lower=VIEWS[lower.name],
        high=round(higher.score or 0.0, 1),
        low=round(lower.score or 0.0, 1),
        points=round(points, 1),
    )
