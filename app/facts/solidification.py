"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.solidification import SolidificationRecords


def gather(project_id: int) -> SolidificationRecords:
    """The records of one project as they stand."""
    return SolidificationRecords()
