"""What the rules of the phase know of its records: cutover, rehearsal, roster, hypercare."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoLiveRecords:
    """The records as they stand; empty while nothing has been entered."""
