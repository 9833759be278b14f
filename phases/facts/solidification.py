"""What the rules of the phase know of its records: processes as they shall be, fit, approvals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolidificationRecords:
    """The records as they stand; empty while nothing has been entered."""
