"""The self-check: how people see the company on the five viewpoints and the five duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.facts.concept import gather
from app.language import number, say
from phases.concept.learning import mean
from phases.facts.concept import Rated
from phases.model import Text
from phases.starting_points import DUTIES, VIEWPOINTS


@dataclass(frozen=True, slots=True)
class Topic:
    """One viewpoint or duty: `share` (0–1) is its mean of 4 for the bar, None while nobody has rated it."""

    word: str
    title: str
    mean: str
    share: float | None
    spread: str
    raters: int
    unknown: int


def checked(project_id: int) -> tuple[list[Topic], list[Topic]]:
    """The five viewpoints and the five duties with their ratings; don't know is counted apart."""
    ratings = gather(project_id).ratings
    return _topics(VIEWPOINTS, ratings), _topics(DUTIES, ratings)


def _topics(titles: Mapping[str, Text], ratings: tuple[Rated, ...]) -> list[Topic]:
    found = []
    for word, title in titles.items():
        mine = [one.rating for one in ratings if one.topic == word]
        known = [rating for rating in mine if rating is not None]
        middle = mean(known)
        found.append(
            Topic(
                word, say(title), "" if middle is None else number(middle), None if middle is None else middle / 4,
                f"{min(known)}–{max(known)}" if known else "", len(known), len(mine) - len(known),
            )
        )  # fmt: skip
    return found
