"""Warnings about why and what for: a follower's motive, results without process."""

from __future__ import annotations

from collections.abc import Iterator

from phases.facts.warnings import MotiveFact, WarningFacts
from phases.model import About, Limits, Text, Warning, WarningFigure, say


def follower(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """A follower motive, as `follower_warning` has it."""
    warning = follower_warning(facts.records.motive, limits)
    if warning is not None:
        yield warning


def follower_warning(motive: MotiveFact, limits: Limits) -> Warning | None:
    """A follower motive, until enough concrete problems are registered and the sponsor has confirmed them."""
    needed = limits["motive_problems"]
    if motive.word != "follower" or (motive.concrete >= needed and motive.confirmed >= needed):
        return None
    figures = tuple(
        WarningFigure(key, title, value, needed, "count", value < needed, low_is_bad=True)
        for key, title, value in (
            ("concrete", Text("Concrete problems registered", "已登记的具体症结"), motive.concrete),
            ("confirmed", Text("Problems confirmed by the sponsor", "经发起人确认的症结"), motive.confirmed),
        )
    )
    sentence = say(
        "The motive is to follow others. Of {all} registered problems {concrete} are concrete and {confirmed} are "
        "confirmed by the sponsor; {needed:g} are needed.",
        "上线动因为跟风。已登记的{all}个症结中，具体的有{concrete}个，经项目发起人确认的有{confirmed}个；至少需要{needed:g}个。",
        all=motive.problems,
        concrete=motive.concrete,
        confirmed=motive.confirmed,
        needed=needed,
    )
    return Warning("follower", sentence, About("record", "diagnosis/problems"), figures)


def result_without_process(facts: WarningFacts, _limits: Limits) -> Iterator[Warning]:
    """Targets without a process measure; looked at once processes are being fixed, where their figures belong."""
    design = facts.records.design
    begun = any(one.phase == "solidification" and one.state != "ahead" for one in facts.records.courses)
    if not begun or not design.targets or design.figures:
        return
    title = Text("Measures of the process", "流程指标")
    yield Warning(
        "result-without-process",
        say(
            "{targets} targets are set, but nothing measures the process that shall reach them.",
            "已设定{targets}个目标值，但没有衡量实现过程的流程指标。",
            targets=design.targets,
        ),
        About("record", "solidification/figures"),
        (WarningFigure("process-figures", title, 0, 1, "count", True, low_is_bad=True),),
    )
