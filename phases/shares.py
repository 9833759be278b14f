"""How a share reads in per cent."""

from __future__ import annotations

from math import floor

MOST_DIGITS = 2
"""So many digits keep a share from reading as nothing or as all; one that is nearer still reads as 0.01 or 99.99 %."""
NOTHING = 1e-9
"""What computing with fractions may leave between a share and nothing or all."""


def in_percent(share: float, digits: int = 0) -> float:
    """A share of 1 in per cent, rounded to so many digits; with more where it would read as nothing or as all.

    4,421 of 4,422 are 99.98 %, not 100 %: beside a threshold of all, the rounded figure would contradict the verdict.
    """
    rounded = _half_up(share * 100, digits)
    if rounded not in (0, 100) or not NOTHING < share < 1 - NOTHING:
        return rounded
    if digits < MOST_DIGITS:
        return in_percent(share, digits + 1)
    least: float = 10**-digits
    return min(max(rounded, least), 100 - least)


def _half_up(value: float, digits: int) -> float:
    """A half is rounded away from nothing, as people round; Python would take 66.5 to 66 and 67.5 to 68."""
    rounded: float = floor(abs(value) * 10**digits + 0.5 + NOTHING) / 10**digits
    return -rounded if value < 0 and rounded else rounded
