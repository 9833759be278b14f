"""Rows to the facts of the phase's records."""

from __future__ import annotations

from phases.facts.training import TrainingRecords


def gather(project_id: int) -> TrainingRecords:
    """The records of one project as they stand."""
    return TrainingRecords()
