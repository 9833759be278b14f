"""From what people type or paste to numbers: on a scale, in the unit of their field, within its bounds."""

from __future__ import annotations

import re

from app.language import listed
from app.language import number as spoken
from app.registers.model import Field
from app.registers.sheets.numbers import MONEY, can_be_two, number_in
from app.registers.sheets.scales import level_in
from app.registers.sheets.units import UNITS, days_in_span, folded, minutes_in, split, unit_called
from app.registers.sheets.unread import Unread
from app.words import _

_COUNTED = re.compile(r"(?P<number>.*\d)(?P<behind>\D+)", re.DOTALL)
_COUNTS = frozenset(
    "个 人 名 位 条 次 项 家 户 件 张 份 台 套 票 分 user users record records people person persons times x pcs "
    "points point pts personen stück datensätze mal nutzer punkte".split()
)
"""What is counted, behind a number of a field without a unit."""
_LARGE = 1_000
"""Bounds beyond it only keep a field sane; nobody has to be told of them."""


def read_number(one: Field, text: str) -> float | int:
    """The number that a cell of this field says; Unread with a sentence when it says none."""
    plain = number_in(level_in(one, text) if one.levels else _in_own_unit(one, _of_the_most(one, text)))
    if plain is not None and (both := can_be_two(plain)):
        asked = {"text": text, "short": both[0], "long": both[1]}
        raise Unread(_("“%(text)s” can be %(short)s or %(long)s: write one of them.", **asked))
    if plain is None:
        raise Unread(_no_number(one, text))
    value = float(plain)
    if one.kind == "whole" and value != int(value):
        raise Unread(_("“%(text)s” is no whole number.", text=text[:40]))
    if (one.low is not None and value < one.low) or (one.high is not None and value > one.high):
        raise Unread(_off_scale(one, text) if one.levels else _bounds(one))
    return int(value) if one.kind == "whole" else value


def _of_the_most(one: Field, text: str) -> str:
    """Points such as 80/100, where 100 is the most, as 80; any other text as it is."""
    found = re.fullmatch(r"\s*([\d.,]+)\s*[/／]\s*(\d+)\s*", text)
    return found[1] if found and one.high is not None and float(found[2]) == one.high else text


def _in_own_unit(one: Field, text: str) -> str:
    """A span such as “2h 30min” as a number in the unit of a field of time, “200 users” as 200; others as they are."""
    own = UNITS.get(one.unit)
    if own is not None and own.size is not None and (minutes := minutes_in(text)) is not None:
        return f"{float(minutes / own.size):.10g}"
    if own is not None and own.key == "days" and (days := days_in_span(text)) is not None:
        return f"{float(days):.10g}"
    base, unit = split(folded(text))
    text = base if own is not None and unit is own else text
    found = _COUNTED.fullmatch(text)
    behind = folded(MONEY.sub("", found["behind"].strip())) if found else ""
    counted = behind in (*one.behind, *(() if own else _COUNTS)) or (own is not None and unit_called(behind) is own)
    return found["number"] if found and counted else text


def _no_number(one: Field, text: str) -> str:
    """What to write instead of a text that is no number."""
    own, told = UNITS.get(one.unit), {"text": text[:40]}
    if one.levels:
        return _off_scale(one, text)
    if own is not None and own.size is not None:
        return _("“%(text)s” is no fixed length of time; write it as 2h 30min.", **told)
    if own is not None and own.key == "days":
        return _("“%(text)s” is no fixed number of days; write the days, as 90.", **told)
    if one.low is None or one.high is None or one.high > _LARGE:
        return _("“%(text)s” is no number.", **told)
    bounds = {"low": spoken(one.low), "high": spoken(one.high)}
    return _("“%(text)s” is no number; one from %(low)s to %(high)s is asked for.", **told, **bounds)


def _off_scale(one: Field, text: str) -> str:
    return _(
        "“%(text)s” is not on the scale from %(low)s to %(high)s: %(levels)s.",
        text=text[:40], low=spoken(one.low), high=spoken(one.high), levels=listed(one.numbered_levels.values()),
    )  # fmt: skip


def _bounds(one: Field) -> str:
    if one.high is None:
        return _("At least %(low)s.", low=spoken(one.low))
    if one.low is None:
        return _("At most %(high)s.", high=spoken(one.high))
    return _("A number from %(low)s to %(high)s.", low=spoken(one.low), high=spoken(one.high))
