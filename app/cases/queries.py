"""What the pages of cases show: processes with their newest figures, logs, one log, which activity is which step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import select

from app.analytics.case_logs.columns import FIELDS
from app.analytics.case_logs.reasons import REASONS
from app.database import db
from app.delimited.names import key_of
from app.facts.cases import Asked, asked_of, decisions
from app.facts.evaluation import rounds_of
from app.language import day, number, percent, say, zone
from app.models import CaseLog, CaseReading, Project, StoredFile, User
from app.permissions import child
from app.words import _
from phases.evaluation.cases import ProcessCases, restored


@dataclass(frozen=True, slots=True)
class LogRow:
    """A log in the list; `state` is the stored word."""

    key: str
    name: str
    process: str
    digest: str
    state: str
    rows: str
    accepted: str
    refused: str
    left_out: str
    cases: str
    first: datetime | None
    last: datetime | None
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A to-be process in the list: its newest figures, if any."""

    key: str
    code: str
    name: str
    steps: int
    logs: int
    adherence: str
    period: str


def processes(project: Project) -> list[ProcessRow]:
    """The to-be processes that have steps, with the newest figures of each."""
    logs, newest = _log_counts(project.id), _newest(project.id)
    return [
        _process_row(one, logs.get(one.key, 0), newest.get(one.key)) for one in asked_of(project, without_logs=True)
    ]


def _process_row(one: Asked, logs: int, found: ProcessCases | None) -> ProcessRow:
    adherence = percent(found.conforming / found.finished) if found is not None and found.finished else ""
    period = _days(found.first, found.last) if found is not None else ""
    return ProcessRow(one.key, one.code, one.name, len(one.steps), logs, adherence, period)


def _days(first: str, last: str) -> str:
    """A period kept as ISO days, as people write it."""
    return f"{day(date.fromisoformat(first))} – {day(date.fromisoformat(last))}"


def _log_counts(project_id: int) -> dict[str, int]:
    found: dict[str, int] = {}
    query = select(CaseLog.process_key).where(CaseLog.project_id == project_id, CaseLog.removed_at.is_(None))
    for key in db.session.scalars(query):
        found[key] = found.get(key, 0) + 1
    return found


def _newest(project_id: int) -> dict[str, ProcessCases]:
    """The figures of the newest period of each process, of rounds and of periods chosen freely."""
    found = [restored(values) for one in rounds_of([project_id])[project_id] for values in one.facts.get("cases", ())]
    rows = db.session.scalars(select(CaseReading.facts).where(CaseReading.project_id == project_id))
    found += [restored(values) for values in rows]
    return {one.key: one for one in sorted(found, key=lambda one: (one.last, one.first))}


def logs_of(project: Project) -> list[LogRow]:
    """The logs of a project, newest first, in one query."""
    names = {one.key: one.name for one in asked_of(project, without_logs=True)}
    query: Any = (
        select(CaseLog, StoredFile.digest, User.name)
        .join(StoredFile, StoredFile.id == CaseLog.file_id)
        .outerjoin(User, User.id == CaseLog.added_by_id)
        .where(CaseLog.project_id == project.id, CaseLog.removed_at.is_(None))
        .order_by(CaseLog.created_at.desc(), CaseLog.id.desc())
    )
    return [
        LogRow(
            log.key, log.file_name, names.get(log.process_key, _("a process that is gone")), digest, log.state,
            number(log.rows), number(log.accepted), number(log.refused), _left_out(log), number(log.cases),
            log.first_at, log.last_at, who or "", log.created_at,
        )
        for log, digest, who in db.session.execute(query)
    ]  # fmt: skip


def _left_out(log: CaseLog) -> str:
    """How many rows say something else than that an activity was done; nothing where none does."""
    count = log.details.get("passed_over", 0)
    return number(count) if count else ""


def find_log(project: Project, key: str) -> CaseLog:
    """A log of this project; 404 if there is none, or it was removed."""
    found = child(CaseLog, project, key)
    if found.removed_at is not None:
        abort(404)
    return found


def file_of(log: CaseLog) -> StoredFile:
    """The file as it came."""
    return db.session.get_one(StoredFile, log.file_id)


def refused_file(log: CaseLog) -> StoredFile:
    """The file of refused rows; 404 when no row was refused."""
    found = db.session.scalar(select(StoredFile).where(StoredFile.digest == log.details.get("refused_file", "")))
    if found is None:
        abort(404)
    return found


def facts(log: CaseLog) -> list[tuple[str, str]]:
    """A log in label and value."""
    details = log.details
    stated = details.get("stated", 0)
    return [
        (_("Rows"), number(log.rows)),
        (_("Taken in"), number(log.accepted)),
        (_("Refused"), number(log.refused)),
        (_("Repeated"), number(log.duplicates)),
        (_("Rows that only say “start” or the like"), number(details.get("passed_over", 0))),
        *_transitions(details),
        (_("Activities with a known start"), number(details.get("begun", 0))),
        (_("Activities known by their start alone"), number(details.get("unended", 0))),
        *([(_("Activities known by states of the system alone"), number(stated))] if stated else []),
        (_("Cases"), number(log.cases)),
        (_("People"), number(details.get("people", 0))),
        (_("Columns"), " · ".join(str(log.mapping[name]) for name in FIELDS if log.mapping.get(name))),
        (_("Time zone"), zone(log.time_zone)),
        (_("Digest (SHA-256)"), file_of(log).digest),
    ]  # fmt: skip


def _transitions(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What became of rows that are no activities: what occurred, and nothing of logs read before that was kept."""
    told = (
        (_("of these, starts put to their completion by the activity instance"), details.get("by_instance")),
        (_("of these, starts put to their completion first in, first out"), details.get("in_order")),
        (_("of these, starts without a completion"), details.get("without_end")),
    )
    words = [_("%(word)s: %(count)s", word=word, count=number(count)) for word, count in details.get("others", ())]
    found = [(label, number(count)) for label, count in told if count]
    return [*found, (_("of these, other transitions"), " · ".join(words))] if words else found


def reasons(log: CaseLog) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """Why rows were refused, most frequent first, each with its count and its first rows."""
    examples = log.details.get("examples", [])
    return [
        (say(REASONS[reason]), number(count), [(row, line) for row, why, line in examples if why == reason][:5])
        for reason, count in log.details.get("reasons", {}).items()
    ]


def the_process(project: Project, key: str) -> Asked:
    """A to-be process with steps; 404 when there is none with this key."""
    found = asked_of(project, key=key, without_logs=True)
    if not found:
        abort(404)
    return found[0]


def activity_rows(project: Project, asked: Asked) -> list[tuple[str, str, str, bool]]:
    """Activity, how often, the choice that holds (`step:<key>` …), whether a person said so; most frequent first."""
    counts: dict[str, int] = {}
    query = select(CaseLog.details).where(
        CaseLog.project_id == project.id, CaseLog.process_key == asked.key, CaseLog.state == "ready",
        CaseLog.removed_at.is_(None),
    )  # fmt: skip
    for details in db.session.scalars(query):
        for name, count in details.get("activities", ()):
            counts[name] = counts.get(name, 0) + count
    decided = decisions(asked, counts)
    rows = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [
        (name, number(count), f"step:{decided[name].step}" if decided[name].kind == "step" else decided[name].kind,
         decided[name].by_people)
        for name, count in rows
    ]  # fmt: skip


def activity_choices(asked: Asked) -> list[tuple[str, str]]:
    """What an activity may be."""
    return [
        *((f"step:{step.key}", f"{step.code} {step.name}") for step in asked.steps),
        ("beside", _("beside the process: left out")),
        ("ending", _("an agreed ending: the case is closed early")),
        ("unknown", _("no step: counted as unknown")),
    ]


def automatic(asked: Asked, activity: str) -> str:
    """The choice that an activity has by its name alone."""
    by_name = {key_of(step.name): step.key for step in reversed(asked.steps)}
    by_name |= {key_of(step.code): step.key for step in asked.steps}
    step = by_name.get(key_of(activity))
    return f"step:{step}" if step else "unknown"
