"""The measures of a phase's records with their thresholds, for pages and reports, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.facts.gates import facts_of_gates
from app.facts.phase_records import kept
from app.facts.thresholds import limits_of
from app.language import number, percent, say
from app.models import Project
from app.registers.grouped import few, smallest_group
from phases import behaviour
from phases import phase as phase_called
from phases.facts import TrainingFacts
from phases.model import Limits, Measure, MeasureKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure in words; `value` is empty while it is not measured, `good` None without a threshold or a value."""

    title: str
    value: str
    parts: str
    definition: str
    good: bool | None
    limit: str


def figures_of(project: Project, word: str, *, printed: bool = False) -> list[Figure]:
    """The measures that a phase declares of its records, in its order; `printed` ones without results of few people."""
    phase, facts = phase_called(word), facts_of_gates(project, [word])[word]
    limits = facts.limits
    found = {measure.key.removeprefix(f"{word}."): measure for measure in phase.measures(facts)}
    least = smallest_group(project.id) if printed else 0
    return [_figure(kind, found[kind.name], limits, least) for kind in phase.kinds if kind.name in found]


def behaviour_of(project: Project, as_of: date) -> list[Figure]:
    """Whether people did what they were taught, as of a day; empty while there was no log. One query."""
    records = kept([project.id]).get((project.id, "training"))
    if records is None or not records.behaviour:
        return []
    facts = TrainingFacts(phase="training", as_of=as_of, records=records)
    limits = limits_of(project)["training"]
    found = {one.key: one for one in behaviour.measures(facts)}
    return [_figure(kind, found[f"training.{kind.name}"], limits) for kind in behaviour.KINDS]


def _figure(kind: MeasureKind, measure: Measure, limits: Limits, least: int = 0) -> Figure:
    limit = limits[kind.limit] if kind.limit else None
    scaled = None if measure.value is None else measure.value * (100 if kind.unit == "share" else 1)
    good = None
    if limit is not None and scaled is not None:
        good = scaled <= limit if kind.low_is_good else scaled >= limit
    parts = ""
    if measure.value is not None and measure.denominator is not None:
        parts = f"{number(measure.numerator)} / {number(measure.denominator)}"
    held_back = kind.personal and 0 < (measure.denominator or 0) < least
    return Figure(
        title=say(kind.title),
        value=few(least) if held_back else in_unit(measure.value, kind.unit),
        parts="" if held_back else parts,
        definition=say(kind.definition),
        good=good,
        limit="" if limit is None else f"{'≤' if kind.low_is_good else '≥'} {_limit(limit, kind.unit)}",
    )


def in_unit(value: float | None, unit: str) -> str:
    """A measured value in its unit; empty while it is not measured."""
    if value is None:
        return ""
    return percent(value, 0) if unit == "share" else number(value, 2 if unit == "index" else 1)


def _limit(limit: float, unit: str) -> str:
    return f"{limit:g}%" if unit == "share" else f"{limit:g}"
