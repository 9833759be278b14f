"""To-be beside as-is, step by step: what is kept, changed, new and dropped, and which control points are lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.registers.rows import Row
from app.words import _


@dataclass(frozen=True, slots=True)
class Side:
    """A step on one side: code, name, address, who does it, whether it is a key control point."""

    code: str
    name: str
    url: str
    who: str
    control: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """As-is steps beside the to-be step that replaces them; `to_be` is None for steps that nothing takes up.

    `change` is keep, change, new, drop or `open` for what nothing takes up; `control` is kept, new, reason, lost or
    nothing; `reason` says why a control point is given up.
    """

    as_is: tuple[Side, ...]
    to_be: Side | None
    change: str
    word: str
    fit: str
    problems: str
    control: str
    reason: str = ""


def pairs(as_is: Sequence[Row], to_be: Sequence[Row], known: Mapping[int, Row], base: str) -> list[Pair]:
    """The to-be steps in their order with what they replace, then the as-is steps of the process that nothing takes up.

    `known` are all as-is steps of the project by number, as a step may replace one of another process.
    """
    kept = controls_kept(to_be)
    found = [_pair(row, [known[id] for id in row.values["replaces"] if id in known], kept, base) for row in to_be]
    taken = {id for row in to_be for id in row.values["replaces"]}
    left = [row for row in as_is if row.id not in taken]
    return found + [_left(row, base) for row in left]


def controls_kept(steps: Iterable[Row]) -> frozenset[int]:
    """The as-is steps whose control some to-be step keeps, or gives up with a reason."""
    return frozenset(
        id
        for row in steps
        for id in row.values["replaces"]
        if (row.values["control_point"] and row.values["change"] != "drop") or row.values["control_dropped"].strip()
    )


def lost_controls(as_is: Iterable[Row], to_be: Iterable[Row]) -> frozenset[int]:
    """The as-is control points that no to-be step keeps and nobody gave up with a reason."""
    kept = controls_kept(to_be)
    return frozenset(row.id for row in as_is if row.values["control_point"] and row.id not in kept)


def _pair(row: Row, replaced: Sequence[Row], kept: frozenset[int], base: str) -> Pair:
    return Pair(
        as_is=tuple(_side(one, f"{base}/records/review/steps") for one in replaced),
        to_be=_side(row, f"{base}/records/solidification/steps"),
        change=row.values["change"],
        word=row.words["change"],
        fit=row.words["fit"],
        problems=row.words["problems"],
        control=_control(row, replaced, kept),
        reason=row.values["control_dropped"].strip(),
    )


def _control(row: Row, replaced: Sequence[Row], kept: frozenset[int]) -> str:
    was = [one for one in replaced if one.values["control_point"]]
    now = row.values["control_point"] and row.values["change"] != "drop"
    if any(one.id not in kept for one in was):
        return "lost"
    if was:
        return "kept" if now else "reason" if row.values["control_dropped"].strip() else "elsewhere"
    return "new" if now else ""


def _left(row: Row, base: str) -> Pair:
    side = _side(row, f"{base}/records/review/steps")
    return Pair((side,), None, "open", _("Taken up by no step"), "", "", "lost" if side.control else "")


def _side(row: Row, base: str) -> Side:
    department = row.words["department"].partition(" · ")[2]
    who = " · ".join(word for word in (row.words["role"], department) if word)
    return Side(row.code, row.title, f"{base}/{row.key}", who, bool(row.values["control_point"]))
