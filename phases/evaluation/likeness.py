"""Like for like: whether a figure and its baseline speak of equally long periods, one season and one scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from phases.model import Text, say

MOST_DAYS, MOST_SHARE = 3, 0.05
"""Periods are equally long when they differ by at most three days, or by at most five per cent of the baseline's."""
HALF_A_MONTH = 15

SCOPE = Text("The scope is not that of the baseline.", "范围与基线不同。")
NO_BASELINE_PERIOD = Text("The baseline does not say which period it speaks of.", "基线没有注明所指期间。")
NO_PERIOD = Text("The figure does not say which period it speaks of.", "实际值没有注明所指期间。")


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def shared(self, first: date, last: date) -> int:
        """How many of its days lie between two days, both included."""
        return max((min(self.last, last) - max(self.first, first)).days + 1, 0)


def period(first: date | None, last: date | None) -> Period | None:
    """The period between two days; None unless both are known and in order."""
    return Period(first, last) if first and last and first <= last else None


def months(of: Period) -> frozenset[int]:
    """The months of the year (1–12) that a period stands for: those of which it has at least fifteen days.

    A period that has so many of none stands for the month in which most of its days lie.
    """
    if of.days >= 365:
        return frozenset(range(1, 13))
    counted: dict[int, int] = {}
    for number in range(of.days):
        month = (of.first + timedelta(days=number)).month
        counted[month] = counted.get(month, 0) + 1
    whole = frozenset(month for month, days in counted.items() if days >= HALF_A_MONTH)
    return whole or frozenset({max(counted, key=lambda month: counted[month])})


def differences(baseline: Period | None, figure: Period | None, *, same_scope: bool) -> tuple[Text, ...]:
    """Why a figure is not like for like with its baseline, a sentence each; none when it is."""
    return tuple(_differences(baseline, figure, same_scope))


def _differences(baseline: Period | None, figure: Period | None, same_scope: bool) -> Iterator[Text]:
    if not same_scope:
        yield SCOPE
    if baseline is None:
        yield NO_BASELINE_PERIOD
    if figure is None:
        yield NO_PERIOD
    if baseline is None or figure is None:
        return
    if abs(figure.days - baseline.days) > max(MOST_DAYS, MOST_SHARE * baseline.days):
        yield say(
            "The baseline speaks of {before} days, the figure of {after}.",
            "基线所指期间为 {before} 天，实际值为 {after} 天。",
            before=baseline.days,
            after=figure.days,
        )
    if months(figure) != months(baseline):
        yield say(
            "The baseline ({a} to {b}) and the figure ({c} to {d}) lie in different months of the year, so the season "
            "may explain part of the change.",
            "基线期间（{a} 至 {b}）与实际值期间（{c} 至 {d}）月份不同，变化可能部分来自季节因素。",
            a=baseline.first,
            b=baseline.last,
            c=figure.first,
            d=figure.last,
        )
