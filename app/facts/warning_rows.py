"""Rows to what the rules of warnings know of projects: any number of them in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.clock import day_in
from app.database import db
from app.facts import warning_statements as asked
from app.facts.diagnosis import motives_of
from app.facts.phase_records import kept
from phases.facts.concept import ConceptRecords
from phases.facts.deployment import DeploymentRecords
from phases.facts.golive import GoLiveRecords
from phases.facts.review import ReviewRecords
from phases.facts.solidification import SolidificationRecords
from phases.facts.warnings import (
    AgedFact,
    AnswersFact,
    CourseFact,
    DesignFact,
    MateFact,
    MotiveFact,
    SigningFact,
    SteeringFact,
    WaitingFact,
    WarningRecords,
)
from phases.readiness import Rating, readiness
from phases.workdays import length

PROCESS_PART = "integrity"
"""The part of effect whose success criteria measure the process."""
PRODUCTIVITY = "efficiency"


def gather(ids: Sequence[int]) -> dict[int, WarningRecords]:
    """Everything that the rules know of these projects, by project, in fourteen queries."""
    answering, records = gather_answering(ids), kept(ids)
    design, signings, motives = _design(ids), _signings(ids), motives_of(ids)
    return {
        id: _with_records(
            replace(
                answering[id], motive=motives.get(id, MotiveFact()), design=design[id], signings=tuple(signings[id])
            ),
            {word: found for (project, word), found in records.items() if project == id},
        )
        for id in ids
    }


def gather_answering(ids: Sequence[int]) -> dict[int, WarningRecords]:
    """What answers and evidence change: the course, answers, the age of evidence, what waits; in eight queries."""
    parameters = {"ids": list(ids)}
    places = {id: (zone, country) for id, zone, country in _rows(asked.PLACES, parameters)}
    courses: dict[int, list[CourseFact]] = defaultdict(list)
    plans: dict[int, list[date]] = defaultdict(list)
    for id, first, last, *course in _rows(asked.COURSES, parameters):
        courses[id].append(CourseFact(*course))
        plans[id] += [first, last]
    answers: dict[int, list[AnswersFact]] = defaultdict(list)
    for id, *row in _rows(asked.ANSWERS, parameters):
        answers[id].append(_answers(*row))
    aged: dict[int, list[AgedFact]] = defaultdict(list)
    for id, day, items in _rows(asked.EVIDENCE, parameters):
        aged[id].append(AgedFact(day, items))
    waiting = _waiting(parameters, {id: zone for id, (zone, _country) in places.items()})
    return {
        id: WarningRecords(
            planned=length(min(plans[id]), max(plans[id]), places[id][1]) if plans[id] else 0,
            courses=tuple(courses[id]),
            answers=tuple(answers[id]),
            evidence=tuple(aged[id]),
            waiting=tuple(waiting[id]),
        )
        for id in ids
    }


def _rows(statement: Any, parameters: Mapping[str, Any]) -> Iterable[Any]:
    return db.session.execute(statement, parameters).all()


def _answers(
    phase: str, mandatory: int, bare: int, left: int, first: datetime | None, last: datetime | None,
    proposed: datetime | None,
) -> AnswersFact:  # fmt: skip
    minutes = _minutes(first, last)
    return AnswersFact(phase, mandatory, bare, left, minutes, _minutes(last, proposed))


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    return int((end - start).total_seconds() // 60) if start and end else None


def _waiting(parameters: Mapping[str, Any], zones: Mapping[int, str]) -> dict[int, list[WaitingFact]]:
    """Grouped by kind and day, so that a hundred items of one day are one fact."""
    counts: dict[tuple[int, str, date], int] = defaultdict(int)
    for kind, statement in asked.WAITING.items():
        for id, since, number in _rows(statement, parameters):
            day = day_in(since, zones[id]) if isinstance(since, datetime) else since
            if day is not None:
                counts[id, kind, day] += number
    for id, due, started, number in _rows(asked.WAITING_ITEMS, parameters):
        # Items appear in a person's work some days before they are due, or when their phase runs.
        day = max(started, due - asked.SOON) if due and started else started or due
        if day is not None:
            counts[id, "item", day] += number
    found: dict[int, list[WaitingFact]] = defaultdict(list)
    for (id, kind, day), number in sorted(counts.items()):
        found[id].append(WaitingFact(kind, day, number))
    return found


def _design(ids: Sequence[int]) -> dict[int, DesignFact]:
    """Process figures and success criteria, counted; what the phases' records say is added to it."""
    parameters = {"ids": list(ids)}
    figures: dict[int, int] = {id: number for id, number in _rows(asked.FIGURES, parameters)}  # noqa: C416
    criteria: dict[int, list[tuple[str, float | None]]] = defaultdict(list)
    for id, part, target in _rows(asked.CRITERIA, parameters):
        criteria[id].append((part, target))
    return {
        id: DesignFact(
            figures=figures.get(id, 0) + sum(part == PROCESS_PART for part, _target in criteria[id]),
            criteria=len(criteria[id]),
            beyond=sum(part != PRODUCTIVITY for part, _target in criteria[id]),
            targets=sum(target is not None for _part, target in criteria[id]),
        )
        for id in ids
    }


def _signings(ids: Sequence[int]) -> dict[int, list[SigningFact]]:
    """Only signatures that noted what had been opened; of earlier ones nobody knows."""
    found: dict[int, list[SigningFact]] = defaultdict(list)
    for id, phase, data in _rows(asked.SIGNED, {"ids": list(ids)}):
        if "opened" in data:
            found[id].append(SigningFact(phase, data["opened"], data["signed"]))
    return found


def _with_records(found: WarningRecords, kept_: Mapping[str, Any]) -> WarningRecords:
    """What the gates keep of the phases' records, boiled down to what the rules of warnings ask."""
    concept: ConceptRecords = kept_.get("concept") or ConceptRecords()
    review: ReviewRecords = kept_.get("review") or ReviewRecords()
    scope = [one for one in review.departments if one.in_scope]
    return replace(
        found,
        team=tuple(MateFact(one.side, one.role, one.level, one.it, one.ends) for one in concept.team),
        meetings=len(concept.meetings),
        steering=tuple(SteeringFact(one.day, one.sponsor) for one in concept.meetings if one.kind == "steering"),
        acts=tuple(sorted(one.day for one in concept.acts if one.day is not None)),
        departments=len(scope),
        heard=tuple(one.heard for one in scope if one.heard is not None),
        design=_designed(found.design, kept_.get("solidification"), kept_.get("deployment")),
        technology_ahead=_ahead(kept_.get("golive")),
    )


def _designed(
    design: DesignFact, solidification: SolidificationRecords | None, deployment: DeploymentRecords | None
) -> DesignFact:
    records, settings = solidification or SolidificationRecords(), (deployment or DeploymentRecords()).configuration
    return replace(
        design,
        strategy=records.strategy,
        strategy_orphans=len(records.strategy_orphans),
        considered=records.considered,
        function_orphans=len(records.function_orphans),
        steps=records.steps.all,
        touched=records.steps.all - records.steps.keep,
        unapproved=sum(one.version == 1 and not one.approved for one in records.processes),
        undesigned=len(records.undesigned),
        configured=sum(one.done for one in settings),
    )


def _ahead(golive: GoLiveRecords | None) -> float | None:
    if golive is None:
        return None
    ratings = (Rating(one.factor, one.statement, one.rater, one.side, one.points, one.on) for one in golive.ratings)
    return readiness(ratings).ahead
