"""The records of the demonstration's engagements: each room's own module fills it, at the time of its phase."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from app.demo.cast import Cast
from app.demo.engagements import Engagement
from app.models import Project, ProjectPhase

ROOMS = {"concept": ("diagnosis", "concept")}
"""The rooms that are filled in a phase; every other phase fills the room of its own name."""


def fill(project: Project, told: Engagement, cast: Cast, phase: ProjectPhase, share: float) -> None:
    """Fill the rooms of a phase: all of it when `share` is 1, as for a phase that has passed; else a part."""
    for room in ROOMS.get(phase.phase, (phase.phase,)):
        if find_spec(f"app.demo.records.{room}") is not None:
            import_module(f"app.demo.records.{room}").fill(project, told, cast, phase, share)
