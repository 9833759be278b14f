"""Rows to what the cases of processes showed: the to-be steps, which activity is which step, the logs that are in.

What goes in is read at one moment (`asked_of`); counting and judging (`measure`) need no transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from app import files
from app.analytics.case_logs.columns import chosen
from app.analytics.case_logs.counting import (
    BESIDE,
    ENDING,
    UNKNOWN,
    CountedCases,
    CountedVariant,
    activities_in,
    count_cases,
)
from app.analytics.case_logs.reading import read_cases
from app.config import Settings
from app.database import db
from app.delimited.names import key_of
from app.models import CaseActivity, CaseLog, OptionalStep, Project, StoredFile, TargetProcess, TargetStep
from app.opening.opened import opened
from phases.evaluation.cases import CaseStep, ProcessCases, Way
from phases.evaluation.conformance import Conformance, ModelStep, Variant, Verdict, conformance

SHOWN_WAYS = 10
SHOWN_UNKNOWN = 20
_CODES = {"beside": BESIDE, "ending": ENDING}


@dataclass(frozen=True, slots=True)
class Decided:
    """What an activity is: a step, beside the process, an ending, unknown; `by_people` where somebody said so."""

    kind: str
    step: str = ""
    by_people: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A to-be process with everything that its cases are measured by; `logs` are keys of logs that are in."""

    project: str
    zone: str
    key: str
    code: str
    name: str
    steps: tuple[CaseStep, ...]
    decided: Mapping[str, Decided]
    logs: tuple[str, ...]
    digests: tuple[str, ...]
    paths: tuple[Path, ...]

    @property
    def basis(self) -> str:
        """The SHA-256 of what goes in: another one means that figures have to be computed again."""
        values = [
            [asdict(one) for one in self.steps], {name: asdict(one) for name, one in self.decided.items()},
            list(self.logs), list(self.digests), self.zone,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def cases_path(log_key: str) -> Path:
    """The Parquet file of a log's activities."""
    settings: Settings = current_app.extensions["settings"]
    return settings.usage / f"cases-{log_key}.parquet"


def secret_of(project: Project) -> bytes:
    """What the codes of people and cases of a project are made with."""
    settings: Settings = current_app.extensions["settings"]
    return hashlib.sha256(f"cases/{project.key}/{settings.secret_key}".encode()).digest()


def asked_of(project: Project, *, key: str | None = None, without_logs: bool = False) -> list[Asked]:
    """The to-be processes of a project (or the one with this key) that have steps, and by default a log of cases."""
    wanted = [TargetProcess.project_id == project.id, *([TargetProcess.key == key] if key else [])]
    found = db.session.execute(
        select(TargetProcess.id, TargetProcess.key, TargetProcess.number, TargetProcess.name)
        .where(*wanted)
        .order_by(TargetProcess.number)
    ).all()
    steps, logs, decided = _steps(project.id), _logs(project.id), _decided(project.id)
    asked = []
    for id, process_key, number, name in found:
        mine = logs.get(process_key, [])
        if steps.get(id) and (mine or without_logs):
            asked.append(
                Asked(
                    project=project.key, zone=project.time_zone, key=process_key, code=f"TP-{number}", name=name,
                    steps=tuple(steps[id]), decided=decided.get(process_key, {}),
                    logs=tuple(log.key for log, _ in mine), digests=tuple(digest for _, digest in mine),
                    paths=tuple(_path(project, log, digest) for log, digest in mine),
                )
            )  # fmt: skip
    return asked


def _steps(project_id: int) -> dict[int | None, list[CaseStep]]:
    optional = set(db.session.scalars(select(OptionalStep.step_key).where(OptionalStep.project_id == project_id)))
    rows = db.session.scalars(
        select(TargetStep).where(TargetStep.project_id == project_id, TargetStep.change != "drop")
    ).all()
    found: dict[int | None, list[CaseStep]] = {}
    for one in sorted(rows, key=lambda one: (one.place is None, one.place or 0, one.number)):
        found.setdefault(one.flow_id, []).append(
            CaseStep(
                one.key, f"TS-{one.number}", one.name, one.control_point, one.key in optional, one.hand_off, one.hours
            )
        )
    return found


def _logs(project_id: int) -> dict[str, list[tuple[CaseLog, str]]]:
    rows = db.session.execute(
        select(CaseLog, StoredFile.digest)
        .join(StoredFile, StoredFile.id == CaseLog.file_id)
        .where(CaseLog.project_id == project_id, CaseLog.state == "ready", CaseLog.removed_at.is_(None))
        .order_by(CaseLog.created_at, CaseLog.id)
    )
    found: dict[str, list[tuple[CaseLog, str]]] = {}
    for log, digest in rows:
        found.setdefault(log.process_key, []).append((log, digest))
    return found


def _decided(project_id: int) -> dict[str, dict[str, Decided]]:
    found: dict[str, dict[str, Decided]] = {}
    for one in db.session.scalars(select(CaseActivity).where(CaseActivity.project_id == project_id)):
        found.setdefault(one.process_key, {})[one.activity] = Decided(one.kind, one.step_key, True)
    return found


def _path(project: Project, log: CaseLog, digest: str) -> Path:
    """The log's activities; made again from the file as it came where the data folder has lost them."""
    path = cases_path(log.key)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".refused.csv")
        try:
            with opened(files.path_of(digest)) as source:
                read_cases(
                    source.table(), chosen(log.mapping), time_zone=log.time_zone, out=path, refused=scratch,
                    secret=secret_of(project),
                )  # fmt: skip
        finally:
            scratch.unlink(missing_ok=True)
    return path


def decisions(asked: Asked, activities: Iterable[str]) -> dict[str, Decided]:
    """What each activity is: as people said, otherwise the step of the same name or number, otherwise unknown."""
    steps = {step.key for step in asked.steps}
    named = {key_of(step.name): step.key for step in reversed(asked.steps)}
    named |= {key_of(step.code): step.key for step in asked.steps}
    found = {}
    for activity in activities:
        said = asked.decided.get(key_of(activity))
        if said is not None and (said.kind != "step" or said.step in steps):
            found[activity] = said
        else:
            step = named.get(key_of(activity), "")
            found[activity] = Decided("step", step) if step else Decided("unknown")
    return found


def measure(asked: Asked, first: date, last: date, *, idle_days: int) -> ProcessCases:
    """What the cases of a process showed from `first` to `last` (both included, in the project's zone)."""
    seen = [name for name, _ in activities_in(asked.paths)]
    codes, names = _codes(asked, decisions(asked, seen))
    owed = [place for place, step in enumerate(asked.steps) if not step.optional] or [len(asked.steps) - 1]
    counted = count_cases(
        asked.paths, codes, hours={n: step.level for n, step in enumerate(asked.steps) if step.level is not None},
        last_step=owed[-1], start=_midnight(first, asked.zone), end=_midnight(last + timedelta(days=1), asked.zone),
        idle_days=idle_days, aim=_aim(asked.steps),
    )  # fmt: skip
    model = [_model(step, place in owed) for place, step in enumerate(asked.steps)]
    found = conformance(model, [_variant(one) for one in counted.variants])
    return _facts(asked, first, last, counted, found, names)


def measure_all(asked: Sequence[Asked], first: date, last: date, *, idle_days: int) -> tuple[ProcessCases, ...]:
    """The same for several processes."""
    return tuple(measure(one, first, last, idle_days=idle_days) for one in asked)


def _codes(asked: Asked, decided: Mapping[str, Decided]) -> tuple[dict[str, int], dict[int, str]]:
    """A number for every activity, and what the numbers are called: steps by their code, unknown ones by their name."""
    places = {step.key: n for n, step in enumerate(asked.steps)}
    codes: dict[str, int] = {}
    names = {n: step.code for n, step in enumerate(asked.steps)}
    for place, (activity, one) in enumerate(sorted(decided.items())):
        codes[activity] = places[one.step] if one.kind == "step" else _CODES.get(one.kind, UNKNOWN - place)
        names.setdefault(codes[activity], activity)
    return codes, names


def _model(step: CaseStep, owed: bool) -> ModelStep:
    return ModelStep(step.key, control=step.control, optional=not owed, hand_off=step.hand_off)


def _variant(one: CountedVariant) -> Variant:
    return Variant(tuple(code if code >= 0 else None for code in one.path), one.cases, one.closed)


def _aim(steps: Sequence[CaseStep]) -> float | None:
    levels = [step.level for step in steps if not step.optional]
    return sum(level for level in levels if level is not None) if levels and None not in levels else None


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _facts(
    asked: Asked, first: date, last: date, counted: CountedCases, found: Conformance, names: Mapping[int, str]
) -> ProcessCases:
    aim = _aim(asked.steps)
    judged = list(zip(counted.variants, [verdict for _, verdict in found.verdicts], strict=True))
    worst = sorted((pair for pair in judged if not pair[1].fits), key=lambda pair: (pair[1].fitness, pair[0].path))
    return ProcessCases(
        key=asked.key, code=asked.code, name=asked.name, first=first.isoformat(), last=last.isoformat(),
        as_of=counted.as_of.isoformat() if counted.as_of else "", finished=counted.finished, open=counted.open,
        before=counted.before, conforming=found.conforming, complete=found.complete, incomplete=found.incomplete,
        skipping=found.skipping, reworking=found.reworking, displacing=found.displacing, straying=found.straying,
        controls_passed=found.controls_passed, controls_due=found.controls_due,
        hand_offs_broken=found.hand_offs_broken, hand_offs_due=found.hand_offs_due, events=found.events,
        unknown_events=found.unknown_events, fitness=found.fitness, hours=counted.hours, aim=aim,
        in_time=counted.in_time if aim is not None else 0, variants=len(judged),
        steps=tuple(_step(step, place, counted, found) for place, step in enumerate(asked.steps)),
        ways=tuple(_way(one, verdict, asked, names) for one, verdict in judged[:SHOWN_WAYS]),
        worst=tuple(_way(one, verdict, asked, names) for one, verdict in worst[:SHOWN_WAYS]),
        unknown=_unknown(counted.variants, names),
    )  # fmt: skip


def _step(step: CaseStep, place: int, counted: CountedCases, found: Conformance) -> CaseStep:
    figures, times = asdict(found.steps[place]), counted.times.get(place)
    if times is None:
        return replace(step, **figures)
    return replace(
        step, **figures, service=times.service, waiting=times.waiting, cycle=times.cycle, timed=times.timed,
        within=times.within,
    )  # fmt: skip


def _way(one: CountedVariant, verdict: Verdict, asked: Asked, names: Mapping[int, str]) -> Way:
    steps = asked.steps
    concerned: list[tuple[str, tuple[str, ...]]] = [
        (word, tuple(steps[place].code for place in places))
        for word, places in (
            ("skipped", verdict.skipped),
            ("repeated", verdict.repeated),
            ("displaced", verdict.displaced),
        )
        if places
    ]
    if not verdict.ended:
        concerned.append(("incomplete", (steps[verdict.reached[-1]].code,) if verdict.reached else ()))
    if verdict.unknown:
        concerned.append(("unknown", tuple(dict.fromkeys(names[code] for code in one.path if code < 0))))
    return Way(
        tuple(names[code] for code in one.path), one.cases, verdict.fits, verdict.fitness, tuple(concerned),
        one.names, one.closed,
    )  # fmt: skip


def _unknown(variants: Iterable[CountedVariant], names: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for one in variants:
        for code in one.path:
            if code < 0:
                found[names[code]] = found.get(names[code], 0) + one.cases
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN_UNKNOWN])


def stored_all(measured: Iterable[ProcessCases]) -> list[dict[str, Any]]:
    """The figures as JSON values, for the facts of a round."""
    return [one.stored() for one in measured]
