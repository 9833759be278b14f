"""Breadth: how widely and how often the system is used, by whom and where.

What the indicators mean, and their bands, stands in the edition's evaluation.yaml under these keys.
"""

from __future__ import annotations

ACTIVATION = "breadth.activation"
ACTIVE_SHARE = "breadth.active-share"
FREQUENCY = "breadth.frequency"
STICKINESS = "breadth.stickiness"
DORMANT = "breadth.dormant"
DEPARTMENTS = "breadth.departments"
REGIONS = "breadth.regions"
ROLES = "breadth.roles"
BUSINESS_RANGE = "breadth.business-range"
RECORD_COVERAGE = "breadth.record-coverage"

FROM_LOG = (ACTIVATION, ACTIVE_SHARE, FREQUENCY, STICKINESS, DORMANT, DEPARTMENTS, REGIONS, ROLES)
"""What follows from the usage log and the list of users."""

KEYS = (*FROM_LOG, BUSINESS_RANGE, RECORD_COVERAGE)

PROPORTIONS = frozenset(
    {ACTIVATION, ACTIVE_SHARE, DORMANT, DEPARTMENTS, REGIONS, ROLES, BUSINESS_RANGE, RECORD_COVERAGE}
)
"""Shares of counted cases; stickiness is a mean over a count, frequency a median."""
