"""What the rules of the phase know of its records: processes, control points, interviews, problems, resistance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewRecords:
    """The records as they stand; empty while nothing has been entered."""
