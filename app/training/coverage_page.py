"""Coverage as its page shows it: by role and department; steps of the system that nobody teaches."""

from __future__ import annotations

from dataclasses import dataclass

from app.facts.gates import facts_of_gates
from app.facts.thresholds import limits_of
from app.language import percent
from app.models import Project
from app.words import _
from phases.facts import TrainingFacts
from phases.training import by_department, by_role, coverage_of


@dataclass(frozen=True, slots=True)
class Group:
    """Users of one role or department; `good` is None where there is no threshold or nobody."""

    name: str
    certified: int
    users: int
    share: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The page; `untaught` are code, name, and whether it is a key control point."""

    whole: Group
    roles: tuple[Group, ...]
    departments: tuple[Group, ...]
    least: str
    least_role: str
    taught: int
    steps: int
    untaught: tuple[tuple[str, str, bool], ...]


def training_facts(project: Project) -> TrainingFacts:
    """The facts of training as they stand today."""
    facts = facts_of_gates(project, ["training"])["training"]
    assert isinstance(facts, TrainingFacts)
    return facts


def coverage_page(project: Project) -> Coverage:
    """Who is certified, and what is taught."""
    facts, limits = training_facts(project), limits_of(project)["training"]
    names = {role.key: role.name for role in facts.records.roles}
    steps = [one for one in facts.records.steps if one.in_system]
    untaught = (one for one in facts.records.steps if not one.taught and (one.in_system or one.control_point))
    return Coverage(
        whole=_group("", coverage_of(facts, facts.records.learners), limits["coverage"]),
        roles=tuple(_group(names[key], found, limits["coverage_per_role"]) for key, found in by_role(facts).items()),
        departments=tuple(
            _group(name or _("no department"), found, None) for name, found in by_department(facts).items()
        ),
        least=f"{limits['coverage']:g}%",
        least_role=f"{limits['coverage_per_role']:g}%",
        taught=sum(one.taught for one in steps),
        steps=len(steps),
        untaught=tuple((one.code, one.name, one.control_point) for one in untaught),
    )


def _group(name: str, found: tuple[int, int], limit: float | None) -> Group:
    certified, users = found
    good = None if limit is None or not users else 100 * certified >= limit * users
    return Group(name, certified, users, percent(certified / users) if users else "–", good)
