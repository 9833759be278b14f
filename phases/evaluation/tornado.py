"""What a net present value hangs on: each input varied by itself, and how far the result moves.

An input goes to the low and high end that somebody stated, else a fifth below and above. Inputs of one criterion that
move the result alike (its change, its worth and its share multiply) stand together as one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from phases.evaluation import costs, investment
from phases.evaluation.benefit import Account, Stream, settle, worth_by_month
from phases.evaluation.ranges import Range
from phases.model import Text, say

CHANGE, MONEY, SHARE = (
    Text("change", "变化量"),
    Text("money per unit", "单位金额"),
    Text("attributed share", "归因比例"),
)
RATE = Text("Discount rate", "折现率")
AND = Text(" / ", "、")


@dataclass(frozen=True, slots=True)
class Swing:
    """An input at its low and at its high end: how each moves the net present value, in money."""

    name: Text
    about: Text
    at_low: float
    at_high: float
    low: float
    high: float
    """The input's own ends, as a multiple of its base (the rate: as a share)."""
    stated: bool = False

    @property
    def reach(self) -> float:
        """How far the result moves from one end to the other."""
        return max(self.at_low, self.at_high, 0) - min(self.at_low, self.at_high, 0)


def swings(account: Account) -> tuple[Swing, ...]:
    """Every input of the account, the most decisive first; none while there is no net present value."""
    present = settle(account).npv
    if present is None or account.rate is None:
        return ()
    found = [
        *(swing for one in account.streams for swing in _of_stream(one, account, account.rate)),
        *_of_costs(account, account.rate),
        *_of_rate(account, present),
    ]
    return tuple(sorted((one for one in found if one.reach > 0), key=lambda one: (-one.reach, one.name.en)))


def _of_stream(stream: Stream, account: Account, rate: float) -> Iterable[Swing]:
    """The three factors of a criterion; those that move the result alike as one."""
    months = worth_by_month(stream, account.start, account.months)
    present = investment.npv([measured + carried for measured, carried in months], rate)
    share = replace(stream.criterion.share, most=1.0)
    kept: dict[tuple[float, float], list[tuple[Text, bool]]] = {}
    for about, of in ((CHANGE, Range(1.0)), (MONEY, stream.money), (SHARE, share)):
        if of.base:
            low, high = of.ends
            kept.setdefault((round(low / of.base, 9), round(high / of.base, 9)), []).append((about, of.stated))
    for (low, high), inputs in kept.items():
        names = [about for about, _stated in inputs]
        about = Text(AND.en.join(one.en for one in names), AND.zh.join(one.zh for one in names))
        stated = any(stated for _about, stated in inputs)
        yield Swing(stream.criterion.name, about, present * (low - 1), present * (high - 1), low, high, stated)


def _of_costs(account: Account, rate: float) -> Iterator[Swing]:
    for kind, title in costs.KINDS.items():
        lines = [one for one in account.lines if one.kind == kind]
        base, low, high = (
            investment.npv(costs.by_month(lines, account.start, account.months, end), rate)
            for end in ("base", "low", "high")
        )
        if base:
            stated = any(one.amount.stated for one in lines)
            about = Text("cost", "成本")
            yield Swing(title, about, base - low, base - high, low / base, high / base, stated)


def _of_rate(account: Account, present: float) -> Iterator[Swing]:
    if account.rate:
        low, high = Range(account.rate).ends
        flows = [one.net for one in settle(account).months]
        yield Swing(
            RATE,
            say("{rate:.1f}% a year", "年 {rate:.1f}%", rate=100 * account.rate),
            investment.npv(flows, low) - present,
            investment.npv(flows, high) - present,
            low / account.rate,
            high / account.rate,
        )
