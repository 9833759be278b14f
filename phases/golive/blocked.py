"""What the records of go-live object: before the switch, and before the phase is closed."""

from __future__ import annotations

from collections.abc import Iterator

from phases.facts import GoLiveFacts
from phases.facts.golive import OldSystemFact
from phases.golive.measured import carried_out, is_open, ready, stable_days
from phases.model import About, Blocker, Limits, Text, say
from phases.readiness import FACTORS
from phases.readiness.advice import ahead_sentence, is_ahead


def to_start(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """What the records owe before the switch."""
    yield from unready(facts, limits)
    yield from unbalanced(facts, limits)
    yield from unrehearsed(facts, limits)
    yield from tasks(facts)
    yield from roster(facts)


def to_close(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """What has to hold before the phase closes."""
    yield from critical_issues(facts)
    yield from unstable(facts, limits)
    yield from old_ways(facts)
    yield from unscheduled(facts)


def unready(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """Each readiness factor below the limit, or rated by nobody who knows."""
    about = About("readiness", "")
    for one in ready(facts).factors:
        if one.score is None:
            yield Blocker(
                f"golive.start-unrated:{one.factor}",
                say("The readiness of “{factor}” has not been rated.", "“{factor}”的就绪度尚未评分。",
                    factor=FACTORS[one.factor]),
                about,
            )  # fmt: skip
        elif one.score < limits["readiness"]:
            yield Blocker(
                f"golive.start-unready:{one.factor}",
                say(
                    "The readiness of “{factor}” is {score:.0f}; at least {limit:g} is needed.",
                    "“{factor}”的就绪度为{score:.0f}分，至少须达到{limit:g}分。",
                    factor=FACTORS[one.factor],
                    score=one.score,
                    limit=limits["readiness"],
                ),
                about,
            )


def unbalanced(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """Technology further ahead of people, organisation and management than the edition allows."""
    ahead = ready(facts).ahead
    if is_ahead(ahead, limits):
        yield Blocker("golive.start-technology-ahead", ahead_sentence(ahead, limits), About("readiness", ""))


def unrehearsed(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """Fewer rehearsals carried out than the edition asks for; a failed one is none."""
    needed, done = int(limits["rehearsals"]), len(carried_out(facts))
    if done < needed:
        yield Blocker(
            "golive.start-unrehearsed",
            say(
                "Rehearsals of the switch that succeeded: {done}; at least {needed} must.",
                "切换演练已成功完成{done}次，至少需要{needed}次。",
                done=done,
                needed=needed,
            ),
            About("record", "golive/rehearsals"),
        )


def tasks(facts: GoLiveFacts) -> Iterator[Blocker]:
    """No cutover plan; a task without owner, or without the rollback that it needs."""
    if not facts.records.tasks:
        yield Blocker(
            "golive.start-no-plan",
            Text("The switch has not been planned: there is no cutover task.", "尚未制定切换计划：没有任何切换任务。"),
            About("record", "golive/tasks"),
        )
    for task in facts.records.tasks:
        about, named = About("record", f"golive/tasks/{task.key}"), {"task": f"{task.code} {task.title}".strip()}
        if not task.owner:
            yield Blocker(
                f"golive.start-ownerless:{task.key}",
                say("The cutover task “{task}” has no owner.", "切换任务“{task}”尚未指定负责人。", **named),
                about,
            )
        if task.rollback_needed and not task.rollback:
            yield Blocker(
                f"golive.start-no-rollback:{task.key}",
                say("The cutover task “{task}” needs a rollback step and has none.",
                    "切换任务“{task}”需要回退步骤，但尚未填写。", **named),
                about,
            )  # fmt: skip


def roster(facts: GoLiveFacts) -> Iterator[Blocker]:
    """Nobody is named to help the users."""
    if not facts.records.shifts:
        yield Blocker(
            "golive.start-no-roster",
            Text("There is no support roster for the time after the switch.", "尚未安排切换后的支持值班。"),
            About("record", "golive/roster"),
        )


def critical_issues(facts: GoLiveFacts) -> Iterator[Blocker]:
    """Each open critical issue of hypercare."""
    for issue in facts.records.issues:
        if issue.severity == "critical" and is_open(issue, facts):
            yield Blocker(
                f"golive.close-critical:{issue.key}",
                say("The critical hypercare issue “{issue}” is open.", "护航期严重问题“{issue}”尚未解决。",
                    issue=f"{issue.code} {issue.title}".strip()),
                About("record", f"golive/issues/{issue.key}"),
            )  # fmt: skip


def unstable(facts: GoLiveFacts, limits: Limits) -> Iterator[Blocker]:
    """The switch not finished, or too few working days since then without an open critical issue."""
    needed, stable = int(limits["stable_days"]), stable_days(facts)
    if stable is None:
        yield Blocker(
            "golive.close-not-live",
            Text(
                "The switch has not been finished, so no stable day can be counted.",
                "切换尚未完成，无法计算稳定运行天数。",
            ),
            About("record", "golive/tasks"),
        )
    elif stable < needed:
        yield Blocker(
            "golive.close-unstable",
            say(
                "{stable} of {needed} working days have been stable, without an open critical issue.",
                "无未决严重问题的稳定工作日为{stable}天，须达到{needed}天。",
                stable=stable,
                needed=needed,
            ),
            About("record", "golive/issues"),
        )


def old_ways(facts: GoLiveFacts) -> Iterator[Blocker]:
    """Each old system that is in use or can still be written to; or none named at all."""
    if not facts.records.old_systems:
        yield Blocker(
            "golive.close-old-way-unknown",
            Text(
                "No old system is named, so nobody can say that the old way has ended. Spreadsheets and paper count.",
                "尚未登记旧系统，无法确认旧方式是否停用；表格和纸质台账也应登记。",
            ),
            About("record", "golive/old-systems"),
        )
    for one in facts.records.old_systems:
        if (sentence := _still_open(one, facts)) is not None:
            yield Blocker(f"golive.close-old-way:{one.key}", sentence, About("record", f"golive/old-systems/{one.key}"))


def _still_open(old: OldSystemFact, facts: GoLiveFacts) -> Text | None:
    if old.in_use:
        return say("The old way “{old}” is still in use.", "旧方式“{old}”仍在使用。", old=old.name)
    if old.read_only_from is None or old.read_only_from > facts.as_of:
        return say("The old way “{old}” is not read-only yet.", "旧方式“{old}”尚未转为只读。", old=old.name)
    return None


def unscheduled(facts: GoLiveFacts) -> Iterator[Blocker]:
    """No evaluation round has been opened."""
    if not facts.records.rounds:
        yield Blocker(
            "golive.close-no-round",
            Text("The first evaluation round is not scheduled.", "首轮应用评价尚未安排。"),
            About("rounds", ""),
        )
