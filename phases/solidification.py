"""Process solidification: fix the improved processes as the standard flows that the system will carry.

The gate stands between thinking and building: after it, changing a process means changing a system.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases import progress
from phases.facts import SolidificationFacts
from phases.facts.solidification import SolidificationRecords
from phases.model import Blocker, Limits, Measure, Phase, Text
from phases.order import TITLES


def measures(facts: SolidificationFacts) -> Iterator[Measure]:
    """How far the phase is."""
    yield from progress.measures(facts)


def gate(facts: SolidificationFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections."""
    yield from every_gate.blockers(facts)


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
)
