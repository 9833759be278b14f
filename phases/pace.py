"""How long phases take against their plan: what those so far say of the next, and how sure that is.

Each phase is an observation: the logarithm of its actual working days over its planned ones. A phase that is over
counts as one; a running one counts in part. The logarithms are taken as normal with unknown mean
and spread; what a further phase does is then a Student t (Gelman et al., Bayesian Data Analysis, 3rd edition, section
3.3: normal data with a conjugate prior). The prior is ours and stated here: phases take as long as planned, known as
well as from one phase, with a spread of a quarter (0.25 in the logarithm), known as well as from four.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

PRIOR_PHASES, PRIOR_SPREAD, PRIOR_FREEDOM = 1, 0.25, 4
MOST = 2.5
"""More than so many times the plan, or less than that part of it, tells of something else than pace: it counts so."""
QUANTILES = {
    4: (0.741, 1.533), 5: (0.727, 1.476), 6: (0.718, 1.440), 7: (0.711, 1.415),
    8: (0.706, 1.397), 9: (0.703, 1.383), 10: (0.700, 1.372),
}  # fmt: skip
"""Student's t by degrees of freedom, at 75 % and at 90 %: half of 50 % and half of 80 % lie beyond on each side."""


@dataclass(frozen=True, slots=True)
class Observation:
    """ln(actual / planned working days) of a phase, and how much it counts: 1 when it is over."""

    ratio: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known of a further phase: `centre` and `variance` of its logarithm, from so many phases (`weight`)."""

    weight: float = 0.0
    centre: float = 0.0
    variance: float = PRIOR_SPREAD**2

    @property
    def factor(self) -> float:
        """How long a further phase is expected to take against its plan; 1 is as planned."""
        return exp(self.centre)

    @property
    def variance_of_centre(self) -> float:
        """How unsure the centre itself is: what all further phases share."""
        return self.variance / (PRIOR_PHASES + self.weight)

    @property
    def quantiles(self) -> tuple[float, float]:
        """How many spreads a range of 50 % and one of 80 % reach to each side."""
        return QUANTILES[min(int(PRIOR_FREEDOM + self.weight), max(QUANTILES))]


def observed(planned: int, taken: float, weight: float = 1.0) -> Observation:
    """The observation of a phase by its planned working days and those that it took; both above 0."""
    return Observation(max(-log(MOST), min(log(taken / planned), log(MOST))), weight)


def pace_of(observations: Iterable[Observation | None]) -> Pace:
    """What the phases so far say of a further one; of none, the prior."""
    seen = [one for one in observations if one is not None]
    weight = sum(one.weight for one in seen)
    if not weight:
        return Pace()
    mean = sum(one.ratio * one.weight for one in seen) / weight
    squares = sum(one.weight * (one.ratio - mean) ** 2 for one in seen)
    pull = PRIOR_PHASES * weight / (PRIOR_PHASES + weight) * mean**2
    variance = (PRIOR_FREEDOM * PRIOR_SPREAD**2 + squares + pull) / (PRIOR_FREEDOM + weight)
    return Pace(weight, weight * mean / (PRIOR_PHASES + weight), variance)
