"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.review import ReviewRecords


def gather(project_id: int) -> ReviewRecords:
    """The records of one project as they stand."""
    return ReviewRecords()
