"""The client's side of the team as it is on the day that is asked for."""

from __future__ import annotations

from phases.facts.warnings import MateFact, WarningFacts


def clients_team(facts: WarningFacts) -> tuple[MateFact, ...]:
    """People of the client whose time in the team is not over."""
    return tuple(
        mate for mate in facts.records.team if mate.side == "client" and (mate.ends is None or mate.ends >= facts.as_of)
    )
