"""The steps of processes as their pages show them: in order, with who does them, problems, control points, joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.charts.lanes import LaneStep
from app.language import say
from app.registers.catalogue import register_at
from app.registers.review import CARRIERS
from app.registers.rows import Row, rows_of
from app.registers.titles import Named, titles_of
from app.words import _
from phases.solidification import CHANGES

BY = ("role", "department")
AS_IS, TO_BE, PROBLEMS = "review/steps", "solidification/steps", "diagnosis/problems"


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of one kind of a project: rows by process, and problems by their number in the database."""

    by_process: Mapping[int | None, Sequence[Row]]
    problems: Mapping[int, Named]


def steps_of(kind: str, project_id: int) -> Steps:
    """The steps of a register (`review/steps` or `solidification/steps`) by process, each in its order."""
    found: dict[int | None, list[Row]] = {}
    for row in rows_of(register_at(kind), project_id):
        found.setdefault(row.values["flow_id"], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.values["place"] is None, row.values["place"] or 0, row.number))
    return Steps(found, titles_of(register_at(PROBLEMS), project_id))


def lane_steps(
    kind: str, steps: Steps, rows: Sequence[Row], base: str, by: str, lost: frozenset[int]
) -> list[LaneStep]:
    """The rows as a drawing takes them; `base` is the project's address, `lost` are steps that lose a control point."""
    nobody = _("No department named") if by == "department" else _("No role named")
    return [_lane_step(kind, steps, row, base, row.words[by] or nobody, row.id in lost) for row in rows]


def drawn_steps(kind: str, project_id: int, base: str = "") -> dict[str, LaneStep]:
    """All steps of a register as drawings take them, in lanes of roles, by their codes; in the reader's language."""
    steps = steps_of(kind, project_id)
    rows = [row for rows in steps.by_process.values() for row in rows]
    return {one.code: one for one in lane_steps(kind, steps, rows, base, "role", frozenset())}


def _lane_step(kind: str, steps: Steps, row: Row, base: str, lane: str, lost: bool) -> LaneStep:
    values: Any = row.values
    change = values.get("change", "")
    receiver = values["hand_off_to"].strip()
    return LaneStep(
        code=row.code,
        name=row.title,
        lane=lane.partition(" · ")[2] or lane if lane.startswith("DP-") else lane,
        carrier=values.get("carrier", "") or ("system" if _in_system(values) else ""),
        means=_means(row),
        control=bool(values["control_point"]) and change != "drop",
        lost=lost,
        problems=tuple(steps.problems[id].code for id in values["problems"] if id in steps.problems),
        receiver=receiver,
        unreceived=bool(values["hand_off"]) and not receiver and change != "drop",
        change=say(CHANGES[change]) if change in CHANGES else "",
        new=change == "new",
        dropped=change == "drop",
        url=f"{base}/records/{kind}/{row.key}",
    )


def _in_system(values: Mapping[str, Any]) -> bool:
    """Whether the system shall carry a to-be step."""
    return values.get("change") != "drop" and values.get("fit") in ("standard", "configure", "customise", "adapt")


def _means(row: Row) -> str:
    """What a step is done with, in words."""
    if "carrier" in row.values:
        carrier = CARRIERS.get(row.values["carrier"])
        return " · ".join(word for word in (say(carrier) if carrier else "", row.values["system"]) if word)
    return row.words["function"].partition(" · ")[2] or row.words["fit"]
