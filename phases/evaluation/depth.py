"""Depth: how much of the functions and of the agreed processes is used, and how evenly the work is spread.

What the indicators mean, and their bands, stands in the edition's evaluation.yaml under these keys.
"""

from __future__ import annotations

FUNCTIONS = "depth.functions"
EVENNESS = "depth.evenness"
INTENSITY = "depth.intensity"
ADVANCED = "depth.advanced"
ADHERENCE = "depth.adherence"
CONTROL_POINTS = "depth.control-points"
SKIPS = "depth.skips"
REWORK = "depth.rework"
IN_TIME = "depth.in-time"
OFF_SYSTEM = "depth.off-system"
OPTIMISATIONS = "depth.optimisations"

FROM_LOG = (FUNCTIONS, EVENNESS, INTENSITY, ADVANCED)
"""What follows from the usage log, the list of users and the list of functions."""

KEYS = (*FROM_LOG, ADHERENCE, CONTROL_POINTS, SKIPS, REWORK, IN_TIME, OFF_SYSTEM, OPTIMISATIONS)

PROPORTIONS = frozenset(KEYS) - {EVENNESS, INTENSITY}
"""Shares of counted cases; evenness is a coefficient, intensity a mean of attainments."""
