"""Whether people do what they were taught, as its page shows it, and who of them is which user of the logs."""

from __future__ import annotations

from dataclasses import dataclass

from app.facts.behaviour import How, covered, matched
from app.facts.review import rows
from app.language import day, number, percent
from app.models import Learner, Project
from app.training.coverage_page import training_facts
from app.words import _
from phases.behaviour import LOOKS, measures
from phases.model import Measure


@dataclass(frozen=True, slots=True)
class Side:
    """The trained or the untrained of one look; without a share it is not measured. `unseen` of them no log tells."""

    share: str
    performing: str
    seen: int
    coverage: str


@dataclass(frozen=True, slots=True)
class Look:
    """Behaviour so many days after the training, the trained beside the untrained."""

    days: int
    trained: Side
    untrained: Side


@dataclass(frozen=True, slots=True)
class Joined:
    """A user to be trained and the user of the logs that they are; `how` is one of HOW, in `words`."""

    key: str
    code: str
    name: str
    user: str
    how: How
    words: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The page; `spans` are the stretches of time that logs tell of, in words."""

    looks: tuple[Look, ...]
    spans: tuple[str, ...]
    joined: tuple[Joined, ...]
    found: int
    minimum: int


def behaviour_page(project: Project) -> Behaviour:
    """The two looks as of today, and the joins between learners and users of the logs."""
    facts = training_facts(project)
    found = {one.key: one for one in measures(facts)}
    days = facts.records.behaviour_days
    joined = tuple(_joined(project))
    return Behaviour(
        looks=tuple(
            Look(days[place], *(_side(found[f"training.behaviour-{name}{end}"]) for end in ("", "-untrained")))
            for name, place in LOOKS
        ),
        spans=tuple(f"{day(first)} – {day(last)}" for first, last in covered(project.id)),
        joined=joined,
        found=sum(one.how in ("given", "name", "e-mail") for one in joined),
        minimum=facts.records.group_minimum,
    )  # fmt: skip


def _side(measure: Measure) -> Side:
    return Side(
        share="" if measure.value is None else percent(measure.value),
        performing=number(measure.numerator),
        seen=measure.n or 0,
        coverage=percent(measure.coverage) if measure.coverage else "",
    )


def _joined(project: Project) -> list[Joined]:
    learners = rows(Learner, project.id, "id", "key", "number", "name", "role_id", "usage_name")
    matches = matched(project.id, learners)
    words = {
        "given": _("as entered"), "name": _("same name"), "e-mail": _("same e-mail"),
        "unknown": _("no log and no list has this name"), "twice": _("somebody else has this name too"),
        "": _("not found"),
    }  # fmt: skip
    found = ((one, matches[one.id]) for one in learners)
    return [Joined(one.key, f"TU-{one.number}", one.name, its.user, its.how, words[its.how]) for one, its in found]
