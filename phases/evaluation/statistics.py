"""The formulas of evaluation with their sources: Gini coefficient, median, intervals of shares and of means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import atan, cos, pi, sin, sqrt

# The 97.5 % point of the normal distribution: 2.5 % on each side remain.
Z_95 = 1.959963984540054


def gini(counts: Iterable[float]) -> float | None:
    """How unequally a total is spread: 0 = everybody the same, (n − 1)/n = one has everything; without unit.

    G = Σ (2i − n − 1)·xᵢ / (n·Σxᵢ) over the values in ascending order, i from 1 to n. It is half the relative mean
    difference, without a correction for few values. None when there is no value or all are zero.
    Source: C. Gini, Variabilità e mutabilità (1912); this form after A. Sen, On Economic Inequality (1973), p. 31.
    """
    ordered = sorted(counts)
    n, total = len(ordered), sum(ordered)
    if total <= 0:
        return None
    return sum((2 * place - n - 1) * count for place, count in enumerate(ordered, start=1)) / (n * total)


def median(values: Iterable[float]) -> float | None:
    """The middle of the values, the mean of the two middle ones when their number is even; None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def wilson(hits: float, n: int) -> tuple[float, float]:
    """The 95 % score interval of the share hits/n, as shares from 0 to 1; ValueError when n < 1 or hits are outside.

    (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), without correction for continuity.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is not a share.")
    p, z2 = hits / n, Z_95 * Z_95
    middle = p + z2 / (2 * n)
    reach = Z_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    low, high = (middle - reach) / (1 + z2 / n), (middle + reach) / (1 + z2 / n)
    # At the ends the formula gives exactly 0 and 1; rounding must not push it beyond.
    return (0.0 if hits == 0 else low, 1.0 if hits == n else high)


def net_share_interval(more: float, less: float, n: int) -> tuple[float, float]:
    """The 95 % interval of (more − less)/n, the difference of two shares of the same n answers, from −1 to 1.

    The adjusted Wald interval: one case is added to each side, p = (more + 1)/(n + 2), q = (less + 1)/(n + 2), then
    p − q ± z·√((p + q − (p − q)²)/(n + 2)). ValueError when n < 1 or the cases are outside.
    Source: D. G. Bonett and R. M. Price, Adjusted Wald confidence interval for a difference of binomial proportions
    based on paired data, Journal of Educational and Behavioral Statistics 37 (2012), 479–488.
    """
    if n < 1 or more < 0 or less < 0 or more + less > n:
        raise ValueError(f"{more} and {less} are not parts of {n}.")
    p, q = (more + 1) / (n + 2), (less + 1) / (n + 2)
    reach = Z_95 * sqrt((p + q - (p - q) ** 2) / (n + 2))
    return max(p - q - reach, -1.0), min(p - q + reach, 1.0)


def mean_interval(mean: float, deviation: float, n: int) -> tuple[float, float] | None:
    """The 95 % interval of a mean of n values with their standard deviation (divided by n − 1), in their unit.

    mean ± t·deviation/√n, t being the 97.5 % point of Student's distribution with n − 1 degrees of freedom. None for
    fewer than two values, and where all are alike: then nothing is known of how far they may lie apart.
    Source: Student, The probable error of a mean, Biometrika 6 (1908), 1–25; for scores of questionnaires
    J. Sauro and J. R. Lewis, Quantifying the User Experience, 2nd ed. (2016), chapter 3.
    """
    if n < 2 or deviation <= 0:
        return None
    reach = student_95(n - 1) * deviation / sqrt(n)
    return mean - reach, mean + reach


def deviation_of(total: float, squares: float, n: int) -> float:
    """The standard deviation (by n − 1) of n values by their sum and that of their squares; 0 where all agree."""
    spread = squares - total * total / n
    # Equal values leave a trace of rounding, which is no deviation.
    return sqrt(spread / (n - 1)) if n > 1 and spread > 1e-9 * squares else 0.0


@lru_cache(maxsize=256)
def student_95(freedom: int) -> float:
    """The 97.5 % point of Student's distribution: 2.5 % on each side remain. ValueError below one degree of freedom."""
    if freedom < 1:
        raise ValueError("Student's distribution has at least one degree of freedom.")
    low, high = 0.0, 16.0  # that of one degree of freedom is 12.7, all others are smaller
    for _halving in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < 0.95 else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """The probability that a value of Student's distribution lies between −t and t.

    Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
    """
    angle = atan(t / sqrt(freedom))
    term = cos(angle) if freedom % 2 else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= (k - 1) / k * cos(angle) ** 2
        total += term
    return 2 / pi * (angle + sin(angle) * total) if freedom % 2 else sin(angle) * total
