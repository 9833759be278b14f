"""Rows to the facts of the phase's records: who is trained and certified, who taught, what is taught, reactions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.facts.behaviour import behaviour_of
from app.facts.joins import joined
from app.facts.review import rows
from app.models import (
    Certification,
    Enrolment,
    Learner,
    Project,
    Reaction,
    TargetStep,
    Trainer,
    TrainingRole,
    TrainingSession,
)
from phases.edition import current_edition, editions
from phases.facts.training import EnrolmentFact, LearnerFact, RoleFact, SessionFact, StepFact, TrainingRecords

STATEMENTS = ("useful", "clear", "paced", "practised", "ready")
IN_SYSTEM = ("standard", "configure", "customise", "adapt")
_REACTION: Any = Reaction.__table__.c


def gather(project_id: int) -> TrainingRecords:
    """The records of one project as they stand, in some twenty queries."""
    roles = rows(TrainingRole, project_id, "id", "key", "number", "name")
    sessions = rows(TrainingSession, project_id, "id", "key", "number", "title", "trainer_id", "held_on")
    learners = rows(Learner, project_id, "id", "key", "number", "name", "department", "manager", "role_id", "key_user")
    minimum = minimum_of(project_id)
    total, answers = _reactions(project_id, minimum)
    looks = looks_of(project_id)
    return TrainingRecords(
        roles=tuple(RoleFact(one.key, f"TR-{one.number}", one.name) for one in roles),
        learners=tuple(_learners(project_id, learners, {one.id: one.key for one in roles})),
        sessions=tuple(_sessions(project_id, sessions)),
        enrolments=tuple(_enrolments(project_id, learners, sessions)),
        steps=tuple(_steps(project_id)),
        reaction_sum=total,
        reaction_answers=answers,
        group_minimum=minimum,
        behaviour=behaviour_of(project_id, looks),
        behaviour_days=looks,
    )


def looks_of(project_id: int) -> tuple[int, int]:
    """After how many days behaviour is looked at, by the edition of the project."""
    edition = db.session.scalar(select(Project.edition).where(Project.id == project_id))
    limits = editions()[edition or current_edition().key].limits["training"]
    return int(limits["behaviour_days_first"]), int(limits["behaviour_days_second"])


def minimum_of(project_id: int) -> int:
    """How many people a group needs to be shown by itself, by the edition of the project."""
    edition = db.session.scalar(select(Project.edition).where(Project.id == project_id))
    return int(editions()[edition].limits["evaluation"]["group_minimum"]) if edition else 5


def shown_sessions(answers: dict[str, int], minimum: int) -> set[str]:
    """The sessions whose answers count in a total.

    Those with enough answers, and the others only when they are enough together: otherwise the total, less what is
    shown, would tell what a few people said.
    """
    enough = {key for key, count in answers.items() if count >= minimum}
    rest = sum(count for key, count in answers.items() if key not in enough)
    return set(answers) if rest >= minimum else enough


def _reactions(project_id: int, minimum: int) -> tuple[int, int]:
    counted = db.session.execute(
        select(
            _REACTION.session_key, func.count(), *(func.coalesce(func.sum(_REACTION[name]), 0) for name in STATEMENTS)
        )
        .where(_REACTION.project_id == project_id)
        .group_by(_REACTION.session_key)
    ).all()
    shown = shown_sessions({key: count for key, count, *_sums in counted}, minimum)
    kept = [(count, sums) for key, count, *sums in counted if key in shown]
    return sum(int(one) for _count, sums in kept for one in sums), sum(count for count, _sums in kept)


def _learners(project_id: int, learners: Iterable[Any], roles: dict[int, str]) -> Iterator[LearnerFact]:
    passed, failed = _tests(project_id)
    for one in learners:
        own = [(one.id, one.role_id), (one.id, None)]
        yield LearnerFact(
            key=one.key,
            code=f"TU-{one.number}",
            name=one.name,
            department=one.department,
            manager=one.manager,
            role=roles.get(one.role_id, ""),
            key_user=bool(one.key_user),
            certified_on=min((passed[pair] for pair in own if pair in passed), default=None),
            failed_on=max((failed[pair] for pair in own if pair in failed), default=None),
        )


Tests = dict[tuple[int, int | None], date]


def _tests(project_id: int) -> tuple[Tests, Tests]:
    """By learner and role (None: the learner's own) the first day that was passed, the last that was not."""
    passed: Tests = {}
    failed: Tests = {}
    for learner, role, is_passed, day in rows(
        Certification, project_id, "learner_id", "role_id", "passed", "tested_on"
    ):
        if day is None or learner is None:
            continue
        pair = (learner, role)
        if is_passed:
            passed[pair] = min(passed.get(pair, day), day)
        else:
            failed[pair] = max(failed.get(pair, day), day)
    return passed, failed


def _sessions(project_id: int, sessions: Iterable[Any]) -> Iterator[SessionFact]:
    trainers = {one.id: one for one in rows(Trainer, project_id, "id", "name", "certificate", "expires_on")}
    for one in sessions:
        trainer = trainers.get(one.trainer_id)
        yield SessionFact(
            key=one.key,
            code=f"SE-{one.number}",
            title=one.title,
            held_on=one.held_on,
            trainer=trainer.name if trainer else "",
            certificate=trainer.certificate if trainer else "",
            expires_on=trainer.expires_on if trainer else None,
        )


def _enrolments(project_id: int, learners: Iterable[Any], sessions: Iterable[Any]) -> Iterator[EnrolmentFact]:
    """One for each learner and session; what was entered twice counts as it was entered last."""
    keys, days = {one.id: one.key for one in learners}, {one.id: one.held_on for one in sessions}
    newest: dict[tuple[int, int], Any] = {}
    columns = ("learner_id", "session_id", "attended", "pre_test", "post_test", "result")
    for one in rows(Enrolment, project_id, *columns):
        if one.learner_id in keys and one.session_id in days:
            newest[one.learner_id, one.session_id] = one
    for (learner, session), one in newest.items():
        yield EnrolmentFact(keys[learner], days[session], bool(one.attended), one.pre_test, one.post_test, one.result)


def _steps(project_id: int) -> Iterator[StepFact]:
    taught: dict[int, int] = defaultdict(int)
    for step, _module in joined(project_id, "solidification/steps", "training/modules"):
        taught[step] += 1
    for one in rows(TargetStep, project_id, "id", "key", "number", "name", "change", "fit", "control_point"):
        if one.change != "drop":
            yield StepFact(
                one.key, f"TS-{one.number}", one.name, one.fit in IN_SYSTEM, bool(one.control_point), taught[one.id] > 0
            )
