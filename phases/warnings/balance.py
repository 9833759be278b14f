"""Warnings about the balance of strategy, tools and people: consulting-led, vendor-led, technology ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from phases.facts.warnings import WarningFacts
from phases.model import About, Limits, Text, Warning, WarningFigure, say
from phases.warnings.team import clients_team
from phases.warnings.wording import percent, sentence_of

Reason = tuple[tuple[WarningFigure, ...], Text, About]


def consulting_led(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """The strategy excites but cannot land: orphaned decisions, too much reform, or too little of the daily work."""
    yield from _any_of("consulting-led", [*_strategy(facts, limits), *_reform(facts, limits), *_staff(facts, limits)])


def vendor_led(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """Tools without strategy: functions for no problem, configuration before approval, nothing beyond productivity."""
    reasons = [*_functions(facts, limits), *_configuration(facts), *_productivity(facts)]
    yield from _any_of("vendor-led", reasons)


def technology_ahead(facts: WarningFacts, limits: Limits) -> Iterator[Warning]:
    """Technology and data lie too many points above people, organisation and management."""
    ahead, limit = facts.records.technology_ahead, limits["technology_ahead"]
    if ahead is None or ahead <= limit:
        return
    title = Text("Technology ahead of the others, in points", "技术领先其他要素（分）")
    figure = WarningFigure("technology-ahead", title, round(ahead, 1), limit, "points", True, slack=5.0)
    yield Warning(
        "technology-ahead",
        say(
            "Technology and data lie {ahead:.0f} points above the mean of people, organisation and management.",
            "技术与数据的得分比人、组织、管理的平均分高{ahead:.0f}分。",
            ahead=ahead,
        ),
        About("readiness", ""),
        (figure,),
    )


def _any_of(key: str, reasons: list[Reason]) -> Iterator[Warning]:
    """One warning when any reason holds; the figures of the others stand beside it, and it leads to the first."""
    standing = [one for one in reasons if all(figure.beyond for figure in one[0])]
    if standing:
        # A figure beyond its threshold that alone is no reason does not count as crossed.
        figures = tuple(
            figure if one in standing else replace(figure, beyond=False) for one in reasons for figure in one[0]
        )
        yield Warning(key, sentence_of([one[1] for one in standing]), standing[0][2], figures)


def _strategy(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    """While processes are still to be designed, nothing is known of where decisions will land."""
    design = facts.records.design
    if not design.strategy or not design.steps or design.undesigned:
        return
    title = Text("Strategic decisions without a step", "没有步骤承接的战略决策")
    figure = percent("strategy-orphans", title, design.strategy_orphans, design.strategy, limits["strategy_orphans"])
    reason = say(
        "{orphans} of {all} strategic decisions have no step that carries them",
        "{all}项战略决策中有{orphans}项没有步骤承接",
        orphans=design.strategy_orphans,
        all=design.strategy,
    )
    yield (figure,), reason, About("record", "solidification/strategy")


def _reform(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    design = facts.records.design
    if not design.steps:
        return
    figure = percent(
        "reform", Text("Reform intensity", "变革强度"), design.touched, design.steps, limits["reform_intensity"]
    )
    reason = say(
        "{touched} of {all} steps are changed, new or dropped",
        "{all}个步骤中有{touched}个变更、新增或取消",
        touched=design.touched,
        all=design.steps,
    )
    yield (figure,), reason, About("record", "solidification/steps")


def _staff(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    """Few people of the daily work in the team and few departments heard; looked at once the review is over."""
    records = facts.records
    states = {one.phase: one.state for one in records.courses}
    levels = [mate.level for mate in clients_team(facts) if mate.level]
    if states.get("review") != "passed" and states.get("solidification", "ahead") == "ahead":
        return
    if not levels or not records.departments:
        return
    staff, heard = levels.count("staff"), sum(day <= facts.as_of for day in records.heard)
    figures = (
        percent(
            "staff", Text("Staff in the client's team", "客户团队中的员工层"), staff, len(levels),
            limits["staff_share"], low_is_bad=True,
        ),
        percent(
            "heard", Text("Departments heard", "已听取意见的部门"), heard, records.departments,
            limits["heard_share"], low_is_bad=True,
        ),
    )  # fmt: skip
    reason = say(
        "only {staff} of {team} people of the client's team are staff and only {heard} of {all} departments were heard",
        "客户团队{team}人中员工层仅{staff}人，{all}个部门中仅听取了{heard}个部门的意见",
        staff=staff,
        team=len(levels),
        heard=heard,
        all=records.departments,
    )
    yield figures, reason, About("record", "concept/team")


def _functions(facts: WarningFacts, limits: Limits) -> Iterator[Reason]:
    design = facts.records.design
    if not design.considered:
        return
    title = Text("Functions that answer no problem", "无对应症结的功能")
    figure = percent("function-orphans", title, design.function_orphans, design.considered, limits["function_orphans"])
    reason = say(
        "{orphans} of {all} needed functions and customisations answer no problem",
        "{all}项所需功能和二次开发中有{orphans}项不解决任何症结",
        orphans=design.function_orphans,
        all=design.considered,
    )
    yield (figure,), reason, About("record", "solidification/functions")


def _configuration(facts: WarningFacts) -> Iterator[Reason]:
    """Settings done while a process was never approved; one approved before and changed since counts as approved."""
    design = facts.records.design
    if not design.configured:
        return
    early = design.unapproved + design.undesigned
    title = Text("Processes never approved while configuration is done", "已开始配置但从未批准的流程")
    figure = WarningFigure("unapproved", title, early, 0, "count", early > 0)
    reason = say(
        "{configured} settings are done although {early} processes have never been approved",
        "已完成{configured}项配置，而{early}个流程从未获得批准",
        configured=design.configured,
        early=early,
    )
    yield (figure,), reason, About("record", "deployment/configuration")


def _productivity(facts: WarningFacts) -> Iterator[Reason]:
    design = facts.records.design
    if not design.criteria:
        return
    title = Text("Success criteria beyond productivity", "效率以外的成功标准")
    figure = WarningFigure("beyond", title, design.beyond, 1, "count", not design.beyond, low_is_bad=True)
    reason = say(
        "none of the {all} success criteria goes beyond productivity",
        "{all}项成功标准均未超出效率范围",
        all=design.criteria,
    )
    yield (figure,), reason, About("criterion", "")
