"""Ratings turned into figures: a score for each factor, how far the raters are apart, whether all are in balance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phases.readiness.words import FACTORS

FULL = 4
BESIDE_TECHNOLOGY = ("people", "organisation", "management")


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person thinks of one statement; `points` are 0 to 4, None for “don't know”."""

    factor: str
    statement: str
    rater: str
    side: str
    points: int | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FactorScore:
    """A factor: score 0–100 (None when nobody rated it), how many ratings, how many were asked for.

    `unknown` counts “don't know”; `spread` is how far apart the raters' own means lie, in points of 100, None with
    fewer than two raters. `by_side` has the mean and the number of raters of each side.
    """

    factor: str
    score: float | None
    rated: int
    asked: int
    raters: int
    spread: float | None
    unknown: int = 0
    by_side: tuple[tuple[str, float, int], ...] = ()

    @property
    def coverage(self) -> float:
        """Ratings of who knew / ratings asked for, 0–1."""
        return self.rated / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """The six factors in order, and what they say together."""

    factors: tuple[FactorScore, ...]

    @property
    def scores(self) -> dict[str, float]:
        """The scores of the factors that were rated."""
        return {one.factor: one.score for one in self.factors if one.score is not None}

    @property
    def complete(self) -> bool:
        """Whether every factor has been rated."""
        return len(self.scores) == len(self.factors)

    @property
    def mean(self) -> float | None:
        """The mean of all six scores; None until each is rated."""
        return sum(self.scores.values()) / len(self.scores) if self.complete else None

    @property
    def balance(self) -> float | None:
        """1 − (highest − lowest) / 100; None until each factor is rated."""
        return 1 - (max(self.scores.values()) - min(self.scores.values())) / 100 if self.complete else None

    @property
    def ahead(self) -> float | None:
        """By how many points technology and data lie above the mean of people, organisation and management."""
        scores = self.scores
        if "technology" not in scores or any(one not in scores for one in BESIDE_TECHNOLOGY):
            return None
        return scores["technology"] - sum(scores[one] for one in BESIDE_TECHNOLOGY) / len(BESIDE_TECHNOLOGY)


def readiness(
    ratings: Iterable[Rating], as_of: date | None = None, asked: Mapping[str, int] | None = None
) -> Readiness:
    """The scores of the ratings given up to a day; of one person on one statement only the newest counts.

    `asked` is how many ratings each factor wanted (raters × statements); without it, how many answers were given.
    """
    newest: dict[tuple[str, str, str], Rating] = {}
    dated = (one for one in ratings if as_of is None or one.on is None or one.on <= as_of)
    for one in sorted(dated, key=lambda rating: rating.on or date.min):
        newest[one.factor, _folded(one.statement), _folded(one.rater)] = one
    grouped: dict[str, list[Rating]] = {word: [] for word in FACTORS}
    for one in newest.values():
        if one.factor in grouped:
            grouped[one.factor].append(one)
    return Readiness(tuple(_scored(word, ones, (asked or {}).get(word)) for word, ones in grouped.items()))


def _scored(factor: str, answers: list[Rating], asked: int | None) -> FactorScore:
    known = [one for one in answers if one.points is not None]
    means = list(_means(known, lambda one: _folded(one.rater)).values())
    return FactorScore(
        factor=factor,
        score=_score(known),
        rated=len(known),
        asked=len(answers) if asked is None else max(asked, len(answers)),
        raters=len(means),
        spread=max(means) - min(means) if len(means) > 1 else None,
        unknown=len(answers) - len(known),
        by_side=tuple(
            (side, mean, len({_folded(one.rater) for one in known if one.side == side}))
            for side, mean in _means(known, lambda one: one.side).items()
        ),
    )


def _means(known: list[Rating], told: Callable[[Rating], str]) -> dict[str, float]:
    grouped: dict[str, list[Rating]] = {}
    for one in known:
        grouped.setdefault(told(one), []).append(one)
    return {word: score for word, ones in sorted(grouped.items()) if (score := _score(ones)) is not None}


def _score(known: list[Rating]) -> float | None:
    points = [one.points for one in known if one.points is not None]
    return 100 * sum(points) / (FULL * len(points)) if points else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
