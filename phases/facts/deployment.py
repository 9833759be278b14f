"""What the rules of the phase know of its records: configuration, data sets, integrations, transfer of knowledge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeploymentRecords:
    """The records as they stand; empty while nothing has been entered."""
