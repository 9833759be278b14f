"""Reads what an edition declares about evaluation: indicators with prose and bands, levels, and their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from phases import edition
from phases.evaluation import breadth, cases, counts, depth, effect
from phases.evaluation.model import DIMENSIONS, Bands, Definition, Dimension
from phases.model import Limits, Text
from phases.reading import Entry, read

DECLARED = tuple(dict.fromkeys((*breadth.KEYS, *depth.KEYS, *cases.KEYS, *counts.KEYS, effect.CRITERION)))
PROPORTIONS = breadth.PROPORTIONS | depth.PROPORTIONS | frozenset(cases.KEYS) | counts.PROPORTIONS
NEEDED = (
    "active_window_days",
    "dormant_days",
    "function_reach",
    "group_target",
    "coverage_indicative",
    "group_minimum",
    "interval_below",
    "recorded_hours",
    "business_days",
    "case_idle_days",
    "disagreement",
)


@dataclass(frozen=True, slots=True)
class LevelRule:
    """What a level of maturity asks of each dimension, as scores from 0 to 100."""

    number: int
    title: Text
    meaning: Text
    least: Mapping[Dimension, float]


@dataclass(frozen=True, slots=True)
class Scheme:
    """An edition's evaluation: definitions by key in the order of the file, levels upwards, limits of edition.yaml."""

    definitions: Mapping[str, Definition]
    dimensions: Mapping[Dimension, Text]
    levels: tuple[LevelRule, ...]
    limits: Limits

    def __getitem__(self, key: str) -> Definition:
        """The definition with this key; LookupError when the edition has none."""
        return self.definitions[key]

    def judging(self, key: str) -> Definition:
        """What an indicator is judged by: its own definition, or for a project's success criterion that of all."""
        return self.definitions.get(key) or self.definitions[effect.CRITERION]

    def of(self, dimension: Dimension) -> tuple[Definition, ...]:
        """The definitions of one dimension."""
        return tuple(one for one in self.definitions.values() if one.dimension == dimension)


@cache
def load(folder: Path = edition.CHECKLISTS) -> Scheme:
    """The evaluation part of the edition in a folder; EditionError lists everything that is wrong with it."""
    problems: list[str] = []
    limits = edition.load(folder).limits["evaluation"]
    file = read(folder / "evaluation.yaml", problems)
    problems += [
        f"edition.yaml: “limits.evaluation.{name}” is missing." for name in NEEDED if name not in limits.figures
    ]
    titles = file.entry("dimensions")
    scheme = Scheme(
        definitions=_definitions(file, limits),
        dimensions=MappingProxyType({name: titles.text(name) for name in DIMENSIONS}),
        levels=tuple(_level(entry) for entry in file.entries("levels", "level")),
        limits=limits,
    )
    titles.nothing_else()
    file.nothing_else()
    if problems:
        raise edition.EditionError(problems)
    return scheme


def _definitions(file: Entry, limits: Limits) -> Mapping[str, Definition]:
    found: dict[str, Definition] = {}
    for entry in file.entries("indicators", "indicator"):
        definition = _definition(entry, limits)
        if definition.key in found:
            entry.problem(f"“{definition.key}” is declared twice")
        found[definition.key] = definition
    for key in DECLARED:
        if key not in found:
            file.problem(f"the indicator “{key}” is missing")
    return MappingProxyType(found)


def _definition(entry: Entry, limits: Limits) -> Definition:
    key = entry.words("id")
    if key not in DECLARED:
        entry.problem(f"the product computes no indicator “{key}”")

    def text(name: str) -> Text:
        return _filled(entry, name, limits)

    definition = Definition(
        key=key,
        dimension=_dimension(entry, key),
        title=text("title"),
        formula=text("formula"),
        definition=text("definition"),
        unit=entry.words("unit"),
        window=text("window"),
        denominator=text("denominator"),
        exclusions=text("exclusions"),
        bands=_bands(entry),
        weight=_numbers(entry, "scoring", ("weight", "version"))["weight"],
        version=int(_numbers(entry, "scoring", ("weight", "version"))["version"]),
        source=text("source"),
        proportion=key in PROPORTIONS,
        missing=text("missing") if "missing" in entry.names() else None,
    )
    entry.nothing_else()
    return definition


def _filled(entry: Entry, name: str, limits: Limits) -> Text:
    """A text with the edition's figures in its braces, so that prose and computation cannot part."""
    text = entry.text(name)
    figures = {limit: f"{figure:g}" for limit, figure in limits.figures.items()}
    try:
        return Text(text.en.format(**figures), text.zh.format(**figures))
    except (KeyError, IndexError, ValueError):
        entry.problem(f"“{name}” names a figure in braces that limits.evaluation does not have")
        return text


def _dimension(entry: Entry, key: str) -> Dimension:
    for dimension in DIMENSIONS:
        if key.startswith(f"{dimension}."):
            return dimension
    entry.problem("the id should begin with “breadth.”, “depth.” or “effect.”")
    return "breadth"


def _bands(entry: Entry) -> Bands:
    corners = _numbers(entry, "bands", ("zero", "yellow", "green", "full"))
    bands = Bands(**corners, exclusive="green_above" in entry.names() and entry.flag("green_above"))
    values = [value for value, _ in bands.points]
    if sorted(set(values), reverse=not bands.rising) != values:
        entry.problem("“bands” should rise or fall from zero over yellow and green to full")
    return bands


def _numbers(entry: Entry, name: str, wanted: tuple[str, ...]) -> dict[str, float]:
    figures = entry.figures(name)
    if set(figures) != set(wanted):
        entry.problem(f"“{name}” should have {', '.join(wanted)}")
    return {one: figures.get(one, float(place)) for place, one in enumerate(wanted)}


def _level(entry: Entry) -> LevelRule:
    least = _numbers(entry, "least", DIMENSIONS)
    rule = LevelRule(
        number=int(entry.words("id") or 0),
        title=entry.text("title"),
        meaning=entry.text("meaning"),
        least=MappingProxyType({dimension: least[dimension] for dimension in DIMENSIONS}),
    )
    entry.nothing_else()
    return rule
