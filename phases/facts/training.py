"""What the rules of the phase know of its records: roles, curricula, sessions, certificates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingRecords:
    """The records as they stand; empty while nothing has been entered."""
