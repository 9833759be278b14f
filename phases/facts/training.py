"""What the rules of the phase know of its records: roles, curricula, sessions, certificates, reactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoleFact:
    """A role that people are trained for."""

    key: str = ""
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class LearnerFact:
    """A user to be trained; `role` is the key of the role, `certified_on` the day of the passed practical test."""

    key: str = ""
    code: str = ""
    name: str = ""
    department: str = ""
    manager: str = ""
    role: str = ""
    key_user: bool = False
    certified_on: date | None = None
    failed_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session with its trainer's certificate; without a day it has not been held. `trainer` is the name."""

    key: str = ""
    code: str = ""
    title: str = ""
    held_on: date | None = None
    trainer: str = ""
    certificate: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentFact:
    """A learner (key) in a session held on a day; tests from 0 to 100; the result is passed, failed or empty."""

    learner: str = ""
    held_on: date | None = None
    attended: bool = False
    pre_test: float | None = None
    post_test: float | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class StepFact:
    """A to-be step: whether the system carries it, whether it is a key control point, whether a module teaches it."""

    key: str = ""
    code: str = ""
    name: str = ""
    in_system: bool = True
    control_point: bool = False
    taught: bool = False


@dataclass(frozen=True, slots=True)
class BehaviourFact:
    """People looked at on one day, so many days after their training, or as long after the others' if untrained.

    Of `people` the usage log tells of `seen`, and `performing` of those did their task. Nobody is named.
    """

    days: int = 30
    trained: bool = True
    on: date = date.min
    people: int = 0
    seen: int = 0
    performing: int = 0


@dataclass(frozen=True, slots=True)
class TrainingRecords:
    """The records as they stand; empty while nothing has been entered.

    Reactions come as the sum and count of all ratings (1–5) and the number of answers; sessions answered by fewer
    than `group_minimum` are in it only where they cannot be told apart.
    """

    roles: tuple[RoleFact, ...] = ()
    learners: tuple[LearnerFact, ...] = ()
    sessions: tuple[SessionFact, ...] = ()
    enrolments: tuple[EnrolmentFact, ...] = ()
    steps: tuple[StepFact, ...] = ()
    reaction_sum: int = 0
    reaction_answers: int = 0
    group_minimum: int = 5
    behaviour: tuple[BehaviourFact, ...] = ()
    behaviour_days: tuple[int, ...] = (30, 90)
