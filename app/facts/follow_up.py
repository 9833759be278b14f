"""What corrective actions of many projects brought: expected against actual change, and how often a finding repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from app.database import db
from app.models import Finding, IndicatorValue, Round
from phases.evaluation.model import Indicator, restored
from phases.evaluation.rectification import Verdict, verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """An action whose outcome is looked for: its project, the round of its finding, its indicator, what it expects.

    `effect_round` is the id of the round that judged it, None until one has.
    """

    key: str
    project_id: int
    round_id: int
    indicator: str
    found_on: str
    expected: float | None
    effect_round: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The indicator in the round of the finding and in the round that judged it, or in the newest computed one."""

    old: Indicator | None
    new: Indicator | None
    verdict: Verdict
    repeats: int

    @property
    def actual(self) -> float | None:
        """The change so far in the indicator's unit; None while it cannot be said."""
        if self.verdict == "unknown" or self.old is None or self.new is None:
            return None
        if self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value


_ROUNDS: Any = (
    select(Round.project_id, Round.id, Round.computed_at)
    .where(Round.project_id.in_(bindparam("ids", expanding=True)))
    .order_by(Round.to_date, Round.from_date, Round.number)
)
_FOUND: Any = select(Finding.round_id, Finding.indicator).where(
    Finding.round_id.in_(bindparam("rounds", expanding=True)), Finding.removed_at.is_(None), Finding.indicator != ""
)
_VALUES: Any = select(IndicatorValue.round_id, IndicatorValue.indicator, IndicatorValue.details).where(
    IndicatorValue.round_id.in_(bindparam("rounds", expanding=True)),
    IndicatorValue.indicator.in_(bindparam("keys", expanding=True)),
)


def outcomes_of(actions: Iterable[Asked]) -> dict[str, Outcome]:
    """What became of each action by its key; three queries for any number of them."""
    asked = list(actions)
    rounds: dict[int, list[int]] = defaultdict(list)
    computed: set[int] = set()
    for project_id, id, computed_at in db.session.execute(_ROUNDS, {"ids": sorted({one.project_id for one in asked})}):
        rounds[project_id].append(id)
        computed |= {id} if computed_at else set()
    every = [id for ids in rounds.values() for id in ids]
    found = {(round_id, key) for round_id, key in db.session.execute(_FOUND, {"rounds": every})}
    later = {one.key: _later(one, rounds[one.project_id], computed) for one in asked}
    wanted = sorted({one.round_id for one in asked} | {id for id in later.values() if id is not None})
    values: dict[tuple[int, str], Indicator] = {
        (round_id, key): restored(details)
        for round_id, key, details in db.session.execute(
            _VALUES, {"rounds": wanted, "keys": sorted({one.indicator for one in asked if one.indicator})}
        )
    }
    return {one.key: _outcome(one, later[one.key], values, rounds[one.project_id], found) for one in asked}


def _later(one: Asked, rounds: Sequence[int], computed: set[int]) -> int | None:
    """The round in which the outcome shows: the one that judged it, else the newest computed after the finding's."""
    if one.effect_round is not None:
        return one.effect_round
    after = [id for id in rounds[rounds.index(one.round_id) + 1 :] if id in computed]
    return after[-1] if after else None


def _outcome(
    one: Asked,
    later: int | None,
    values: Mapping[tuple[int, str], Indicator],
    rounds: Sequence[int],
    found: set[tuple[int, str]],
) -> Outcome:
    old = values.get((one.round_id, one.indicator))
    new = None if later is None else values.get((later, one.indicator))
    return Outcome(old, new, verdict(one.expected, old, new), repeats(one.round_id, one.found_on, rounds, found))


def repeats(round_id: int, indicator: str, rounds: Sequence[int], found: set[tuple[int, str]]) -> int:
    """In how many rounds in a row before this one something was found on the same indicator; none without one."""
    count = 0
    for earlier in reversed(rounds[: rounds.index(round_id)]):
        if (earlier, indicator) not in found:
            break
        count += 1
    return count
