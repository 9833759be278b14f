"""What keeps the gate of process solidification shut: what is not approved, answered, received or kept."""

from __future__ import annotations

from collections.abc import Iterator

from phases.facts import SolidificationFacts
from phases.model import About, Blocker, Limits, Text, say
from phases.solidification.measured import is_settled, of_priority


def approvals(facts: SolidificationFacts) -> Iterator[Blocker]:
    """Processes in scope without a to-be process, and to-be processes whose present version nobody has approved."""
    found = facts.records
    if not found.processes:
        yield Blocker(
            "solidification.processes-none",
            Text("No to-be process has been entered yet.", "尚未录入任何目标流程。"),
            About("record", "solidification/processes"),
        )
    for missing in found.undesigned:
        yield Blocker(
            f"solidification.undesigned:{missing.key}",
            say(
                "The process in scope “{process}” ({code}) has no to-be process yet.",
                "范围内的流程“{process}”（{code}）尚无目标流程。",
                process=missing.name,
                code=missing.code,
            ),
            About("record", "solidification/processes"),
        )
    for one in found.processes:
        if not one.approved:
            yield Blocker(
                f"solidification.unapproved:{one.key}",
                say(
                    "The to-be process “{process}” ({code}) is not approved in its present version {version}.",
                    "目标流程“{process}”（{code}）的现版本（第{version}版）尚未批准。",
                    process=one.name,
                    code=one.code,
                    version=one.version,
                ),
                About("record", f"solidification/processes/{one.key}"),
            )


def problems(facts: SolidificationFacts, limits: Limits) -> Iterator[Blocker]:
    """Priority problems that no step answers and nobody rejected, while too few are; or no priority is known."""
    found = facts.records.problems
    about = About("record", "diagnosis/problems")
    if not found:
        yield Blocker(
            "solidification.problems-none",
            Text("No problem has been registered that the processes could answer.", "尚未登记目标流程应解决的症结。"),
            about,
        )  # fmt: skip
    unrated = sum(one.priority is None for one in found)
    if unrated:
        yield Blocker(
            "solidification.problems-unrated",
            say(
                "{unrated} of {all} problems are not rated, so nobody knows whether all of priority are answered.",
                "{all}个症结中有{unrated}个尚未评定，无法判断重点症结是否都已得到解决。",
                unrated=unrated,
                all=len(found),
            ),
            about,
        )
    heavy = of_priority(facts, limits["problem_priority"])
    left = [one for one in heavy if not is_settled(one)]
    if 100 * (len(heavy) - len(left)) < limits["problem_coverage"] * len(heavy):
        for one in left:
            yield Blocker(
                f"solidification.problem-unanswered:{one.key}",
                say(
                    "The problem “{problem}” ({code}, priority {priority}) is neither answered nor rejected.",
                    "症结“{problem}”（{code}，优先级{priority}）既无目标步骤解决，也无不予解决的理由。",
                    problem=one.statement,
                    code=one.code,
                    priority=one.priority,
                ),
                About("record", f"diagnosis/problems/{one.key}"),
            )


def hand_offs(facts: SolidificationFacts) -> Iterator[Blocker]:
    """To-be steps that hand on to nobody."""
    for one in facts.records.unreceived:
        yield Blocker(
            f"solidification.hand-off-unreceived:{one.key}",
            say(
                "The to-be step “{step}” ({code}) is handed on, and nobody is named who receives it.",
                "目标步骤“{step}”（{code}）需要交接，但没有指定接收人。",
                step=one.name,
                code=one.code,
            ),
            About("record", f"solidification/steps/{one.key}"),
        )


def lost_controls(facts: SolidificationFacts) -> Iterator[Blocker]:
    """Key control points of the as-is that the new processes lose without a reason."""
    for one in facts.records.lost_controls:
        yield Blocker(
            f"solidification.control-lost:{one.key}",
            say(
                "The key control point “{step}” ({code}) of the as-is is lost without a reason.",
                "现状中的关键控制点“{step}”（{code}）在目标流程中丢失，且未说明理由。",
                step=one.name,
                code=one.code,
            ),
            About("record", "solidification/steps"),
        )
