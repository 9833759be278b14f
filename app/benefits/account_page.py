"""The account of benefit and cost as its page shows it: results with definitions, streams, costs, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.charts import Drawing, Voice
from app.charts.benefit import cash_course, value_tornado
from app.facts.benefits import BenefitFacts, Setting
from app.language import day, language, money, moved, number, percent, say
from app.words import _
from phases.evaluation import costs
from phases.evaluation.attribution import METHODS
from phases.evaluation.benefit import Account, LeftOut, Result, Stream, settle
from phases.evaluation.definitions import DEFINITIONS


@dataclass(frozen=True, slots=True)
class Head:
    """One result: its name with its definition, as shown, a line below, and its tone."""

    key: str
    name: str
    definition: str
    shown: str
    note: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A criterion that brings money: how its benefit comes about, measured and carried on."""

    name: str
    url: str
    worth: str
    share: str
    method: str
    reason: str
    change: str
    measured: str
    carried: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of cost: how many entries, what they come to; without an entry nobody knows."""

    title: str
    entries: int
    amount: str
    share: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything that the page shows."""

    setting: Setting
    rate: str
    heads: tuple[Head, ...]
    missing: tuple[str, ...]
    streams: tuple[StreamRow, ...]
    left_out: tuple[tuple[str, str], ...]
    kinds: tuple[KindRow, ...]
    remarks: tuple[str, ...]
    cash: Drawing | None
    tornado: Drawing | None


def account_page(facts: BenefitFacts, base: str) -> AccountPage:
    """The page in the reader's language; `base` is the address of the project."""
    account = facts.account
    result = settle(account)
    voice = Voice(language(), _)
    return AccountPage(
        setting=facts.setting,
        rate=percent(facts.setting.rate, 2) if facts.setting.rate is not None else _("not set"),
        heads=tuple(_heads(account, result)),
        missing=tuple(say(one) for one in result.missing),
        streams=tuple(_stream(one, measured, carried, account, base) for one, measured, carried in result.streams),
        left_out=tuple((say(one.criterion.name), say(one.reason)) for one in with_money(account.left_out)),
        kinds=tuple(_kind(kind, account, result) for kind in costs.KINDS),
        remarks=tuple(say(one) for one in result.remarks),
        cash=cash_course(account, result, voice),
        tornado=value_tornado(account, result, voice),
    )


def with_money(left_out: tuple[LeftOut, ...]) -> Iterator[LeftOut]:
    """What was left out, those first that were meant to bring money."""
    yield from sorted(left_out, key=lambda one: one.criterion.money is None)


def _heads(account: Account, result: Result) -> Iterator[Head]:
    covered = _("%(known)s of %(all)s kinds of cost entered", known=len(result.kinds), all=len(costs.KINDS))
    if result.so_far is not None and result.until is not None:
        yield _head(
            "so-far", _shown_roi(result.so_far.roi), _("measured up to %(day)s", day=day(result.until)),
            _tone(result.so_far.roi),
        )  # fmt: skip
    yield _head("roi", _shown_roi(result.whole.roi), covered, _tone(result.whole.roi))
    rate = _("at %(rate)s a year", rate=percent(account.rate, 2)) if account.rate is not None else _("no rate set")
    value = money(result.npv, account.currency) if result.npv is not None else _("not measured")
    yield _head("npv", value, rate, _tone(result.npv))
    yield _head("payback", payback_words(result), "", "bad" if _is_late(result) else "")
    benefit = money(result.whole.benefit, account.currency) if account.streams else _("not measured")
    yield _head("benefit", benefit, _("over %(months)s months", months=number(account.months)))
    cost = money(result.whole.cost, account.currency) if account.lines else _("not measured")
    yield _head("cost", cost, covered)


def payback_words(result: Result) -> str:
    """The month in which the money is back, or why there is none."""
    if result.missing:
        return _("not measured")
    if result.payback is not None:
        return Voice(language(), _).month(result.payback, year=True)
    return _("never out of pocket") if result.never_out else _("not within the account")


def _is_late(result: Result) -> bool:
    return not result.missing and result.payback is None and not result.never_out


def _head(key: str, shown: str, note: str, tone: str = "") -> Head:
    name, definition = DEFINITIONS[key]
    return Head(key, say(name), say(definition), shown, note, tone)


def _shown_roi(roi: float | None) -> str:
    return percent(roi) if roi is not None else _("not measured")


def _tone(value: float | None) -> str:
    return "" if value is None else "good" if value >= 0 else "bad"


def _stream(stream: Stream, measured: float, carried: float, account: Account, base: str) -> StreamRow:
    one = stream.criterion
    last = stream.levels[-1]
    return StreamRow(
        name=say(one.name),
        url=f"{base}/criteria/{one.key}",
        worth=money(stream.money.base, account.currency, 2),
        share=percent(one.share.base),
        method=say(METHODS[one.attribution].title),
        reason=one.attribution_reason,
        change=say(moved(f"{'+' if last.change > 0 else ''}{number(last.change, 2)}", one.unit)),
        measured=money(measured, account.currency),
        carried=money(carried, account.currency),
    )


def _kind(kind: str, account: Account, result: Result) -> KindRow:
    entries = sum(one.kind == kind for one in account.lines)
    amount = result.kinds.get(kind)
    return KindRow(
        title=say(costs.KINDS[kind]),
        entries=entries,
        amount=money(amount, account.currency) if amount is not None else _("0 or forgotten?"),
        share=percent(amount / result.whole.cost) if amount is not None and result.whole.cost else "–",
    )
