"""Benefit, costs and what they come to: change × money per unit × attributed share against complete costs, by month.

A criterion's change is worth money from the first day of the period in which it was measured. It is *measured* on the
days of that period; on later days the last measured change is *carried* on until a newer figure, or to the end of the
account. Both are kept apart, so that nobody takes what is expected for what was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from phases.evaluation import costs, investment
from phases.evaluation.attribution import METHODS
from phases.evaluation.costs import CostLine
from phases.evaluation.effect import NO_BASELINE, Criterion, Figure, counts, improvement, not_like_for_like, unlike
from phases.evaluation.likeness import Period, period
from phases.evaluation.ranges import Range
from phases.model import Text, say

DAYS_A_YEAR = 365

NO_MONEY = Text("No money per unit has been stated.", "未填写单位改善的金额。")
NO_METHOD = Text(
    "The method of attribution is not named, so its benefit is not counted.", "未写明归因方法，其收益不计入。"
)
NEVER_MEASURED = Text("No figure has been entered in any round.", "各轮均未录入实际值。")
NO_RATE = Text("No discount rate has been set.", "尚未设定折现率。")
NO_COST = Text("No cost has been entered.", "尚未录入成本。")
NO_BENEFIT = Text("No benefit has been measured in money yet.", "尚未测得可用金额表示的收益。")


@dataclass(frozen=True, slots=True)
class Level:
    """An improvement (in the criterion's unit, worse is negative) as measured over some days."""

    change: float
    over: Period


@dataclass(frozen=True, slots=True)
class Stream:
    """A criterion that brings money: its worth of one unit for a year, the attributed share, and its course."""

    criterion: Criterion
    money: Range
    levels: tuple[Level, ...]

    @property
    def factor(self) -> float:
        """Money a year of one unit of improvement, as far as it is attributed."""
        return self.money.base * self.criterion.share.base


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A criterion whose benefit is not counted, and why."""

    criterion: Criterion
    reason: Text


@dataclass(frozen=True, slots=True)
class Account:
    """What is set against each other: `months` months from the month of `start`, at `rate` (a share a year)."""

    start: date
    months: int
    rate: float | None
    currency: str
    streams: tuple[Stream, ...]
    lines: tuple[CostLine, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the account: the benefit of measured days, that of carried days, and the cost."""

    first: date
    measured: float
    carried: float
    cost: float

    @property
    def net(self) -> float:
        """What the month adds."""
        return self.measured + self.carried - self.cost


@dataclass(frozen=True, slots=True)
class Sum:
    """A benefit against a cost, with the return on it; None without cost or without any measured benefit."""

    benefit: float
    cost: float
    roi: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the account comes to. `whole` runs to its end, `so_far` to `until`, the last measured day.

    `missing` says why there is no net present value. `payback` is the first day of the month in which the money is
    back; None when it is not within the account, and `never_out` when it never was out.
    """

    months: tuple[Month, ...]
    whole: Sum
    so_far: Sum | None
    until: date | None
    npv: float | None
    missing: tuple[Text, ...]
    payback: date | None
    never_out: bool
    kinds: Mapping[str, float]
    streams: tuple[tuple[Stream, float, float], ...]
    """Each stream with its benefit measured and carried."""
    remarks: tuple[Text, ...]

    @property
    def cost_coverage(self) -> float:
        """The share of the kinds of cost that have an entry."""
        return len(self.kinds) / len(costs.KINDS)


def of_period(criterion: Criterion, figure: Figure) -> float | None:
    """What a figure's change was worth in its own period; None when it cannot be counted. A loss is negative."""
    over = period(figure.period_from, figure.period_to)
    if _why_not(criterion, criterion.currency) or not counts(criterion, figure) or over is None:
        return None
    assert criterion.money is not None
    change = improvement(criterion, figure.value)
    return change * criterion.money.base * criterion.share.base * over.days / DAYS_A_YEAR


def streams(
    criteria: Iterable[Criterion], figures: Mapping[str, Sequence[Figure]], currency: str
) -> tuple[tuple[Stream, ...], tuple[LeftOut, ...]]:
    """The criteria that bring money, and those that do not with the reason; `figures` of all rounds by criterion.

    What a figure of a closed round changed is told by the criterion as it was agreed then, its worth by that of today.
    """
    found: list[Stream] = []
    left_out: list[LeftOut] = []
    for one in criteria:
        known = figures.get(one.key, ())
        usable = [figure for figure in known if counts(figure.agreed or one, figure)]
        reason = _why_not(one, currency) or _why_unmeasured(one, known, usable)
        if reason is not None or one.money is None:
            left_out.append(LeftOut(one, reason or NO_MONEY))
        else:
            found.append(Stream(one, one.money, tuple(_levels(one, usable))))
    return tuple(found), tuple(left_out)


def _why_not(one: Criterion, currency: str) -> Text | None:
    if one.money is None:
        return NO_MONEY
    if one.baseline is None:
        return NO_BASELINE
    if one.attribution not in METHODS:
        return NO_METHOD
    if one.currency != currency:
        return say(
            "It is stated in {theirs}; the account is in {ours}, and currencies are never added up.",
            "以 {theirs} 计，本账目以 {ours} 计，不同币种不相加。",
            theirs=one.currency,
            ours=currency,
        )
    return None


def _why_unmeasured(one: Criterion, known: Sequence[Figure], usable: Sequence[Figure]) -> Text | None:
    if usable:
        return None
    return not_like_for_like(unlike(known[-1].agreed or one, known[-1])) if known else NEVER_MEASURED


def _levels(one: Criterion, figures: Iterable[Figure]) -> Iterator[Level]:
    """The figures in the order of time; where periods overlap, the later one holds from its first day."""
    dated = [(over, figure) for figure in figures if (over := period(figure.period_from, figure.period_to))]
    for over, figure in sorted(dated, key=lambda pair: (pair[0].first, pair[0].last)):
        yield Level(improvement(figure.agreed or one, figure.value), over)


def worth_by_month(stream: Stream, start: date, months: int) -> tuple[tuple[float, float], ...]:
    """Measured and carried benefit of a stream in each month of the account, in money."""
    ends = [_month(start, number + 1) - timedelta(days=1) for number in range(months)]
    found = [[0.0, 0.0] for _end in ends]
    followers: list[date] = [level.over.first for level in stream.levels[1:]]
    for level, until in zip(stream.levels, [*followers, _month(start, months)], strict=True):
        held = Period(level.over.first, until - timedelta(days=1))
        a_day = level.change * stream.factor / DAYS_A_YEAR
        for number, end in enumerate(ends):
            first = _month(start, number)
            days = held.shared(first, end) if held.first <= held.last else 0
            measured = min(Period(level.over.first, min(level.over.last, held.last)).shared(first, end), days)
            found[number][0] += measured * a_day
            found[number][1] += (days - measured) * a_day
    return tuple((measured, carried) for measured, carried in found)


def settle(account: Account) -> Result:
    """What the account comes to, with everything that it rests on."""
    worths = [worth_by_month(one, account.start, account.months) for one in account.streams]
    out = costs.by_month(account.lines, account.start, account.months)
    months = tuple(
        Month(
            _month(account.start, number),
            sum(worth[number][0] for worth in worths),
            sum(worth[number][1] for worth in worths),
            out[number],
        )
        for number in range(account.months)
    )
    flows = [one.net for one in months]
    back = investment.payback(flows)
    until = max((level.over.last for one in account.streams for level in one.levels), default=None)
    missing = tuple(_missing(account))
    return Result(
        months=months,
        whole=_sum(months, account),
        so_far=_so_far(months, account, until),
        until=until,
        npv=None if missing or account.rate is None else investment.npv(flows, account.rate),
        missing=missing,
        payback=None if missing or back is None else _month(account.start, back),
        never_out=all(sum_ >= 0 for sum_ in investment.cumulated(flows)),
        kinds={
            kind: sum(costs.by_month([one for one in account.lines if one.kind == kind], account.start, account.months))
            for kind in costs.KINDS
            if any(one.kind == kind for one in account.lines)
        },
        streams=tuple(
            (one, sum(measured for measured, _ in worth), sum(carried for _, carried in worth))
            for one, worth in zip(account.streams, worths, strict=True)
        ),
        remarks=tuple(_remarks(account)),
    )


def _sum(months: Iterable[Month], account: Account) -> Sum:
    kept = tuple(months)
    benefit, cost = sum(one.measured + one.carried for one in kept), sum(one.cost for one in kept)
    return Sum(benefit, cost, investment.roi(benefit, cost) if account.streams else None)


def _so_far(months: Sequence[Month], account: Account, until: date | None) -> Sum | None:
    """Measured benefit against the costs that had fallen due by the end of the last measured month."""
    if until is None:
        return None
    benefit = sum(one.measured for one in months)
    cost = sum(one.cost for one in months if one.first <= until)
    return Sum(benefit, cost, investment.roi(benefit, cost))


def _missing(account: Account) -> Iterator[Text]:
    if not account.streams:
        yield NO_BENEFIT
    if not account.lines:
        yield NO_COST
    if account.rate is None:
        yield NO_RATE


def _remarks(account: Account) -> Iterator[Text]:
    """What a reader has to know before believing the figures."""
    yield from costs.forgotten(account.lines)
    if count := costs.outside(account.lines, account.start, account.months):
        yield say(
            "Cost lines that begin before the account or fall due after it, and so are not counted in full: {count}.",
            "起始日早于测算期或到期日晚于测算期、因而未全额计入的成本：{count} 项。",
            count=count,
        )
    for one in account.streams:
        if one.criterion.attribution == "before-after" and one.criterion.share.base >= 1:
            yield say(
                "{name}: the whole change is ascribed to the rollout by before and after alone.",
                "{name}：仅凭前后对比就把全部变化归于本项目。",
                name=one.criterion.name,
            )
        if any(level.over.first < account.start for level in one.levels):
            yield say(
                "{name}: what was measured before the account begins is not counted.",
                "{name}：测算期开始之前测得的部分未计入。",
                name=one.criterion.name,
            )


def _month(start: date, number: int) -> date:
    """The first day of the month that is `number` months after that of `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return date(year, month + 1, 1)
