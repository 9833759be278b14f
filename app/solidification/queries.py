"""The new processes as their pages show them: versions with their approvals, both drawings, what hangs loose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.charts import Voice
from app.charts.lanes import Lanes, lanes
from app.database import db
from app.facts.gates import facts_of_gates
from app.facts.process_versions import Version, Wording, versions_of
from app.facts.solidification import gather
from app.language import language, say
from app.models import ProcessApproval, Project, TargetProcess
from app.registers.catalogue import register_at
from app.registers.lane_steps import AS_IS, TO_BE, Steps, lane_steps, steps_of
from app.registers.rows import Row, rows_of
from app.solidification.comparison import Pair, lost_controls, pairs
from app.words import _
from phases.solidification import over_reform

SIDE_BY_SIDE = 3
"""Steps in a row of a drawing: two drawings of that width stand beside each other on a desk."""


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One to-be process in the list."""

    url: str
    code: str
    name: str
    as_is: str
    owner: str
    version: Version
    steps: int
    changes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a process since its last approval: the step (or the process itself) and how."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """A to-be process beside its as-is."""

    line: ProcessLine
    as_is_name: str
    pairs: tuple[Pair, ...]
    as_is: Lanes | None
    to_be: Lanes | None
    lost: int
    changed: tuple[Change, ...]


def process_lines(project: Project) -> list[ProcessLine]:
    """All to-be processes of a project, in a constant number of queries."""
    steps, versions = steps_of(TO_BE, project.id), versions_of(project.id)
    rows = rows_of(register_at("solidification/processes"), project.id)
    return [_line(project, row, steps, versions) for row in rows]


def warnings_of(project: Project) -> list[str]:
    """What deserves a second look although it keeps no gate shut."""
    facts: Any = facts_of_gates(project, ["solidification"])["solidification"]
    return [say(one.sentence) for one in over_reform(facts, facts.limits)]


def _line(project: Project, row: Row, steps: Steps, versions: Mapping[str, Version]) -> ProcessLine:
    mine = steps.by_process.get(row.id, ())
    return ProcessLine(
        url=f"/projects/{project.key}/solidification/processes/{row.key}",
        code=row.code,
        name=row.title,
        as_is=row.words["as_is"],
        owner=row.words["owner"],
        version=versions[row.key],
        steps=len(mine),
        changes=Counter(step.values["change"] for step in mine),
    )


def open_process(project: Project, process: TargetProcess, by: str) -> ProcessPage:
    """The process with both drawings in lanes by role or by department, and the comparison step by step."""
    old, new = steps_of(AS_IS, project.id), steps_of(TO_BE, project.id)
    versions = versions_of(project.id)
    (row,) = rows_of(register_at("solidification/processes"), project.id, key=process.key)
    before, after = (
        old.by_process.get(process.as_is_id, ()) if process.as_is_id else (),
        new.by_process.get(process.id, ()),
    )
    everywhere = [step for steps in new.by_process.values() for step in steps]
    known = {step.id: step for steps in old.by_process.values() for step in steps}
    lost = lost_controls(before, everywhere)
    base = f"/projects/{project.key}"
    beside = pairs(before, after, known, base)
    return ProcessPage(
        line=_line(project, row, new, versions),
        as_is_name=row.words["as_is"],
        pairs=tuple(beside),
        as_is=_drawn(
            lane_steps(AS_IS, old, before, base, by, lost), "as-is", _("As it is: %(name)s", name=row.words["as_is"])
        ),
        to_be=_drawn(
            lane_steps(TO_BE, new, after, base, by, frozenset()), "to-be", _("As it shall be: %(name)s", name=row.title)
        ),
        lost=len(lost),
        changed=tuple(_changed(project, process, versions[process.key])),
    )  # fmt: skip


def _drawn(steps: Sequence[Any], key: str, title: str) -> Lanes | None:
    if not steps:
        return None
    about = _(
        "%(steps)s steps in %(lanes)s lanes, %(controls)s of them key control points.",
        steps=len(steps), lanes=len({step.lane for step in steps}), controls=sum(step.control for step in steps),
    )  # fmt: skip
    return lanes(steps, key=key, title=title, about=about, columns=SIDE_BY_SIDE, voice=Voice(language(), _))


def _changed(project: Project, process: TargetProcess, version: Version) -> list[Change]:
    """What is other than it was approved; nothing while it is approved or never was."""
    if version.approved or not version.approvals:
        return []
    statement = select(ProcessApproval.wording).where(
        ProcessApproval.project_id == project.id,
        ProcessApproval.process_key == process.key,
        ProcessApproval.number == version.approvals[-1].number,
    )
    return differences(db.session.scalars(statement).one(), version.wording)


def differences(was: Wording, is_now: Wording) -> list[Change]:
    """Steps added, changed, moved and removed between two wordings, and a change of the process itself."""
    old, new = ({step["key"]: step for step in one["steps"]} for one in (was, is_now))
    own = [name for name in was if name != "steps" and was[name] != is_now.get(name)]
    found = [Change(is_now["name"], _("the process itself was changed"))] if own else []
    for key, step in new.items():
        if key not in old:
            found.append(Change(step["name"], _("step added")))
        elif old[key] != step:
            found.append(Change(step["name"], _("step changed")))
    found += [Change(step["name"], _("step removed")) for key, step in old.items() if key not in new]
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append(Change(is_now["name"], _("the order of the steps was changed")))
    return found


@dataclass(frozen=True, slots=True)
class Loose:
    """One record that hangs loose: its code, what it is called, its address."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What answers no problem, and what nothing answers."""

    functions: tuple[Loose, ...]
    customised: tuple[Loose, ...]
    decisions: tuple[Loose, ...]
    problems: tuple[Loose, ...]
    controls: tuple[Loose, ...]


def loose_ends(project: Project) -> LooseEnds:
    """Both sides of the loose ends of the phase, as its rules find them."""
    found = gather(project.id)
    base = f"/projects/{project.key}/records"
    orphans = found.function_orphans
    return LooseEnds(
        functions=_listed([one for one in orphans if one.code.startswith("FN-")], f"{base}/solidification/functions"),
        customised=_listed([one for one in orphans if one.code.startswith("TS-")], f"{base}/solidification/steps"),
        decisions=_listed(found.strategy_orphans, f"{base}/solidification/strategy"),
        problems=tuple(
            Loose(one.code, one.statement, f"{base}/diagnosis/problems/{one.key}")
            for one in sorted(found.problems, key=lambda one: -(one.priority or 0))
            if not one.answered and not one.rejected
        ),
        controls=_listed(found.lost_controls, f"{base}/review/steps"),
    )


def _listed(found: Sequence[Any], base: str) -> tuple[Loose, ...]:
    return tuple(Loose(one.code, one.name, f"{base}/{one.key}") for one in found)
