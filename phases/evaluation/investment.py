"""What an investment is worth: return on investment, net present value, and the month in which it is paid back.

Flows stand by month: the first month is number 0 and is not discounted. After R. A. Brealey, S. C. Myers and F. Allen,
Principles of Corporate Finance (10th ed.), chapters 2 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def discounted(flows: Sequence[float], rate: float) -> tuple[float, ...]:
    """Each month's flow at its present value: flow / (1 + rate)^(month/12); `rate` is a share a year above −1."""
    if rate <= -1:
        raise ValueError(f"A discount rate of {rate} would make future money infinitely dear.")
    return tuple(flow / (1 + rate) ** (month / 12) for month, flow in enumerate(flows))


def npv(flows: Sequence[float], rate: float) -> float:
    """The net present value of monthly flows: the sum of what each is worth in the first month."""
    return sum(discounted(flows, rate))


def roi(benefit: float, cost: float) -> float | None:
    """(benefit − cost) / cost as a share of 1, undiscounted; None without cost, for then there is nothing to return."""
    return (benefit - cost) / cost if cost > 0 else None


def cumulated(flows: Sequence[float]) -> tuple[float, ...]:
    """What has come in minus what has gone out at the end of each month, undiscounted."""
    return tuple(accumulate(flows))


def payback(flows: Sequence[float]) -> int | None:
    """The number of the month at whose end the money is back and stays back; not interpolated.

    That is the first month from which the cumulated flows are never below zero again. None when they were never below
    it, or still are at the end.
    """
    course = cumulated(flows)
    below = [month for month, sum_ in enumerate(course) if sum_ < -1e-9]
    return below[-1] + 1 if below and below[-1] + 1 < len(course) else None
