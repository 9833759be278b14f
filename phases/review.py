"""Business review: understand how the company really works, its control points and its hidden problems.

It is the phase that controls how long the whole rollout takes: what is overlooked here comes back in every later one.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases import progress
from phases.facts import ReviewFacts
from phases.facts.review import ReviewRecords
from phases.model import Blocker, Limits, Measure, Phase, Text
from phases.order import TITLES


def measures(facts: ReviewFacts) -> Iterator[Measure]:
    """How far the phase is."""
    yield from progress.measures(facts)


def gate(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections."""
    yield from every_gate.blockers(facts)


PHASE = Phase(
    word="review",
    number=2,
    title=TITLES["review"],
    purpose=Text(
        "Understand how the company really works, find its key control points and its hidden problems.",
        "摸清企业实际的运作方式，找出关键控制点和隐藏的问题。",
    ),
    facts=ReviewFacts,
    gate=gate,
    measures=measures,
    records=ReviewRecords,
)
