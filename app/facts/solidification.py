"""Rows to the facts of the phase's records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.facts.joins import ends_of, joined, starts_of
from app.facts.process_versions import versions_of
from app.facts.review import priority, rows
from app.models import AsIsProcess, AsIsStep, Problem, StrategicDecision, TargetFunction, TargetProcess, TargetStep
from phases.facts.solidification import (
    AnsweredProblemFact,
    NamedFact,
    SolidificationRecords,
    StepCounts,
    TargetProcessFact,
)

_STEP = (
    "id", "key", "number", "name", "flow_id", "change", "fit", "hand_off", "hand_off_to", "control_point",
    "control_dropped", "function_id",
)  # fmt: skip
Pairs = list[tuple[int, int]]


def gather(project_id: int) -> SolidificationRecords:
    """The records of one project as they stand, in fourteen queries."""
    processes = rows(TargetProcess, project_id, "id", "key", "number", "name", "as_is_id")
    steps = rows(TargetStep, project_id, *_STEP)
    answers = joined(project_id, "diagnosis/problems", "solidification/steps")
    kept = [one for one in steps if one.change != "drop"]
    answering = {step for _problem, step in answers}
    orphans, considered = _function_orphans(project_id, kept, answering)
    carried = joined(project_id, "solidification/steps", "solidification/strategy")
    decisions = rows(StrategicDecision, project_id, "id", "key", "number", "decision")
    landed = {decision for step, decision in carried if step in {one.id for one in kept}}
    return SolidificationRecords(
        processes=tuple(_processes(project_id, processes, Counter(one.flow_id for one in kept))),
        undesigned=tuple(_undesigned(project_id, {one.as_is_id for one in processes})),
        problems=tuple(_problems(project_id, answers, {one.id for one in kept})),
        steps=_counts(steps, kept),
        hand_offs=sum(1 for one in kept if one.hand_off or one.hand_off_to.strip()),
        unreceived=tuple(
            NamedFact(one.key, f"TS-{one.number}", one.name)
            for one in kept
            if one.hand_off and not one.hand_off_to.strip()
        ),
        lost_controls=tuple(lost_controls(project_id)),
        considered=considered,
        function_orphans=tuple(orphans),
        strategy=len(decisions),
        strategy_orphans=tuple(
            NamedFact(key, f"SD-{number}", decision) for id, key, number, decision in decisions if id not in landed
        ),
    )


def lost_controls(project_id: int) -> Iterator[NamedFact]:
    """As-is control points of designed processes in scope that no to-be step keeps and nobody gave up with a reason."""
    designed = {one.as_is_id for one in rows(TargetProcess, project_id, "as_is_id")}
    scope = {one.id for one in rows(AsIsProcess, project_id, "id", "in_scope") if one.in_scope}
    settled = {
        one.id: (one.control_point and one.change != "drop") or bool(one.control_dropped.strip())
        for one in rows(TargetStep, project_id, "id", "control_point", "change", "control_dropped")
    }
    replaced_by = ends_of(joined(project_id, "review/steps", "solidification/steps"))
    for one in rows(AsIsStep, project_id, "id", "key", "number", "name", "flow_id", "control_point"):
        kept = any(settled.get(step, False) for step in replaced_by.get(one.id, ()))
        if one.control_point and one.flow_id in designed & scope and not kept:
            yield NamedFact(one.key, f"AS-{one.number}", one.name)


def _processes(project_id: int, processes: Any, steps: Counter[int]) -> Iterator[TargetProcessFact]:
    versions = versions_of(project_id)
    for id, key, number, name, _as_is in processes:
        present = versions[key]
        yield TargetProcessFact(key, f"TP-{number}", name, present.number, present.approved, steps[id])


def _undesigned(project_id: int, designed: set[int]) -> Iterator[NamedFact]:
    for one in rows(AsIsProcess, project_id, "id", "key", "number", "name", "in_scope"):
        if one.in_scope and one.id not in designed:
            yield NamedFact(one.key, f"BP-{one.number}", one.name)


def _problems(project_id: int, answers: Pairs, kept: set[int]) -> Iterator[AnsweredProblemFact]:
    answered = {problem for problem, step in answers if step in kept}
    for id, key, number, statement, frequency, severity, rejected in rows(
        Problem, project_id, "id", "key", "number", "statement", "frequency", "severity", "rejected"
    ):
        rated = priority(frequency, severity)
        yield AnsweredProblemFact(key, f"P-{number}", statement, rated, id in answered, bool(rejected.strip()))


def _counts(steps: Any, kept: Any) -> StepCounts:
    changes, fits = Counter(one.change for one in steps), Counter(one.fit for one in kept)
    return StepCounts(
        keep=changes["keep"], change=changes["change"], new=changes["new"], drop=changes["drop"],
        standard=fits["standard"], configure=fits["configure"], customise=fits["customise"], adapt=fits["adapt"],
        out=fits["out"],
    )  # fmt: skip


def _function_orphans(project_id: int, kept: Any, answering: set[int]) -> tuple[list[NamedFact], int]:
    """Needed functions that answer no problem, themselves or through a step that uses them; and steps to be customised.

    The second value counts all that were looked at.
    """
    own = starts_of(joined(project_id, "diagnosis/problems", "solidification/functions"))
    used = {one.function_id for one in kept if one.id in answering}
    needed = [one for one in rows(TargetFunction, project_id, "id", "key", "number", "name", "needed") if one.needed]
    built = [one for one in kept if one.fit == "customise"]
    orphans = [
        *(NamedFact(one.key, f"FN-{one.number}", one.name) for one in needed if one.id not in used.union(own)),
        *(NamedFact(one.key, f"TS-{one.number}", one.name) for one in built if one.id not in answering),
    ]  # fmt: skip
    return orphans, len(needed) + len(built)
