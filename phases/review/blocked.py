"""What keeps the gate of the business review shut: what of the company is not understood, or nobody prepared for."""

from __future__ import annotations

from collections.abc import Iterator

from phases.facts import ReviewFacts
from phases.model import About, Blocker, Limits, Text, say
from phases.review.measured import DOMAINS, in_scope, is_complete


def processes(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Too few processes have complete steps, or one in scope is not confirmed by its owner."""
    scope = in_scope(facts)
    about = About("record", "review/processes")
    if not scope:
        yield Blocker(
            "review.processes-none",
            Text("No business process has been put in scope yet.", "尚未确定范围内的业务流程。"),
            about,
        )
    complete = sum(map(is_complete, scope))
    if 100 * complete < limits["process_coverage"] * len(scope):
        yield Blocker(
            "review.process-coverage",
            say(
                "{complete} of {all} processes in scope have complete as-is steps; {limit:g}% are needed.",
                "范围内{all}个流程中有{complete}个已梳理出完整的现状步骤，要求达到{limit:g}%。",
                complete=complete,
                all=len(scope),
                limit=limits["process_coverage"],
            ),
            about,
        )
    for one in scope:
        if one.confirmed is None or one.confirmed > facts.as_of:
            yield Blocker(
                f"review.unconfirmed:{one.key}",
                say(
                    "The owner has not confirmed the as-is of the process “{process}” ({code}).",
                    "流程“{process}”（{code}）的现状尚未经责任人确认。",
                    process=one.name,
                    code=one.code,
                ),
                About("record", f"review/processes/{one.key}"),
            )


def control_points(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Domains in scope with fewer key control points than the limit asks for."""
    scope = in_scope(facts)
    needed = int(limits["control_points_per_domain"])
    for domain, title in DOMAINS.items():
        mine = [one for one in scope if one.domain == domain]
        found = sum(one.control_points for one in mine)
        if mine and found < needed:
            yield Blocker(
                f"review.domain-uncontrolled:{domain}",
                say(
                    "The domain “{domain}” has {found} key control points in its as-is steps; {needed} needed.",
                    "“{domain}”领域的现状步骤中有{found}个关键控制点，至少需要{needed}个。",
                    domain=title,
                    found=found,
                    needed=needed,
                ),
                About("record", "review/steps"),
            )


def departments(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Departments in scope of which nobody was heard, while too few were."""
    scope = [one for one in facts.records.departments if one.in_scope]
    if not scope:
        yield Blocker(
            "review.departments-none",
            Text("No department has been put in scope yet.", "尚未确定范围内的部门。"),
            About("record", "review/departments"),
        )
    unheard = [one for one in scope if one.heard is None or one.heard > facts.as_of]
    if 100 * (len(scope) - len(unheard)) < limits["interview_coverage"] * len(scope):
        for one in unheard:
            yield Blocker(
                f"review.department-unheard:{one.key}",
                say(
                    "Nobody of the department “{department}” has been heard.",
                    "尚未访谈“{department}”部门的任何人。",
                    department=one.name,
                ),
                About("record", "review/interviews"),
            )


def problems(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Problems of priority without a root cause; and problems of which nobody can say whether they are."""
    found = facts.records.problems
    unrated = sum(one.priority is None for one in found)
    about = About("record", "diagnosis/problems")
    if not found:
        yield Blocker(
            "review.problems-none",
            Text("No business problem has been registered yet.", "尚未登记任何症结。"),
            about,
        )
    if unrated:
        yield Blocker(
            "review.problems-unrated",
            say(
                "Frequency and severity are missing for {unrated} of {all} problems, so their priority is not known.",
                "{all}个症结中有{unrated}个尚未评定频率和严重程度，优先级未知。",
                unrated=unrated,
                all=len(found),
            ),
            about,
        )
    for one in found:
        if one.priority is not None and one.priority >= limits["problem_priority"] and not one.has_cause:
            yield Blocker(
                f"review.problem-unexplained:{one.key}",
                say(
                    "The problem “{problem}” ({code}, priority {priority}) has no root cause yet.",
                    "症结“{problem}”（{code}，优先级{priority}）尚未找到根本原因。",
                    problem=one.statement,
                    code=one.code,
                    priority=one.priority,
                ),
                About("record", f"diagnosis/problems/{one.key}"),
            )


def resistance(facts: ReviewFacts, limits: Limits) -> Iterator[Blocker]:
    """Strong opponents without a plan. Sponsors read these sentences, so they name numbers, never people."""
    about = About("record", "review")
    if not facts.records.stakeholders:
        yield Blocker(
            "review.stakeholders-none",
            Text("Resistance to the change has not been assessed yet.", "尚未评估变革阻力。"),
            about,
        )
    for one in facts.records.stakeholders:
        if not one.open:
            continue
        if one.influence is None or one.stance is None:
            yield Blocker(
                f"review.stakeholder-unrated:{one.key}",
                say(
                    "An entry of the resistance register has no influence or stance yet ({code}).",
                    "阻力清单中有一项尚未评定影响力或立场（{code}）。",
                    code=one.code,
                ),
                about,
            )
        elif _opposes(one.influence, one.stance, limits) and not one.planned:
            yield Blocker(
                f"review.opponent-unplanned:{one.key}",
                say(
                    "A strong opponent has no plan yet ({code}).",
                    "有一位影响力较大的反对者尚无应对计划（{code}）。",
                    code=one.code,
                ),
                about,
            )


def _opposes(influence: int, stance: int, limits: Limits) -> bool:
    return influence >= limits["opponent_influence"] and stance <= limits["opponent_stance"]
