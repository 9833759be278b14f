"""A figure that nobody knows exactly: what it is taken to be, and how low and how high it may be."""

from __future__ import annotations

from dataclasses import dataclass

USUAL = 0.2
"""Where nobody states how far a figure may be off, it is varied by a fifth to either side."""


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its lowest and highest believable value, where they are stated; `most` is never exceeded."""

    base: float
    low: float | None = None
    high: float | None = None
    most: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The two values that it is varied to: as stated, else a fifth below and above; in order."""
        ends = (
            self.base * (1 - USUAL) if self.low is None else self.low,
            self.base * (1 + USUAL) if self.high is None else self.high,
        )
        low, high = sorted(ends if self.most is None else (min(end, self.most) for end in ends))
        return low, high

    @property
    def stated(self) -> bool:
        """Whether somebody said how low or how high it may be."""
        return self.low is not None or self.high is not None
