"""Reads checklists/surveys.yaml: the instruments of surveys with their items, scales, scoring and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phases.edition import CHECKLISTS, EditionError
from phases.model import Text
from phases.reading import Entry, read

SCORINGS = ("sus", "constructs", "mean", "satisfied", "nps")
AUDIENCES: Mapping[str, Text] = {"users": Text("Users", "用户"), "customers": Text("Customers", "客户")}


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from `least` to `most`, with what the ends mean."""

    least: int
    most: int
    low: Text
    high: Text

    @property
    def points(self) -> range:
        """All answers that there are."""
        return range(self.least, self.most + 1)


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """What is asked; an item that is not `positive` counts the other way round."""

    id: str
    text: Text
    construct: str
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Instrument:
    """Items that are asked and scored together; `constructs` have scores of their own."""

    id: str
    audience: str
    title: Text
    about: Text
    source: Text
    scoring: str
    scale: Scale
    items: tuple[SurveyItem, ...]
    constructs: Mapping[str, Text]


@cache
def load(folder: Path = CHECKLISTS) -> Mapping[str, Instrument]:
    """The instruments by id, in the order of the file; EditionError lists everything that is wrong with it."""
    problems: list[str] = []
    file = read(folder / "surveys.yaml", problems, listed="instruments")
    found = {one.id: one for one in (_instrument(entry) for entry in file.entries("instruments", "instrument"))}
    ids = [item.id for one in found.values() for item in one.items]
    for twice in sorted({id for id in ids if ids.count(id) > 1}):
        file.problem(f"the id “{twice}” appears twice")
    if problems:
        raise EditionError(problems)
    return MappingProxyType(found)


def _instrument(entry: Entry) -> Instrument:
    id, scoring, audience = entry.words("id"), entry.words("scoring"), entry.words("audience")
    if scoring not in SCORINGS:
        entry.problem(f"“scoring” should be one of {', '.join(SCORINGS)}")
    if audience not in AUDIENCES:
        entry.problem("“audience” should be users or customers")
    items = tuple(_item(one, id) for one in entry.entries("items", "item"))
    constructs = {item.construct: Text("", "") for item in items}
    if scoring == "constructs":
        constructs = {}
        for one in entry.entries("constructs", "construct"):
            constructs[one.words("id")] = one.text("title")
            one.nothing_else()
        if {item.construct for item in items} != set(constructs):
            entry.problem("every construct should have items, and every item a construct")
    found = Instrument(
        id=id, audience=audience, title=entry.text("title"), about=entry.text("about"), source=entry.text("source"),
        scoring=scoring, scale=_scale(entry.entry("scale")), items=items, constructs=MappingProxyType(constructs),
    )  # fmt: skip
    entry.nothing_else()
    return found


def _scale(entry: Entry) -> Scale:
    least, most = entry.words("least"), entry.words("most")
    known = least.isdigit() and most.isdigit() and int(least) < int(most)
    if not known:
        entry.problem("“least” and “most” should be whole numbers, the first below the second")
    scale = Scale(int(least) if known else 1, int(most) if known else 5, entry.text("low"), entry.text("high"))
    entry.nothing_else()
    return scale


def _item(entry: Entry, instrument: str) -> SurveyItem:
    item = SurveyItem(entry.words("id"), entry.text("text"), entry.words("construct"), entry.flag("positive"))
    if not item.id.startswith(f"{instrument}."):
        entry.problem(f"the id should begin with “{instrument}.”")
    entry.nothing_else()
    return item
