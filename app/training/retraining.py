"""Who has to be trained again, and why: not certified, failed, or absent from a session that was held."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from app.facts.gates import facts_of_gates
from app.facts.training import minimum_of
from app.language import listed
from app.models import Project
from app.words import _
from phases.facts import TrainingFacts
from phases.facts.training import EnrolmentFact, LearnerFact
from phases.training import is_certified, is_held

WHYS = ("failed", "absent", "uncertified")


@dataclass(frozen=True, slots=True)
class Owed:
    """A user who has to be trained again; `why` in words, `days` since when is not known and not told."""

    key: str
    code: str
    name: str
    role: str
    department: str
    manager: str
    key_user: bool
    why: str


def retraining_list(project: Project, wanted: str = "") -> list[Owed]:
    """The list, key users first, then by department and name; `wanted` keeps one reason only."""
    facts = facts_of_gates(project, ["training"])["training"]
    assert isinstance(facts, TrainingFacts)
    roles = {role.key: role.name for role in facts.records.roles}
    came: dict[str, list[EnrolmentFact]] = defaultdict(list)
    for one in facts.records.enrolments:
        if is_held(one, facts):
            came[one.learner].append(one)
    words = {"failed": _("failed"), "absent": _("absent"), "uncertified": _("not certified")}
    found = []
    for learner in facts.records.learners:
        why = _why(learner, came[learner.key], facts)
        if why and (not wanted or wanted in why):
            reasons = listed(words[one] for one in why)
            found.append(
                Owed(
                    learner.key, learner.code, learner.name, roles.get(learner.role, ""), learner.department,
                    learner.manager, learner.key_user, reasons,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (not one.key_user, one.department, one.name))


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """How many people of a department have to be trained again, in words: few people are not counted out."""

    department: str
    count: str


def retraining_groups(project: Project) -> list[OwedGroup]:
    """The list by department, for those who do not see people one by one."""
    counts = Counter(one.department for one in retraining_list(project))
    minimum = minimum_of(project.id)
    return [
        OwedGroup(
            name or _("no department"), str(count) if count >= minimum else _("fewer than %(count)s", count=minimum)
        )
        for name, count in sorted(counts.items())
    ]


def _why(learner: LearnerFact, sessions: list[EnrolmentFact], facts: TrainingFacts) -> list[str]:
    """The reasons; whoever is certified owes nothing any more, whatever happened before."""
    if is_certified(learner, facts):
        return []
    failed = learner.failed_on is not None or any(one.attended and one.result == "failed" for one in sessions)
    absent = any(not one.attended for one in sessions)
    return [word for word, true in (("failed", failed), ("absent", absent), ("uncertified", True)) if true]
