"""Behaviour after training (Kirkpatrick level 3): whether people do in the system what they were taught.

A person performs the task on a day when they used one of the functions taught to them within the window that ends on
that day and begins after the training. Those who were not trained are looked at on the same day as the middle one of
those who were, by the functions taught to their role.
"""

from __future__ import annotations

from collections.abc import Iterator

from phases.facts import TrainingFacts
from phases.model import Measure, MeasureKind, Text

LOOKS = (("30", 0), ("90", 1))
"""What each look is called, and its place among the days of the edition."""


def _kind(days: str) -> Iterator[MeasureKind]:
    yield MeasureKind(
        f"behaviour-{days}",
        Text(f"Behaviour {days} days on, trained", f"培训后第{days}天的行为：已培训"),
        Text(
            "Trained users who used a function taught to them in the four weeks up to that day / trained users whom "
            "the usage log tells of. Fewer than five people, or a day that no log covers: not measured.",
            "截至该日四周内使用过所学功能的已培训用户 / 使用日志可反映的已培训用户。"
            "不足五人，或没有日志覆盖该日时不予计算。",
        ),
    )
    yield MeasureKind(
        f"behaviour-{days}-untrained",
        Text(f"Behaviour {days} days on, untrained", f"培训后第{days}天的行为：未培训"),
        Text(
            "The same of users who had not been trained by then, for comparison.",
            "同期尚未培训的用户，口径相同，用于对照。",
        ),
    )


KINDS = tuple(kind for days, _place in LOOKS for kind in _kind(days))


def measures(facts: TrainingFacts) -> Iterator[Measure]:
    """For each look the share of the trained who perform the task, and that of the untrained."""
    for name, place in LOOKS:
        yield _share(facts, f"training.behaviour-{name}", place, trained=True)
        yield _share(facts, f"training.behaviour-{name}-untrained", place, trained=False)


def _share(facts: TrainingFacts, key: str, place: int, *, trained: bool) -> Measure:
    records = facts.records
    days = records.behaviour_days[place]
    due = [one for one in records.behaviour if (one.days, one.trained) == (days, trained) and one.on <= facts.as_of]
    people, seen = sum(one.people for one in due), sum(one.seen for one in due)
    enough = seen >= max(records.group_minimum, 1)
    performing = sum(one.performing for one in due)
    return Measure(
        key=key,
        value=performing / seen if enough else None,
        numerator=performing if enough else None,
        denominator=seen if enough else None,
        coverage=seen / people if people else 0.0,
        as_of=facts.as_of,
        n=seen,
        unit="share",
    )
