"""How far a phase or a project is: items answered, proven, and deliverables accepted.

Not applicable is an answer, but leaves the denominator of what is done: it is counted openly beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from phases.facts import ItemFact, PhaseFacts
from phases.model import Measure


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of items by state; all shares are 0–1 and None where there is nothing to do."""

    total: int = 0
    open: int = 0
    doing: int = 0
    done: int = 0
    na: int = 0
    mandatory: int = 0
    mandatory_left: int = 0

    @property
    def answered(self) -> int:
        """Items done or not applicable."""
        return self.done + self.na

    @property
    def applicable(self) -> int:
        """Items that apply here: the denominator of what is done."""
        return self.total - self.na

    @property
    def share_answered(self) -> float | None:
        """Answered of all items."""
        return self.answered / self.total if self.total else None

    @property
    def share_done(self) -> float | None:
        """Done of the items that apply."""
        return self.done / self.applicable if self.applicable else None

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.total + other.total,
            self.open + other.open,
            self.doing + other.doing,
            self.done + other.done,
            self.na + other.na,
            self.mandatory + other.mandatory,
            self.mandatory_left + other.mandatory_left,
        )


def of_items(items: Iterable[ItemFact]) -> Progress:
    """The progress of some items: a phase's, a group's, a role's."""
    states = {"open": 0, "doing": 0, "done": 0, "na": 0}
    mandatory = left = 0
    for item in items:
        states[item.state] += 1
        mandatory += item.mandatory
        left += item.mandatory and item.state in ("open", "doing")
    return Progress(sum(states.values()), **states, mandatory=mandatory, mandatory_left=left)


def by_group(items: Iterable[ItemFact]) -> Mapping[str, Progress]:
    """The progress of each group of a checklist, in the order in which the groups first appear."""
    grouped: dict[str, list[ItemFact]] = {}
    for item in items:
        grouped.setdefault(item.group, []).append(item)
    return {group: of_items(members) for group, members in grouped.items()}


def of_project(phases: Iterable[Progress]) -> Progress:
    """The progress of a whole project: every item counts the same, whichever its phase."""
    return sum(phases, Progress())


def measures(facts: PhaseFacts) -> Iterator[Measure]:
    """The shares that every phase has: items answered, items done, evidence, deliverables accepted."""
    counts = of_items(facts.items)
    asked = [item for item in facts.items if item.state == "done" and item.evidence_required]
    yield share(facts, "items-answered", counts.answered, counts.total)
    yield share(facts, "items-done", counts.done, counts.applicable)
    yield share(facts, "evidence", sum(item.has_evidence for item in asked), len(asked))
    owed = [one for one in facts.deliverables if one.mandatory]
    yield share(facts, "deliverables-accepted", sum(one.state == "accepted" for one in owed), len(owed))


def share(facts: PhaseFacts, name: str, part: int, whole: int) -> Measure:
    """A share of a phase's records as a measure; without records it is not measured."""
    return Measure(
        key=f"{facts.phase}.{name}",
        value=part / whole if whole else None,
        numerator=part,
        denominator=whole,
        coverage=1.0 if whole else 0.0,
        as_of=facts.as_of,
        n=whole,
        unit="share",
    )
