"""Warnings about time: the project slips, phases overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from phases.facts.warnings import PaceFact, WarningFacts
from phases.model import About, Limits, Text, Warning, WarningFigure, say
from phases.order import ORDER, TITLES
from phases.warnings.wording import sentence_of


def slipping(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """The forecast is longer than the plan by more than the limit `slipping` (percent), in working days."""
    if facts.records.courses and all(one.state == "passed" for one in facts.records.courses):
        return  # the end is a fact then, and no pace can change it
    pace, limit = facts.pace, limits["slipping"]
    if pace is None or not facts.running or pace.planned <= 0 or 100 * pace.slip <= limit * pace.planned:
        return
    title = Text("Forecast longer than the plan", "预测超出计划的比例")
    parts = say(
        "{slip} of {planned} working days", "{planned}个工作日中的{slip}个", slip=pace.slip, planned=pace.planned
    )
    share = round(100 * pace.slip / pace.planned, 1)
    figure = WarningFigure("slip", title, share, limit, "percent", True, parts, slack=5.0)
    yield Warning("slipping", _late(pace), About("schedule", ""), (figure,))


def _late(pace: PaceFact) -> Text:
    late = say(
        "At the present pace the project ends on {end}, {slip} working days later than its planned {planned}",
        "按目前的进度，项目将于{end}结束，比原计划的{planned}个工作日晚{slip}个工作日",
        end=pace.end,
        slip=pace.slip,
        planned=pace.planned,
    )
    if pace.likely is None or pace.wide is None:
        return Text(late.en + ".", late.zh + "。")
    words = {"a": pace.likely[0], "b": pace.likely[1], "c": pace.wide[0], "d": pace.wide[1]}
    return say(
        "{late}; with a chance of 50% between {a} and {b}, with 80% between {c} and {d}.",
        "{late}；50%的可能在{a}至{b}之间，80%的可能在{c}至{d}之间。",
        late=late,
        **words,
    )


def overlap(facts: WarningFacts, _limits: Limits) -> Iterator[Warning]:
    """Phases may overlap in time: each one that runs before the gate of the one before it has passed."""
    states = {one.phase: one.state for one in facts.records.courses}
    early = [
        (before, word)
        for before, word in pairwise(ORDER)
        if states.get(word) == "running" and states.get(before) != "passed"
    ]
    if not early:
        return
    reasons = [
        say(
            "{phase} has begun although the gate “{before}” has not been passed",
            "“{before}”关口尚未通过，“{phase}”阶段已经开始",
            phase=TITLES[word],
            before=TITLES[before],
        )
        for before, word in early
    ]
    title = Text("Phases begun before the gate ahead of them", "前一关口未过即开始的阶段")
    figure = WarningFigure("overlaps", title, len(early), 0, "count", True)
    yield Warning("overlap", sentence_of(reasons), About("phase", early[0][0]), (figure,))
