"""Who was named for concept training, who came, and what they learned: computed from attendance as of a day.

People are counted once, however many sessions they attended; whoever took no test is not measured, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from phases.facts.concept import Attended, ConceptRecords
from phases.model import Limits


@dataclass(frozen=True, slots=True)
class Learning:
    """Counts and results; `posts` are the last tests after the training, `gains` those of people with both tests."""

    named: int
    trained: int
    attended: int
    posts: tuple[float, ...]
    gains: tuple[float, ...]
    undefined: int

    @property
    def coverage(self) -> float | None:
        """Trained of the people named; None while nobody is."""
        return self.trained / self.named if self.named else None

    @property
    def mean_post(self) -> float | None:
        """The mean test after the training; None without tests."""
        return mean(self.posts)

    @property
    def mean_gain(self) -> float | None:
        """The mean of people's normalised gains; None when nobody has one."""
        return mean(self.gains)


def learning(records: ConceptRecords, as_of: date) -> Learning:
    """What the sessions up to a day have done."""
    named = {one.key for one in records.team if one.to_train}
    held = [one for one in records.attendance if one.day is not None and one.day <= as_of]
    by_person = _last_tests(held)
    pairs = [pair for pair in by_person.values() if None not in pair]
    gains = [gain(before, after) for before, after in pairs if before is not None and after is not None]
    return Learning(
        named=len(named),
        trained=len(named & by_person.keys()),
        attended=len(by_person),
        posts=tuple(after for _before, after in by_person.values() if after is not None),
        gains=tuple(one for one in gains if one is not None),
        undefined=sum(one is None for one in gains),
    )


def gain(before: float, after: float) -> float | None:
    """The normalised gain (post − pre) / (100 − pre) of tests from 0 to 100; undefined (None) at pre = 100."""
    return None if before >= 100 else (after - before) / (100 - before)


def band(value: float, limits: Limits) -> str:
    """`low` below the limit gain_low, `high` above gain_high, `medium` between them, both included."""
    if value < limits["gain_low"]:
        return "low"
    return "high" if value > limits["gain_high"] else "medium"


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return sum(values) / len(values) if values else None


def _last_tests(held: Iterable[Attended]) -> dict[str, tuple[float | None, float | None]]:
    """Per person the tests that count: those of the last session with both, else of the last with one after it."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for one in sorted(held, key=lambda one: one.day or date.min):
        kept = found.get(one.person, (None, None))
        better = _rank(one.before, one.after) >= _rank(*kept)
        found[one.person] = (one.before, one.after) if better else kept
    return found


def _rank(before: float | None, after: float | None) -> int:
    return 2 * (after is not None) + (before is not None and after is not None)
