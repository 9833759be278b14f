"""Go-live: switch from the old way of working to the system, formally.

It is the last gate, so all five before it must have passed; after it the evaluation rounds begin.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases import progress
from phases.facts import GoLiveFacts
from phases.facts.golive import GoLiveRecords
from phases.model import Blocker, Limits, Measure, Phase, Text
from phases.order import TITLES


def measures(facts: GoLiveFacts) -> Iterator[Measure]:
    """How far the phase is."""
    yield from progress.measures(facts)


def gate(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections."""
    yield from every_gate.blockers(facts)


PHASE = Phase(
    word="golive",
    number=6,
    title=TITLES["golive"],
    purpose=Text(
        "Switch from the old way of working to the system, formally.",
        "正式完成从原有工作方式到新系统的切换。",
    ),
    facts=GoLiveFacts,
    gate=gate,
    measures=measures,
    records=GoLiveRecords,
)
