"""Scores of surveys: usability, acceptance, reaction, satisfaction, recommendation, effort; each by its published rule.

Answers are whole numbers by item id. Who left an item of an instrument out is not scored in that instrument and is
counted as incomplete; nothing is filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from phases.evaluation.instruments import Instrument
from phases.evaluation.statistics import Z_95, deviation_of, mean_interval, wilson

Answers = Mapping[str, int]
SATISFIED_FROM = 4
PROMOTER_FROM, DETRACTOR_TO = 9, 6


@dataclass(frozen=True, slots=True)
class Score:
    """One score of an instrument. `key` is the instrument or its construct; `n` people answered all of its items.

    `value` is in the instrument's own `unit`: `score` (0–100), `mean` (on its scale), `share` (0–1), `nps` (−100 to
    100); None without answers. `points` is the same from 0 to 100, so that surveys stand beside other views. `low` and
    `high` are a 95 % interval in the same unit as `value`: Wilson's of a share, the adjusted Wald one of NPS, Student's
    of a mean; None where all who answered gave the same, or one person did.
    """

    key: str
    unit: str
    value: float | None
    points: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often each answer of an item was given, from the lowest to the highest, and their mean."""

    item: str
    counts: tuple[int, ...]
    mean: float | None


def scores(instrument: Instrument, answers: Iterable[Answers]) -> tuple[Score, ...]:
    """The scores of an instrument: one, or one for each construct."""
    given = list(answers)
    if instrument.scoring == "constructs":
        return tuple(_mean_of(instrument, construct, given) for construct in instrument.constructs)
    whole = complete(instrument, given)
    if instrument.scoring == "sus":
        return (_mean_score(instrument.id, [sus(instrument, one) for one in whole]),)
    first = instrument.items[0].id
    if instrument.scoring == "satisfied":
        return (csat(instrument.id, [one[first] for one in whole]),)
    if instrument.scoring == "nps":
        return (nps(instrument.id, [one[first] for one in whole]),)
    return (_mean_of(instrument, instrument.items[0].construct, given, key=instrument.id),)


def complete(instrument: Instrument, answers: Iterable[Answers]) -> list[Answers]:
    """The answers in which every item of the instrument was answered on its scale."""
    return [one for one in answers if all(one.get(item.id) in instrument.scale.points for item in instrument.items)]


def sus(instrument: Instrument, answer: Answers) -> float:
    """The SUS score of one person, 0–100: contributions of ten items, each 0–4, × 2.5.

    A positive item contributes its position minus 1, a negative one 5 minus its position. The published example
    answers 5, 4, 2, 1, 2, 3, 2, 4, 5, 2 and has 22 × 2.5 = 55. Source: J. Brooke, SUS: a quick and dirty usability
    scale, in: Usability Evaluation in Industry (1996), 189–194.
    """
    scale = instrument.scale
    parts = (
        answer[item.id] - scale.least if item.positive else scale.most - answer[item.id] for item in instrument.items
    )
    return 2.5 * sum(parts)


def csat(key: str, answers: Sequence[int]) -> Score:
    """The share of answers of 4 and 5 of five, with Wilson's interval."""
    n = len(answers)
    if not n:
        return Score(key, "share", None, None, 0)
    hits = sum(one >= SATISFIED_FROM for one in answers)
    low, high = wilson(hits, n)
    return Score(key, "share", hits / n, 100 * hits / n, n, low, high)


def nps(key: str, answers: Sequence[int]) -> Score:
    """The share of 9–10 minus the share of 0–6, in points from −100 to 100, with an adjusted Wald interval.

    Both shares are of the same people, so the interval is that of a difference of paired proportions: one is added to
    each count and two to n. Source: D. Bonett, R. Price, Adjusted Wald confidence interval for a difference of
    binomial proportions based on paired data, J. Educational and Behavioral Statistics 37 (2012), 479–488.
    """
    n = len(answers)
    if not n:
        return Score(key, "nps", None, None, 0)
    up = sum(one >= PROMOTER_FROM for one in answers)
    down = sum(one <= DETRACTOR_TO for one in answers)
    value = 100 * (up - down) / n
    p, q = (up + 1) / (n + 2), (down + 1) / (n + 2)
    reach = Z_95 * sqrt((p + q - (p - q) ** 2) / (n + 2))
    low, high = max(100 * (p - q - reach), -100.0), min(100 * (p - q + reach), 100.0)
    return Score(key, "nps", value, (value + 100) / 2, n, low, high)


def distributions(instrument: Instrument, answers: Iterable[Answers]) -> tuple[Distribution, ...]:
    """How each item was answered; an item that somebody left out has the others' answers."""
    given = list(answers)
    return tuple(spread(item.id, instrument.scale.points, given) for item in instrument.items)


def spread(item: str, points: range, answers: Iterable[Answers]) -> Distribution:
    """The counts of one item's answers on its scale."""
    told = [one[item] for one in answers if one.get(item) in points]
    counted = Counter(told)
    return Distribution(item, tuple(counted[point] for point in points), sum(told) / len(told) if told else None)


def _mean_of(instrument: Instrument, construct: str, answers: Sequence[Answers], key: str = "") -> Score:
    """The mean over people of each person's mean of the construct's items."""
    items = [item for item in instrument.items if item.construct == construct]
    scale = instrument.scale
    means = [
        sum(one[item.id] if item.positive else scale.least + scale.most - one[item.id] for item in items) / len(items)
        for one in answers
        if all(one.get(item.id) in scale.points for item in items)
    ]
    name = key or f"{instrument.id}.{construct}"
    if not means:
        return Score(name, "mean", None, None, 0)
    mean, (low, high) = sum(means) / len(means), _around(means, scale.least, scale.most)
    points = 100 * (mean - scale.least) / (scale.most - scale.least)
    return Score(name, "mean", mean, points, len(means), low, high)


def _mean_score(key: str, values: Sequence[float]) -> Score:
    if not values:
        return Score(key, "score", None, None, 0)
    mean, (low, high) = sum(values) / len(values), _around(values, 0, 100)
    return Score(key, "score", mean, mean, len(values), low, high)


def _around(values: Sequence[float], least: float, most: float) -> tuple[float | None, float | None]:
    """Student's interval of the values' mean, as far as it lies on the scale."""
    n, total = len(values), sum(values)
    found = mean_interval(total / n, deviation_of(total, sum(one * one for one in values), n), n)
    return (max(found[0], least), min(found[1], most)) if found else (None, None)
