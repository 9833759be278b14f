"""What is measured of the business review: how much of the company is understood, and what resists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from phases import progress
from phases.facts import ReviewFacts
from phases.facts.review import AsIsProcessFact
from phases.model import Measure, MeasureKind, Text, say

DOMAINS = {
    "market": Text("Market", "市场"),
    "sales": Text("Sales", "销售"),
    "service": Text("Service", "服务"),
    "other": Text("Other", "其他"),
}
STRONGEST = 10
"""The highest exposure of one person: influence 5 × stance −2."""


def barrier(ratings: Mapping[str, int | None], least: float) -> str | None:
    """The first ADKAR element rated at `least` or below, in the order given; None when none is.

    An element that is not rated ends the search: what comes after it cannot be the first.
    """
    for name, rating in ratings.items():
        if rating is None:
            return None
        if rating <= least:
            return name
    return None


def exposure(influence: int | None, stance: int | None) -> int | None:
    """Influence (1–5) × max(0, −stance), 0 to 10; None until both are rated."""
    return None if influence is None or stance is None else influence * max(0, -stance)


def in_scope(facts: ReviewFacts) -> tuple[AsIsProcessFact, ...]:
    """The processes that the rollout takes on."""
    return tuple(one for one in facts.records.processes if one.in_scope)


def is_complete(process: AsIsProcessFact) -> bool:
    """Whether all steps of a process are entered: it says so, and has some."""
    return process.complete and process.steps > 0


def measures(facts: ReviewFacts) -> Iterator[Measure]:
    """How far the phase is, how much of the company is understood, and how much stands against the change."""
    yield from progress.measures(facts)
    scope = in_scope(facts)
    yield progress.share(facts, "process-coverage", sum(map(is_complete, scope)), len(scope))
    yield from _control_points(facts, scope)
    departments = [one for one in facts.records.departments if one.in_scope]
    heard = [one for one in departments if one.heard is not None and one.heard <= facts.as_of]
    yield progress.share(facts, "interview-coverage", len(heard), len(departments))
    passed_on = sum(one.hand_offs for one in scope)
    yield progress.share(facts, "buck-passing", sum(one.unreceived for one in scope), passed_on)
    yield _unresolved(facts)
    yield _resistance(facts)


def _control_points(facts: ReviewFacts, scope: tuple[AsIsProcessFact, ...]) -> Iterator[Measure]:
    domains = {one.domain for one in scope}
    controlled = {one.domain for one in scope if one.control_points}
    yield progress.share(facts, "control-points", len(controlled), len(domains))
    for domain in DOMAINS:
        mine = [one for one in scope if one.domain == domain]
        yield progress.share(facts, f"control-points-{domain}", sum(one.control_points > 0 for one in mine), len(mine))


def _unresolved(facts: ReviewFacts) -> Measure:
    problems = facts.records.problems
    rated = [one for one in problems if one.priority is not None]
    # Without a rated problem no limit is asked for.
    least = facts.limits["problem_priority"] if rated else 0
    heavy = [one for one in rated if one.priority is not None and one.priority >= least]
    open_ones = sum(not one.has_cause for one in heavy)
    return Measure(
        key="review.unresolved-problems",
        value=float(open_ones) if rated else None,
        numerator=open_ones,
        denominator=len(heavy),
        coverage=len(rated) / len(problems) if problems else 0.0,
        as_of=facts.as_of,
        n=len(problems),
        unit="count",
    )


def _resistance(facts: ReviewFacts) -> Measure:
    entries = [one for one in facts.records.stakeholders if one.open]
    found = [points for one in entries if (points := exposure(one.influence, one.stance)) is not None]
    known = bool(found) or (bool(facts.records.stakeholders) and not entries)
    return Measure(
        key="review.resistance",
        value=float(sum(found)) if known else None,
        numerator=sum(found),
        denominator=STRONGEST * len(found),
        coverage=len(found) / len(entries) if entries else float(known),
        as_of=facts.as_of,
        n=len(entries),
        unit="index",
    )


KINDS = (
    MeasureKind(
        "process-coverage",
        Text("Process coverage", "流程梳理覆盖率"),
        Text(
            "Processes in scope with complete as-is steps / processes in scope.",
            "范围内已梳理出完整现状步骤的流程数 ÷ 范围内流程数。",
        ),
        limit="process_coverage",
    ),
    MeasureKind(
        "control-points",
        Text("Domains with control points", "有控制点的领域"),
        Text(
            "Domains in scope with at least one key control point / domains in scope.",
            "至少有一个关键控制点的领域数 ÷ 范围内领域数。",
        ),
    ),
    *(
        MeasureKind(
            f"control-points-{domain}",
            say("Control points: {domain}", "控制点覆盖率：{domain}", domain=title),
            say(
                "Processes in scope of the domain “{domain}” with a key control point / its processes in scope.",
                "“{domain}”领域中有关键控制点的流程数 ÷ 该领域范围内流程数。",
                domain=title,
            ),
        )
        for domain, title in DOMAINS.items()
    ),
    MeasureKind(
        "interview-coverage",
        Text("Interview coverage", "访谈覆盖率"),
        Text("Departments heard / departments in scope.", "已听取意见的部门数 ÷ 范围内部门数。"),
        limit="interview_coverage",
    ),
    MeasureKind(
        "buck-passing",
        Text("Buck-passing index", "推诿指数"),
        Text(
            "Hand-offs without a named receiver / hand-offs, in the as-is steps of processes in scope.",
            "范围内流程的现状步骤中，没有明确接收人的交接数 ÷ 交接总数。",
        ),
        low_is_good=True,
    ),
    MeasureKind(
        "unresolved-problems",
        Text("Unresolved priority problems", "未解决的重点症结"),
        Text(
            "Problems with frequency × severity at or above the threshold for a root cause that have none; beside it, "
            "all of that weight.",
            "频率×严重程度达到“须查明根本原因”阈值而尚无根本原因的症结数；旁列重点症结总数。",
        ),
        unit="count",
        low_is_good=True,
    ),
    MeasureKind(
        "resistance",
        Text("Resistance exposure", "阻力值"),
        Text(
            "Sum of influence × max(0, −stance) over open rated entries; beside it, the highest that they could reach.",
            "对未关闭且已评定的条目求和：影响力 × max(0, −立场)；旁列可能的最高值。",
        ),
        unit="index",
        low_is_good=True,
    ),
)
