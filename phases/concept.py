"""Concept introduction: build the team and get “the customer at the centre” understood before any tool is touched.

The gate opens when what the phase owes is answered, proven and accepted, and when enough success criteria are
complete with a baseline: what success is, is agreed before the start or never.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases import progress
from phases.facts import ConceptFacts
from phases.facts.concept import ConceptRecords
from phases.model import About, Blocker, Limits, Measure, Phase, Text, say
from phases.order import TITLES


def measures(facts: ConceptFacts) -> Iterator[Measure]:
    """How far the phase is, and which share of the success criteria is complete."""
    yield from progress.measures(facts)
    yield progress.share(
        facts, "criteria-complete", sum(criterion.complete for criterion in facts.criteria), len(facts.criteria)
    )


def gate(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and too few success criteria; the sponsor signs those by signing the gate."""
    yield from every_gate.blockers(facts)
    yield from criteria(facts, limits)


def criteria(facts: ConceptFacts, limits: Limits) -> Iterator[Blocker]:
    """Fewer complete success criteria with a baseline than the edition asks for."""
    needed = int(limits["criteria"])
    complete = sum(criterion.complete for criterion in facts.criteria)
    if complete < needed:
        yield Blocker(
            "concept.criteria-few",
            say(
                "{complete} of at least {needed} success criteria are complete with a baseline.",
                "具备完整定义和基线的成功标准仅有{complete}项，至少需要{needed}项。",
                complete=complete,
                needed=needed,
            ),
            About("criterion", ""),
        )


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
    needs=("criteria",),
)
