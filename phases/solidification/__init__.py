"""Process solidification: fix the improved processes as the standard flows that the system will carry.

The gate stands between thinking and building: after it, changing a process means changing a system.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases.facts import SolidificationFacts
from phases.facts.solidification import SolidificationRecords
from phases.model import Blocker, Limits, Phase, Text
from phases.order import TITLES
from phases.solidification import blocked
from phases.solidification.measured import CHANGES, FITS, KINDS, measures, over_reform


def gate(facts: SolidificationFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, and what is not agreed, not answered, not received or lost in the new processes."""
    yield from every_gate.blockers(facts)
    yield from blocked.approvals(facts)
    yield from blocked.problems(facts, limits)
    yield from blocked.hand_offs(facts)
    yield from blocked.lost_controls(facts)


PHASE = Phase(
    word="solidification",
    number=3,
    title=TITLES["solidification"],
    purpose=Text(
        "Improve the processes and fix them as standard, customer-centred flows that the system will carry.",
        "调整并优化业务流程，将其固化为以客户为中心、由系统承载的标准流程。",
    ),
    facts=SolidificationFacts,
    gate=gate,
    measures=measures,
    records=SolidificationRecords,
    kinds=KINDS,
    needs=("problem_coverage", "problem_priority", "reform_intensity"),
)

__all__ = ["CHANGES", "FITS", "PHASE", "measures", "over_reform"]
