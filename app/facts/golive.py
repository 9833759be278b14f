"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.golive import GoLiveRecords


def gather(project_id: int) -> GoLiveRecords:
    """The records of one project as they stand."""
    return GoLiveRecords()
