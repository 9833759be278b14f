"""Concept introduction: build the team and get “the customer at the centre” understood before any tool is touched.

The gate opens when what the phase owes is answered, proven and accepted; when the team stands, the kick-off was held
with the sponsor, those named for it have learned the concept; and when enough success criteria are complete with a
baseline and signed: what success is, is agreed before the start or never.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases.concept import blockers
from phases.concept.measured import KINDS, measures
from phases.facts import ConceptFacts
from phases.facts.concept import ConceptRecords
from phases.model import Blocker, Limits, Phase, Text
from phases.order import TITLES

__all__ = ["PHASE", "gate", "measures"]


def gate(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and those of the phase's own records."""
    yield from every_gate.blockers(facts)
    yield from blockers.roles(facts)
    yield from blockers.kick_off(facts)
    yield from blockers.coverage(facts, limits)
    yield from blockers.understanding(facts, limits)
    yield from blockers.criteria(facts, limits)
    yield from blockers.signature(facts)


PHASE = Phase(
    word="concept",
    number=1,
    title=TITLES["concept"],
    purpose=Text(
        "Build the team and get “the customer at the centre” understood and accepted before any tool is touched.",
        "组建项目团队，在动用任何工具之前，让“以客户为中心”的理念得到理解和认同。",
    ),
    facts=ConceptFacts,
    gate=gate,
    measures=measures,
    records=ConceptRecords,
    kinds=KINDS,
    needs=("criteria", "coverage", "post_test", "gain_low", "gain_high"),
)
