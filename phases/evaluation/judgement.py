"""The consultants' judgement of a round: statements graded 0 to 4 by what can be seen, and the score of the graded.

Reads checklists/judgement.yaml. “Don't know” lowers the coverage and never the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phases.edition import CHECKLISTS, EditionError
from phases.evaluation.model import DIMENSIONS, Dimension
from phases.model import Text
from phases.reading import Entry, read

FEWEST, MOST, FULL = 4, 6, 4
UNKNOWN = "unknown"
GRADES: Mapping[str, int | None] = {str(points): points for points in range(FULL + 1)} | {UNKNOWN: None}
"""What a statement can be graded with, and the points of each; None is “don't know”."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is graded; `anchors` say what can be seen at 0, 1, 2, 3 and 4."""

    id: str
    dimension: Dimension
    text: Text
    anchors: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """What one grader gave one statement; `points` are 0 to 4, None for “don't know”."""

    statement: str
    grader: str
    points: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A dimension as judged: score 0–100 (None when nobody graded), of `asked` grades `graded` were known.

    `spread` is how far the graders' own means lie apart in points of 100, None with fewer than two graders.
    """

    dimension: Dimension
    score: float | None
    graded: int
    asked: int
    graders: int
    spread: float | None

    @property
    def coverage(self) -> float:
        """Grades of who knew / grades asked for, 0–1."""
        return self.graded / self.asked if self.asked else 0.0


def judged(dimension: Dimension, grades: Iterable[Grade]) -> Judged:
    """The score of a dimension from the grades that were handed in; those of other dimensions are passed over."""
    own = [one for one in grades if one.statement.startswith(f"{dimension}.")]
    by_grader: dict[str, list[int]] = {}
    for one in own:
        if one.points is not None:
            by_grader.setdefault(one.grader, []).append(one.points)
    means = [_score(points) for points in by_grader.values()]
    known = [points for each in by_grader.values() for points in each]
    return Judged(
        dimension=dimension,
        score=_score(known) if known else None,
        graded=len(known),
        asked=len(own),
        graders=len(by_grader),
        spread=max(means) - min(means) if len(means) > 1 else None,
    )


def _score(points: list[int]) -> float:
    """The mean of grades / 4 × 100."""
    return 100 * sum(points) / (FULL * len(points))


@cache
def load(folder: Path = CHECKLISTS) -> Mapping[Dimension, tuple[Statement, ...]]:
    """The statements by dimension, in this order; EditionError lists everything that is wrong with the file."""
    problems: list[str] = []
    file = read(folder / "judgement.yaml", problems, listed="dimensions")
    found: dict[Dimension, tuple[Statement, ...]] = {}
    for entry, dimension in zip(file.entries("dimensions", "dimension"), DIMENSIONS, strict=False):
        found[dimension] = _of(entry, dimension)
    if list(found) != list(DIMENSIONS):
        file.problem(f"the dimensions should be {', '.join(DIMENSIONS)}")
    ids = [one.id for statements in found.values() for one in statements]
    for twice in sorted({id for id in ids if ids.count(id) > 1}):
        file.problem(f"the id “{twice}” appears twice")
    if problems:
        raise EditionError(problems)
    return MappingProxyType(found)


@cache
def by_id(folder: Path = CHECKLISTS) -> Mapping[str, Statement]:
    """All statements by id, in the order of the file."""
    return MappingProxyType({one.id: one for statements in load(folder).values() for one in statements})


def _of(entry: Entry, dimension: Dimension) -> tuple[Statement, ...]:
    if entry.words("id") != dimension:
        entry.problem(f"this should be “{dimension}”")
    found = tuple(_statement(one, dimension) for one in entry.entries("statements", "statement"))
    if not FEWEST <= len(found) <= MOST:
        entry.problem(f"there should be {FEWEST} to {MOST} statements, not {len(found)}")
    entry.nothing_else()
    return found


def _statement(entry: Entry, dimension: Dimension) -> Statement:
    statement = Statement(entry.words("id"), dimension, entry.text("text"), entry.texts("anchors", "anchor"))
    if not statement.id.startswith(f"{dimension}."):
        entry.problem(f"the id should begin with “{dimension}.”")
    if len(statement.anchors) != FULL + 1:
        entry.problem("there should be five anchors, for 0 to 4")
    entry.nothing_else()
    return statement
