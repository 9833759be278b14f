"""Business review: understand how the company really works, its control points and its hidden problems.

It is the phase that controls how long the whole rollout takes: what is overlooked here comes back in every later one.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases.facts import ReviewFacts
from phases.facts.review import ReviewRecords
from phases.model import Blocker, Limits, Phase, Text
from phases.order import TITLES
from phases.review import blocked
from phases.review.measured import DOMAINS, KINDS, barrier, exposure, measures


def gate(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and what of the company is not understood yet."""
    yield from every_gate.blockers(facts)
    yield from blocked.processes(facts, limits)
    yield from blocked.control_points(facts, limits)
    yield from blocked.departments(facts, limits)
    yield from blocked.problems(facts, limits)
    yield from blocked.resistance(facts, limits)


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
    kinds=KINDS,
    needs=(
        "process_coverage", "control_points_per_domain", "problem_priority", "opponent_influence", "opponent_stance",
        "interview_coverage",
    ),
)  # fmt: skip

__all__ = ["DOMAINS", "PHASE", "barrier", "exposure", "measures"]
