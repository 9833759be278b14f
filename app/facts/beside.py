"""What a round is read beside: the rounds before it and the findings so far; of a closed one as they stood then.

A round opened later with earlier dates, or an earlier one that was still open, would otherwise move what a closed one
says of the change since; and actions go on after the closing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from app.facts.evaluation import RoundFact, indicators_of, restored_round, rounds_of, stored_round
from app.facts.freezing import Frozen, frozen
from app.facts.rectification import ActionFact, FindingFact, findings_of
from phases.evaluation.model import Indicator, restored

_INSTANTS = ("created_at", "agreed_at", "done_at", "verified_at")


@dataclass(frozen=True, slots=True)
class Beside:
    """The rounds up to one in the order of time, that one last, and what was found in them.

    `kept` is the snapshot that they come from; None while the round is open. The first snapshots held no actions of
    earlier rounds: those stand in no list of what was kept.
    """

    rounds: tuple[RoundFact, ...]
    findings: tuple[FindingFact, ...]
    kept: Frozen | None
    stored: Mapping[int, tuple[Indicator, ...]]

    @property
    def before(self) -> RoundFact | None:
        """The round that this one is compared with."""
        return self.rounds[-2] if len(self.rounds) > 1 else None

    def indicators(self, wanted: Iterable[RoundFact]) -> dict[int, tuple[Indicator, ...]]:
        """The indicators of some of the rounds by their ids; one query at most."""
        asked = list(wanted)
        read = [one for one in asked if one.id not in self.stored]
        return {one.id: self.stored[one.id] for one in asked if one.id in self.stored} | (
            indicators_of(read) if read else {}
        )

    def acted(self) -> dict[int, Sequence[Indicator]]:
        """The indicators of the earlier rounds that led to actions, by number."""
        ids = {finding.round_id for finding in self.findings if finding.actions}
        rounds = [one for one in self.rounds[:-1] if one.id in ids]
        found = self.indicators(rounds)
        return {one.number: found[one.id] for one in rounds}


def beside(project_id: int, one: RoundFact, rounds: Sequence[RoundFact]) -> Beside:
    """What a round is read beside; `rounds` are all of the project in the order of time."""
    kept = frozen(one.id) if one.closed else None
    if kept is not None and "beside" in kept.contents:
        return _as_stood(one, rounds, kept)
    before = (each for each in rounds if (each.to_date, each.number) < (one.to_date, one.number))
    earlier = (*before, one)
    ids = {each.id for each in earlier}
    found = tuple(each for each in findings_of(project_id, [each.id for each in rounds]) if each.round_id in ids)
    if kept is None:
        return Beside(earlier, found, None, {})
    return Beside(earlier, tuple(_findings(kept.contents["findings"])), kept, {})


def to_be_kept(project_id: int, round_id: int) -> dict[str, Any]:
    """What a snapshot keeps of it: closed rounds by their key, open ones and all findings as they stand."""
    rounds = rounds_of([project_id])[project_id]
    one = next(each for each in rounds if each.id == round_id)
    found = beside(project_id, one, rounds)
    earlier = found.rounds[:-1]
    values = found.indicators(each for each in earlier if not each.closed)
    return {
        "rounds": [
            {"key": each.key}
            if each.closed
            else {
                "key": each.key,
                "open": stored_round(each),
                "indicators": [value.stored() for value in values[each.id]],
            }
            for each in earlier
        ],
        "findings": [asdict(each) for each in found.findings],
    }


def findings_now(project_id: int, among: Beside) -> tuple[FindingFact, ...]:
    """The findings of the same rounds as they are today."""
    ids = {one.id for one in among.rounds}
    return tuple(one for one in findings_of(project_id) if one.round_id in ids)


def _as_stood(one: RoundFact, rounds: Sequence[RoundFact], kept: Frozen) -> Beside:
    told = kept.contents["beside"]
    known = {each.key: each for each in rounds}
    earlier, stored = [], {}
    for each in told["rounds"]:
        if "open" in each:
            was = restored_round(each["open"])
            stored[was.id] = tuple(restored(value) for value in each["indicators"])
            earlier.append(was)
        else:
            earlier.append(known[each["key"]])
    return Beside((*earlier, one), tuple(_findings(told["findings"])), kept, stored)


def _findings(values: Iterable[Mapping[str, Any]]) -> Iterator[FindingFact]:
    names = {one.name for one in fields(FindingFact)}
    for one in values:
        given = {name: value for name, value in one.items() if name in names}
        yield replace(FindingFact(**given), actions=tuple(_action(each) for each in one["actions"]))


def _action(values: Mapping[str, Any]) -> ActionFact:
    names = {one.name for one in fields(ActionFact)}
    given = {name: value for name, value in values.items() if name in names}
    given |= {name: datetime.fromisoformat(given[name]) for name in _INSTANTS if given.get(name)}
    return ActionFact(**{**given, "due": date.fromisoformat(given["due"])})
