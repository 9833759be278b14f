"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.deployment import DeploymentRecords


def gather(project_id: int) -> DeploymentRecords:
    """The records of one project as they stand."""
    return DeploymentRecords()
