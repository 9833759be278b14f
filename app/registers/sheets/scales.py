"""Small scales, such as severity from 1 to 5, as people write them: 4/5, “4 – high”, ★★★★, or a word."""

from __future__ import annotations

import re
import unicodedata

from app.registers.model import Field
from app.registers.sheets.synonyms import plain

LADDER: tuple[tuple[str, ...], ...] = (
    ("very low", "p5", "prio 5", "s5", "sev 5", "trivial", "negligible", "very little", "never", "almost never",
     "yearly", "once a year", "opponent", "opposed", "resistant", "negative", "very weak",
     "很低", "极低", "非常低", "很小", "极小", "很弱", "五级", "从不", "几乎不", "每年", "年度", "抵触", "反对者",
     "强烈反对",
     "sehr niedrig", "sehr gering", "nie", "jährlich", "gegner", "dagegen"),
    ("low", "l", "lo", "p4", "prio 4", "s4", "sev 4", "little", "small", "minor", "seldom", "rarely", "rare", "weak",
     "occasionally", "quarterly", "sceptical", "skeptical", "critic", "reluctant",
     "低", "较低", "小", "较小", "轻", "轻微", "弱", "四级", "少", "较少", "偶尔", "很少", "偶发", "每季度",
     "每季", "消极", "怀疑",
     "niedrig", "gering", "klein", "selten", "vierteljährlich", "skeptisch"),
    ("medium", "m", "med", "mid", "middle", "moderate", "normal", "average", "p3", "prio 3", "s3", "sev 3", "partly",
     "sometimes", "now and then", "monthly", "undecided", "neutral", "indifferent",
     "中", "中等", "一般", "普通", "三级", "有时", "时常", "每月", "观望", "中立", "中性",
     "mittel", "normal", "manchmal", "gelegentlich", "monatlich", "unentschieden"),
    ("high", "h", "hi", "p2", "prio 2", "s2", "sev 2", "major", "big", "large", "strong", "serious", "often",
     "frequent", "frequently", "weekly", "open", "positive",
     "高", "较高", "大", "较大", "重", "较重", "强", "二级", "经常", "频繁", "每周", "常常", "积极",
     "hoch", "groß", "stark", "oft", "häufig", "wöchentlich", "offen", "positiv"),
    ("very high", "critical", "crit", "p1", "prio 1", "s1", "sev 1", "severe", "showstopper", "extreme", "decisive",
     "very often", "always", "constantly", "daily", "every day", "hourly", "supporter", "supportive", "champion",
     "in favour", "in favor", "advocate", "promoter", "very strong",
     "很高", "极高", "非常高", "最高", "严重", "非常严重", "致命", "紧急", "很大", "极大", "一级", "很强", "总是",
     "一直", "每天", "每日", "天天", "非常频繁", "支持", "支持者", "拥护", "大力支持",
     "sehr hoch", "kritisch", "sehr oft", "sehr häufig", "immer", "ständig", "täglich", "befürworter", "unterstützer",
     "dafür"),
)  # fmt: skip
"""Everyday words from the least to the most. They differ too much from house to house to be taken without asking."""
_NUMBER = re.compile(r"(?P<level>[+-]?\d)\s*(?:(?:/|von|of|out of)\s*(?P<most>\d)|[分级点]|pts?|points?)?")
_NAMED = re.compile(r"(?P<level>[+-]?\d)\s*[-–—:.=、,(（]\s*(?P<name>\D+)")
_STARS = re.compile(r"([★⭐*●]+)[☆○]*")


def level_in(one: Field, text: str) -> str:
    """The number on a small scale that a cell says by itself, also outside of the scale; any other text as it is."""
    plain_text = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if found := _NUMBER.fullmatch(plain_text):
        whole = found["most"] is None or float(found["most"]) == one.high
        return found["level"] if whole else text
    if found := _NAMED.fullmatch(plain_text):
        return found["level"]
    if (found := _STARS.fullmatch(plain_text)) and one.low is not None and one.low >= 0:
        return str(len(found[1]))
    named = [level for level, title in one.levels.items() if plain(text) in (plain(title.en), plain(title.zh))]
    return named[0] if len(named) == 1 else text


def proposal(one: Field, text: str) -> str:
    """The level that an everyday word is offered as; empty where it says nothing."""
    word, levels = plain(text), [*one.levels]
    rung = next((place for place, words in enumerate(_RUNGS) if word in words), None)
    return "" if rung is None else levels[round(rung * (len(levels) - 1) / (len(_RUNGS) - 1))]


_RUNGS = tuple(frozenset(plain(word) for word in words) for words in LADDER)
