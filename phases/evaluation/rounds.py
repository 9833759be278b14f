"""Compares two rounds: what improved, worsened, is new, is gone, stayed, or cannot be compared and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from phases.evaluation.model import Indicator
from phases.model import Text, say

Kind = Literal["improved", "worse", "same", "new", "gone", "incomparable", "unmeasured"]


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator in two rounds; `difference` is new − old in its unit, `points` the same for the score.

    `recomputed` when `old` is what the earlier round would be under the later one's definition.
    """

    key: str
    kind: Kind
    old: Indicator | None
    new: Indicator | None
    difference: float | None = None
    points: float | None = None
    reason: Text | None = None
    recomputed: bool = False


def compare(
    old: Iterable[Indicator], new: Iterable[Indicator], recomputed: Iterable[Indicator] = ()
) -> tuple[Change, ...]:
    """Every indicator of either round, in the order of the new one, then what only the old one had.

    Better or worse is decided by the value and the direction of the bands, so that a change beyond the best score
    still shows. An indicator that is measured in one round only is new or gone; in neither, unmeasured. Where the
    definition changed between the rounds, `recomputed` (the earlier round by the later definitions) stands in.
    """
    before = {one.key: one for one in old}
    after = {one.key: one for one in new}
    instead = {one.key: one for one in recomputed}
    return tuple(
        _renewed(before.get(key), after.get(key), instead.get(key)) or _change(key, before.get(key), after.get(key))
        for key in dict.fromkeys((*after, *before))
    )


def redefined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Those that cannot be compared because the definition changed: what recomputing could mend."""
    return tuple(
        one
        for one in changes
        if one.kind == "incomparable" and one.old and one.new and one.old.version != one.new.version
    )


def of_kind(changes: Iterable[Change], kind: Kind) -> Iterator[Change]:
    """The changes of one kind, the largest difference in score first."""
    return iter(sorted((one for one in changes if one.kind == kind), key=lambda one: (-abs(one.points or 0), one.key)))


def _renewed(old: Indicator | None, new: Indicator | None, instead: Indicator | None) -> Change | None:
    """The change against the earlier round recomputed, where its definition changed and that could be done."""
    if old is None or new is None or instead is None or old.version == new.version:
        return None
    if old.value is None or instead.value is None or instead.version != new.version:
        return None
    found = _change(new.key, instead, new)
    reason = say(
        "Definition changed from version {old} to {new}: the earlier value, {was}, was recomputed by the new one.",
        "指标定义由第 {old} 版改为第 {new} 版：原值 {was} 已按新定义重算。",
        old=old.version,
        new=new.version,
        was=f"{old.value:g}",
    )
    return replace(found, reason=found.reason or reason, recomputed=found.reason is None)


def _change(key: str, old: Indicator | None, new: Indicator | None) -> Change:
    was = old.value if old else None
    now = new.value if new else None
    if old is None or was is None:
        if new is None or now is None:
            return Change(key, "unmeasured", old, new, reason=new.note if new else None)
        return Change(key, "new", old, new)
    if new is None or now is None:
        return Change(key, "gone", old, new, reason=new.note if new else None)
    if reason := _break(old, new):
        return Change(key, "incomparable", old, new, reason=reason)
    better = (now - was) * (1 if new.rising else -1)
    kind: Kind = "same" if better == 0 else "improved" if better > 0 else "worse"
    return Change(key, kind, old, new, now - was, (new.score or 0.0) - (old.score or 0.0))


def _break(old: Indicator, new: Indicator) -> Text | None:
    if old.version != new.version:
        return say(
            "The definition changed from version {old} to {new} between the rounds.",
            "两轮之间指标定义由第 {old} 版改为第 {new} 版。",
            old=old.version,
            new=new.version,
        )
    if old.basis != new.basis:
        return Text(
            "Baseline, target or direction of the criterion changed between the rounds.",
            "两轮之间该成功标准的基线、目标或改善方向有变动。",
        )
    return None
