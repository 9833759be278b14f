"""Go-live: switch from the old way of working to the system, formally.

It is the last gate, and it looks twice: at what has to stand before the switch (`golive.start-…`), and at what has to
hold before the phase is closed and evaluation begins (`golive.close-…`). The first stays owed until the second is
decided; crossing the cutover's point of no return asks for it earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases import gate as every_gate
from phases.facts import GoLiveFacts
from phases.facts.golive import GoLiveRecords
from phases.golive.blocked import to_close, to_start
from phases.golive.kinds import KINDS
from phases.golive.measured import measures
from phases.model import Blocker, Limits, Phase, Text
from phases.order import TITLES


def gate(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """Every gate's objections, what is owed before the switch, and what has to hold before the phase closes."""
    yield from every_gate.blockers(facts)
    yield from to_start(facts, limits)
    yield from to_close(facts, limits)


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
    kinds=KINDS,
    needs=("readiness", "technology_ahead", "rehearsals", "stable_days"),
)

__all__ = ["KINDS", "PHASE", "gate", "measures", "to_close", "to_start"]
