"""What still keeps a gate shut once the waivers in force are counted."""

from __future__ import annotations

from typing import Any, NamedTuple

from phases import phase
from phases.facts import PhaseFacts, WaiverFact
from phases.model import Blocker, Limits


class Waived(NamedTuple):
    """A blocker that a named person has set aside, with the waiver that does it."""

    blocker: Blocker
    waiver: WaiverFact


class Objections(NamedTuple):
    """The blockers that stand, and those that are waived today; the gate is open when none stand."""

    blockers: tuple[Blocker, ...]
    waived: tuple[Waived, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing keeps the gate shut."""
        return not self.blockers


def objections(facts: PhaseFacts, limits: Limits) -> Objections:
    """The objections of the facts' own phase; a waiver counts through the day on which it expires."""
    in_force = {waiver.blocker_key: waiver for waiver in facts.waivers if waiver.expires >= facts.as_of}
    standing: list[Blocker] = []
    waived: list[Waived] = []
    rules: Any = phase(facts.phase)
    for blocker in rules.gate(facts, limits):
        if blocker.waivable and blocker.key in in_force:
            waived.append(Waived(blocker, in_force[blocker.key]))
        else:
            standing.append(blocker)
    return Objections(tuple(standing), tuple(waived))
