"""What people do with files of data sets: have one profiled, put down what was found, check the sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from app import audit
from app.clock import now, today
from app.database import db
from app.errors import Refused
from app.facts.phase_records import refresh
from app.files import Received, clean_name, keep
from app.models import DataSet, Job, ProfileRun, Project, SampleVerdict, StoredFile
from app.profiling.profiling import Profile
from app.queue import enqueue
from app.words import _
from phases.quality import Rules, accuracy

VERDICTS = ("right", "wrong", "unknown")


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be profiled: what it is called, by which rules, against which reference files (digests by name).

    `own_rules` came as a file with it, so that the information standard is not what they are held against later.
    """

    file: Received
    name: str
    rules: Rules
    looked_up: Mapping[str, str]
    own_rules: bool = False


def start_profile(*, project: Project, data_set: DataSet, order: Order, by: int | None) -> Job:
    """Keep the file and have it profiled in the background; refused while a file of the data set is being profiled."""
    _must_be_idle(project, data_set)
    stored = keep(order.file)
    name = clean_name(order.name)
    job = enqueue(
        "profile", by=by, project=project.id, data_set=data_set.key, digest=stored.digest, name=name,
        rules=order.rules.data, looked_up=dict(order.looked_up), as_of=today(project.time_zone).isoformat(),
        own_rules=order.own_rules,
    )  # fmt: skip
    _note("data.uploaded", project, data_set.key, by, title=data_set.name, file=name, digest=stored.digest)
    return job


def profile_again(
    *, project: Project, data_set: DataSet, run: ProfileRun, rules: Rules, looked_up: Mapping[str, str], by: int | None
) -> Job:
    """Have the file of a run profiled by other rules; the run stays as it is, the new one counts."""
    _must_be_idle(project, data_set)
    digest = db.session.get_one(StoredFile, run.file_id).digest
    job = enqueue(
        "profile", by=by, project=project.id, data_set=data_set.key, digest=digest, name=run.file_name,
        rules=rules.data, looked_up=dict(looked_up), as_of=today(project.time_zone).isoformat(), own_rules=False,
    )  # fmt: skip
    _note("data.profiled-again", project, data_set.key, by, title=data_set.name, file=run.file_name)
    return job


def _must_be_idle(project: Project, data_set: DataSet) -> None:
    running = newest_job(project.id, data_set.key)
    if running is not None and running.state in ("waiting", "running"):
        raise Refused(_("A file of this data set is being profiled. Wait until that is done."))


def keep_profile(
    *, project: Project, data_set: DataSet, found: Profile, given: Mapping[str, Any], by: int | None
) -> ProfileRun:
    """Put down what profiling a file found; `given` is what the job was told."""
    stored = db.session.scalars(select(StoredFile).where(StoredFile.digest == given["digest"])).one()
    run = ProfileRun(
        project_id=project.id,
        data_set=data_set.key,
        file_id=stored.id,
        file_name=given["name"],
        made_by_id=by,
        as_of=date.fromisoformat(given["as_of"]),
        rows=found.rows,
        columns=list(found.columns),
        written={**found.written, "blank": found.blank, "own_rules": bool(given.get("own_rules"))},
        rules=given["rules"],
        looked_up=given["looked_up"],
        measures=[[one.key, one.numerator, one.denominator] for one in found.measures],
        failing=found.failing,
        worst=[asdict(row) for row in found.worst],
        sample=[{"row": row.row, "cells": list(row.cells)} for row in found.sample],
    )
    db.session.add(run)
    db.session.flush()
    _note("data.profiled", project, data_set.key, by, title=data_set.name, rows=run.rows, run=run.key)
    refresh(project.id, "deployment")
    return run


def check_sample(*, project: Project, run: ProfileRun, verdicts: Mapping[int, str], by: int | None) -> None:
    """Put down what a person found for rows of the sample; a row without a verdict is unjudged again."""
    rows = {one["row"] for one in run.sample}
    if not set(verdicts) <= rows or not set(verdicts.values()) <= set(VERDICTS):
        raise Refused(_("This is not the sample of this profile. Load the page again."))
    db.session.execute(delete(SampleVerdict).where(SampleVerdict.run_id == run.id))
    if verdicts:
        made = [
            {"run_id": run.id, "row": row, "verdict": verdict, "judged_at": now(), "judged_by_id": by}
            for row, verdict in sorted(verdicts.items())
        ]
        db.session.execute(insert(SampleVerdict), made)
    count, _interval = accuracy(verdicts.values())
    _note("sample.checked", project, run.data_set, by, title=run.file_name, right=count.numerator, of=count.denominator)
    refresh(project.id, "deployment")


def newest_job(project_id: int, data_set: str) -> Job | None:
    """The newest job that profiles a file of this data set."""
    jobs = db.session.scalars(
        select(Job).where(Job.project_id == project_id, Job.kind == "profile").order_by(Job.id.desc()).limit(50)
    )
    return next((job for job in jobs if job.payload.get("data_set") == data_set), None)


def _note(verb: str, project: Project, about: str, by: int | None, **data: Any) -> None:
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=about, **data)
