"""Reads checklists/views.yaml: which survey score speaks of which dimension, and what to look at in disagreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from phases.edition import CHECKLISTS, EditionError
from phases.evaluation import instruments
from phases.evaluation.model import DIMENSIONS, Dimension
from phases.model import Text
from phases.reading import Entry, read

ViewName = Literal["logs", "survey", "judgement"]
VIEWS: Mapping[ViewName, Text] = {
    "logs": Text("Logs and figures", "日志与数据"),
    "survey": Text("Survey", "问卷调查"),
    "judgement": Text("Judgement", "顾问评判"),
}


@dataclass(frozen=True, slots=True)
class Feed:
    """A score of an instrument that speaks of a dimension: why, how it becomes 0–100, and where it comes from."""

    score: str
    dimension: Dimension
    title: Text
    why: Text
    rescaling: Text
    source: Text


@dataclass(frozen=True, slots=True)
class Declared:
    """The feeds of the survey view, and what to look at by (higher view, lower view)."""

    feeds: tuple[Feed, ...]
    looks: Mapping[tuple[str, str], Text]


@cache
def load(folder: Path = CHECKLISTS) -> Declared:
    """What the file declares; EditionError lists everything that is wrong with it."""
    problems: list[str] = []
    file = read(folder / "views.yaml", problems)
    feeds = tuple(_feed(entry) for entry in file.entries("survey", "score"))
    looks = dict(_look(entry) for entry in file.entries("look", "pair"))
    for pair in permutations(VIEWS, 2):
        if pair not in looks:
            file.problem(f"what to look at when {pair[0]} stand higher than {pair[1]} is missing")
    for dimension in DIMENSIONS:
        if not any(feed.dimension == dimension for feed in feeds):
            file.problem(f"no score of a survey speaks of {dimension}")
    file.nothing_else()
    if problems:
        raise EditionError(problems)
    return Declared(feeds, MappingProxyType(looks))


def _feed(entry: Entry) -> Feed:
    score, dimension = entry.words("score"), entry.words("dimension")
    known = next((one for one in DIMENSIONS if one == dimension), None)
    if known is None:
        entry.problem(f"“dimension” should be one of {', '.join(DIMENSIONS)}")
    instrument = instruments.load().get(score.partition(".")[0])
    construct = score.partition(".")[2]
    title = instrument.title if instrument else Text("", "")
    if instrument is None or bool(construct) != (instrument.scoring == "constructs"):
        entry.problem(f"there is no score “{score}” in surveys.yaml")
    elif construct and construct not in instrument.constructs:
        entry.problem(f"“{instrument.id}” has no construct “{construct}”")
    elif construct:
        title = instrument.constructs[construct]
    source = instrument.source if instrument else Text("", "")
    feed = Feed(score, known or "breadth", title, entry.text("why"), entry.text("rescaling"), source)
    entry.nothing_else()
    return feed


def _look(entry: Entry) -> tuple[tuple[str, str], Text]:
    pair = (entry.words("higher"), entry.words("lower"))
    if pair not in set(permutations(VIEWS, 2)):
        entry.problem(f"“higher” and “lower” should be two of {', '.join(VIEWS)}")
    text = entry.text("text")
    entry.nothing_else()
    return pair, text
