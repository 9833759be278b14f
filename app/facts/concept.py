"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.concept import ConceptRecords


def gather(project_id: int) -> ConceptRecords:
    """The records of one project as they stand."""
    return ConceptRecords()
