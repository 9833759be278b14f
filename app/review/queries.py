"""The processes as their pages show them: counts, times, the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.charts import Voice
from app.charts.lanes import Lanes, lanes
from app.language import language
from app.models import AsIsProcess, Project
from app.registers.catalogue import register_at
from app.registers.lane_steps import AS_IS, Steps, lane_steps, steps_of
from app.registers.rows import Row, rows_of
from app.words import _


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process in the list; minutes are the sums of what its steps say, None while none says any."""

    url: str
    code: str
    name: str
    domain: str
    owner: str
    in_scope: bool
    complete: bool
    confirmed_on: Any
    steps: int
    controls: int
    unreceived: int
    problems: int
    work: float | None
    waiting: float | None


def process_lines(project: Project) -> list[ProcessLine]:
    """All processes of a project, those in scope first, in a constant number of queries."""
    steps = steps_of(AS_IS, project.id)
    rows = rows_of(register_at("review/processes"), project.id)
    rows.sort(key=lambda row: not row.values["in_scope"])
    return [_line(project, row, steps.by_process.get(row.id, ())) for row in rows]


def _line(project: Project, row: Row, steps: Sequence[Row]) -> ProcessLine:
    values = [step.values for step in steps]
    return ProcessLine(
        url=f"/projects/{project.key}/review/processes/{row.key}",
        code=row.code,
        name=row.title,
        domain=row.words["domain"],
        owner=row.words["owner"],
        in_scope=row.values["in_scope"],
        complete=row.values["complete"],
        confirmed_on=row.values["confirmed_on"],
        steps=len(values),
        controls=sum(bool(one["control_point"]) for one in values),
        unreceived=sum(one["hand_off"] and not one["hand_off_to"].strip() for one in values),
        problems=len({id for one in values for id in one["problems"]}),
        work=_sum(values, "minutes_work"),
        waiting=_sum(values, "minutes_waiting"),
    )


def _sum(values: Sequence[Any], name: str) -> float | None:
    known = [one[name] for one in values if one[name] is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """One process: its line, its drawing (None without steps), and the problems that arise in it."""

    line: ProcessLine
    lanes: Lanes | None
    problems: tuple[tuple[str, str, str], ...]


def open_process(project: Project, process: AsIsProcess, by: str) -> ProcessPage:
    """The process with its steps in lanes by role or by department."""
    steps = steps_of(AS_IS, project.id)
    (row,) = rows_of(register_at("review/processes"), project.id, key=process.key)
    mine = steps.by_process.get(process.id, ())
    return ProcessPage(
        _line(project, row, mine), _drawn(project, process, steps, mine, by), _problems(project, steps, mine)
    )


def _drawn(project: Project, process: AsIsProcess, steps: Steps, rows: Sequence[Row], by: str) -> Lanes | None:
    if not rows:
        return None
    found = lane_steps(AS_IS, steps, rows, f"/projects/{project.key}", by, frozenset())
    about = _(
        "%(steps)s steps in %(lanes)s lanes, %(controls)s of them key control points.",
        steps=len(found), lanes=len({step.lane for step in found}), controls=sum(step.control for step in found),
    )  # fmt: skip
    title = _("%(process)s as it is", process=process.name)
    return lanes(found, key="as-is", title=title, about=about, voice=Voice(language(), _))


def _problems(project: Project, steps: Steps, rows: Sequence[Row]) -> tuple[tuple[str, str, str], ...]:
    ids = dict.fromkeys(id for row in rows for id in row.values["problems"] if id in steps.problems)
    base = f"/projects/{project.key}/records/diagnosis/problems"
    return tuple((steps.problems[id].code, steps.problems[id].title, f"{base}/{steps.problems[id].key}") for id in ids)
