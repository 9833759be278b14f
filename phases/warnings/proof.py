"""Warnings about what proves an answer: fake green, stale evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from phases.facts.warnings import AnswersFact, WarningFacts
from phases.model import About, Limits, Text, Warning, WarningFigure, say
from phases.order import TITLES
from phases.warnings.wording import percent, sentence_of

Reason = tuple[WarningFigure, Text, About]
HOUR, DAY = 60, 24 * 60


def fake_green(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """Answers without proof, or all given in one sitting just before the gate."""
    reasons = [
        reason
        for answers in facts.records.answers
        for reason in (*_bare(answers, limits), *_one_sitting(answers, limits))
        if reason[0].beyond
    ]
    if reasons:
        figures = tuple(one[0] for one in reasons)
        yield Warning("fake-green", sentence_of([one[1] for one in reasons]), reasons[0][2], figures)


def _bare(answers: AnswersFact, limits: Limits) -> Iterator[Reason]:
    if not answers.mandatory:
        return
    title = say("{phase}: done without evidence", "{phase}：没有证据即完成", phase=TITLES[answers.phase])
    figure = percent(f"bare:{answers.phase}", title, answers.bare, answers.mandatory, limits["done_without_evidence"])
    reason = say(
        "in “{phase}” {bare} of {all} mandatory items are marked done without evidence",
        "“{phase}”的{all}个必答检查项中有{bare}个在没有证据的情况下标记为完成",
        phase=TITLES[answers.phase],
        bare=answers.bare,
        all=answers.mandatory,
    )
    yield figure, reason, About("checklist", answers.phase)


def _one_sitting(answers: AnswersFact, limits: Limits) -> Iterator[Reason]:
    """All answers within some hours, and these within some days of the proposal; a handful may well take an hour."""
    if answers.left or answers.minutes is None or answers.to_gate is None:
        return
    enough = answers.mandatory >= limits["sitting_items"]
    quick = answers.minutes <= limits["sitting_hours"] * HOUR
    late = answers.to_gate >= 0 and answers.minutes + answers.to_gate <= limits["sitting_days"] * DAY
    title = say("{phase}: answered in one sitting", "{phase}：一次集中作答", phase=TITLES[answers.phase])
    figure = WarningFigure(
        f"sitting:{answers.phase}",
        title,
        answers.mandatory,
        limits["sitting_items"],
        "count",
        enough and quick and late,
    )
    reason = say(
        "in “{phase}” all {all} mandatory items were answered within {minutes} min just before the proposal",
        "“{phase}”的全部{all}个必答检查项在提请关口决策前的{minutes}分钟内一次答完",
        phase=TITLES[answers.phase],
        all=answers.mandatory,
        minutes=max(answers.minutes, 1),
    )
    yield figure, reason, About("checklist", answers.phase)


def stale_evidence(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """Items of phases not yet passed whose newest evidence is older than its allowed age."""
    limit, aged = limits["evidence_age"], facts.records.evidence
    oldest_allowed = facts.as_of - timedelta(days=limit)
    stale, items = sum(one.items for one in aged if one.day < oldest_allowed), sum(one.items for one in aged)
    if not stale:
        return
    days = (facts.as_of - min(one.day for one in aged)).days
    parts = say("{stale} of {items}", "{items}项中的{stale}项", stale=stale, items=items)
    figures = (
        WarningFigure(
            "stale-items", Text("Items with stale evidence", "证据过期的检查项"), stale, 0, "count", True, parts
        ),
        WarningFigure(
            "oldest-evidence", Text("Age of the oldest", "最早证据距今"), days, limit, "days", True, slack=limit
        ),
    )
    sentence = say(
        "The evidence of {stale} items is older than {limit:g} days, the oldest {days} days.",
        "有{stale}个检查项的证据已超过{limit:g}天，最早的为{days}天前。",
        stale=stale,
        limit=limit,
        days=days,
    )
    yield Warning("stale-evidence", sentence, About("checklist", _running(facts)), figures)


def _running(facts: WarningFacts) -> str:
    return next((one.phase for one in facts.records.courses if one.state == "running"), "concept")
