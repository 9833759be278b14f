"""Training: every user knows the system, their own part in it, and how it makes their work better.

The gate opens when what the phase owes is answered and proven: a course held is not yet a user who can.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases import progress
from phases.facts import TrainingFacts
from phases.facts.training import TrainingRecords
from phases.model import Blocker, Limits, Measure, Phase, Text
from phases.order import TITLES


def measures(facts: TrainingFacts) -> Iterator[Measure]:
    """How far the phase is."""
    yield from progress.measures(facts)


def gate(facts: TrainingFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections."""
    yield from every_gate.blockers(facts)


PHASE = Phase(
    word="training",
    number=5,
    title=TITLES["training"],
    purpose=Text(
        "Every user knows the system, their own part in it, and how it makes their work better.",
        "让每一位用户都了解系统、清楚自己的职责，并知道系统如何改善自己的工作。",
    ),
    facts=TrainingFacts,
    gate=gate,
    measures=measures,
    records=TrainingRecords,
)
