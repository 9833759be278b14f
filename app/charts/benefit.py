"""The drawings of benefit and cost: what the net present value hangs on, and how the cash gathers."""

from __future__ import annotations

from app.charts.cash import CashMonth, cash
from app.charts.drawing import Drawing
from app.charts.tornado import Gust, tornado
from app.charts.voice import Voice
from phases.evaluation.benefit import Account, Result
from phases.evaluation.tornado import swings

MOST_GUSTS = 12
"""Inputs that are drawn; the rest move the result less than all of these."""


def value_tornado(account: Account, result: Result, voice: Voice) -> Drawing | None:
    """Each input at its ends around the net present value; None while there is none, or nothing moves it."""
    found = swings(account)[:MOST_GUSTS]
    if result.npv is None or not found:
        return None
    _ = voice.gettext
    language = voice.language
    entries = [
        Gust(
            one.name.in_(language),
            one.about.in_(language),
            f"{round(100 * one.low)}–{voice.percent(one.high)}",
            one.at_low,
            one.at_high,
        )
        for one in found
    ]
    return tornado(
        entries,
        result.npv,
        key="tornado",
        title=_("What the net present value hangs on, %(currency)s") % {"currency": account.currency},
        about=_("Each input by itself at its low and at its high end, the most decisive on top; in %(currency)s.")
        % {"currency": account.currency},
        voice=voice,
    )


def cash_course(account: Account, result: Result, voice: Voice) -> Drawing | None:
    """The cumulated cash over the months of the account; None while there is neither benefit nor cost."""
    if len(result.months) < 2 or not (account.streams or account.lines):
        return None
    _ = voice.gettext
    return cash(
        [CashMonth(one.first, one.measured, one.carried, one.cost) for one in result.months],
        key="cash",
        title=_("Cumulated cash, %(currency)s") % {"currency": account.currency},
        about=_("Benefit less cost, gathered month by month and not discounted; in %(currency)s.")
        % {"currency": account.currency},
        until=result.until,
        payback=result.payback,
        voice=voice,
    )
