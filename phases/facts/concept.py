"""What the rules of the phase know of its records: team, meetings, training, the sponsor's acts, glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConceptRecords:
    """The records as they stand; empty while nothing has been entered."""
