"""What is measured of the new processes: how well the system fits, how much is reformed, what answers nothing."""

from __future__ import annotations

from collections.abc import Iterator

from phases import progress
from phases.facts import SolidificationFacts
from phases.facts.solidification import AnsweredProblemFact
from phases.model import About, Limits, Measure, MeasureKind, Text, Warning, say

FITS = {
    "standard": Text("Standard", "标准功能"),
    "configure": Text("Configure", "配置实现"),
    "customise": Text("Customise", "二次开发"),
    "adapt": Text("Change the process", "调整流程"),
    "out": Text("Out of scope", "不在范围内"),
}
CHANGES = {
    "keep": Text("Keep", "保留"),
    "change": Text("Change", "变更"),
    "new": Text("New", "新增"),
    "drop": Text("Drop", "取消"),
}


def of_priority(facts: SolidificationFacts, least: float) -> tuple[AnsweredProblemFact, ...]:
    """The problems with frequency × severity of at least this much; unrated ones are not among them."""
    return tuple(one for one in facts.records.problems if one.priority is not None and one.priority >= least)


def is_settled(problem: AnsweredProblemFact) -> bool:
    """Whether a to-be step answers a problem, or it was rejected with a reason."""
    return problem.answered or problem.rejected


def measures(facts: SolidificationFacts) -> Iterator[Measure]:
    """How far the phase is, how the new processes fit the system and answer the problems, and what hangs loose."""
    yield from progress.measures(facts)
    found = facts.records
    steps = found.steps
    yield _of_steps(facts, "fit", steps.standard + steps.configure, steps.in_system)
    yield progress.share(facts, "reform", steps.change + steps.new + steps.drop, steps.all)
    # Without a problem no limit is asked for.
    heavy = of_priority(facts, facts.limits["problem_priority"]) if found.problems else ()
    yield progress.share(facts, "problem-coverage", sum(map(is_settled, heavy)), len(heavy))
    approved = sum(one.approved for one in found.processes)
    yield progress.share(facts, "approved", approved, len(found.processes) + len(found.undesigned))
    yield _count(facts, "function-orphans", len(found.function_orphans), found.considered)
    yield _count(facts, "strategy-orphans", len(found.strategy_orphans), found.strategy)


def _of_steps(facts: SolidificationFacts, name: str, part: int, whole: int) -> Measure:
    """A share of the steps in the system; covered are the steps whose fit is known, of those not dropped."""
    steps = facts.records.steps
    kept = steps.all - steps.drop
    return Measure(
        key=f"solidification.{name}",
        value=part / whole if whole else None,
        numerator=part,
        denominator=whole,
        coverage=steps.judged / kept if kept else 0.0,
        as_of=facts.as_of,
        n=kept,
        unit="share",
    )


def _count(facts: SolidificationFacts, name: str, part: int, whole: int) -> Measure:
    return Measure(
        key=f"solidification.{name}",
        value=float(part) if whole else None,
        numerator=part,
        denominator=whole,
        coverage=1.0 if whole else 0.0,
        as_of=facts.as_of,
        n=whole,
        unit="count",
    )


def over_reform(facts: SolidificationFacts, limits: Limits) -> Iterator[Warning]:
    """More of the steps are changed, new or dropped than the limit `reform_intensity` (percent): it may not land."""
    steps = facts.records.steps
    touched = steps.change + steps.new + steps.drop
    if steps.all and 100 * touched > limits["reform_intensity"] * steps.all:
        yield Warning(
            "solidification.over-reform",
            say(
                "{touched} of {all} steps are changed, new or dropped, more than {limit:g}%: too much may be reformed "
                "at once.",
                "{all}个步骤中有{touched}个变更、新增或取消，超过{limit:g}%：一次改革的幅度可能过大。",
                touched=touched,
                all=steps.all,
                limit=limits["reform_intensity"],
            ),
            About("record", "solidification/steps"),
        )


KINDS = (
    MeasureKind(
        "approved",
        Text("Approved processes", "已批准的流程"),
        Text(
            "To-be processes approved in their present version / to-be processes, with those still to be designed.",
            "现版本已获批准的目标流程数 ÷ 目标流程数（含尚未设计的）。",
        ),
    ),
    MeasureKind(
        "fit",
        Text("Fit rate", "匹配率"),
        Text(
            "Steps that fit as standard or by configuration / steps in the system (standard, configure, customise, "
            "change the process).",
            "标准功能或配置即可实现的步骤数 ÷ 系统内步骤数（标准、配置、二次开发、调整流程）。",
        ),
    ),
    MeasureKind(
        "reform",
        Text("Reform intensity", "变革强度"),
        Text(
            "Changed, new and dropped steps / all steps. Above the threshold it warns of over-reform.",
            "变更、新增和取消的步骤数 ÷ 全部步骤数。超过阈值提示变革过度。",
        ),
        limit="reform_intensity",
        low_is_good=True,
    ),
    MeasureKind(
        "problem-coverage",
        Text("Priority problems answered", "重点症结覆盖率"),
        Text(
            "Problems with frequency × severity at or above the threshold for an answer that a to-be step answers or "
            "that are rejected with a reason / all such problems.",
            "频率×严重程度达到“须有对策”阈值的症结中，已由目标步骤解决或有理由地不予解决的数量 ÷ 此类症结总数。",
        ),
        limit="problem_coverage",
    ),
    MeasureKind(
        "function-orphans",
        Text("Function orphans", "无对应症结的功能"),
        Text(
            "Needed functions and steps to be customised that answer no problem; beside it, all of them.",
            "不解决任何症结的所需功能和二次开发步骤数；旁列其总数。",
        ),
        unit="count",
        low_is_good=True,
    ),
    MeasureKind(
        "strategy-orphans",
        Text("Strategy orphans", "未落地的战略决策"),
        Text(
            "Strategic decisions that no to-be step carries; beside it, all of them.",
            "没有目标步骤承接的战略决策数；旁列其总数。",
        ),
        unit="count",
        low_is_good=True,
    ),
)
