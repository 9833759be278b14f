"""Rows to the closing report of a phase: its course, answers with evidence, deliverables, RAID log and gate."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from app.charts import Span
from app.clock import day_in
from app.database import db
from app.errors import Refused
from app.facts.forecast import courses_of, forecasts_of
from app.facts.gates import deliverable_title
from app.models import (
    ChecklistItem,
    Deliverable,
    DeliverableVersion,
    Evidence,
    Project,
    ProjectPhase,
    RaidEntry,
    StoredFile,
    User,
)
from app.reports.alarms import alarms_of
from app.reports.gather_gate import gather_gate
from app.reports.gather_readiness import readied_of
from app.reports.gather_records import records_of
from app.reports.order import Order
from app.reports.sources import Answer, Cover, LogEntry, PhaseClosing, Proof, Result, Stage
from app.words import _
from phases.edition import Edition, editions
from phases.forecast import Forecast, Range, end_range, forecast
from phases.model import Text, same
from phases.order import TITLES, following

OWN_GROUP = Text("Added for this engagement", "本项目新增")
TERMS = ("gate", "blocker", "waiver", "condition", "evidence", "digest", "raid")
SEVERITIES = ("critical", "high", "medium", "low")


def gather_closing(project: Project, cover: Cover, order: Order) -> PhaseClosing:
    """The phase as it stands at the cover's moment; refused when it has not begun."""
    edition, word = editions()[project.edition], order.subject
    stages = stages_of(project, cover.moment)
    if next(stage for stage in stages if stage.word == word).state == "ahead":
        raise Refused(
            _(
                "The phase “%(phase)s” has not begun, so there is nothing to report.",
                phase=TITLES[word].in_(cover.language),
            )
        )
    gate = gather_gate(project, word, cover)
    next_word = following(word)
    return PhaseClosing(
        cover=cover,
        phase=edition.phases[word],
        stages=stages,
        answers=answers_of(project, edition, word),
        results=results_of(project, edition, word),
        log=log_of(project, word),
        blockers=gate.blockers,
        set_aside=gate.set_aside,
        conditions=gate.conditions,
        verdict=gate.verdict,
        thresholds=gate.thresholds,
        following=edition.phases[next_word] if next_word else None,
        terms=tuple(edition.glossary[id] for id in TERMS if id in edition.glossary),
        readied=readied_of(project, word, cover.moment),
        warnings=alarms_of(project, cover.moment),
        range=range_of(project, cover.moment),
        **records_of(project, word, cover.language),
    )


def range_of(project: Project, moment: datetime) -> Range | None:
    """The days between which the project ends, as of the moment; None while there is too little to say."""
    day, courses = day_in(moment, project.time_zone), courses_of([project])[project.id]
    return end_range(courses, forecast(courses, day, project.country), day, project.country)


def stages_of(project: Project, moment: datetime) -> tuple[Stage, ...]:
    """The six phases in time; what runs has run up to the moment, what is not over has a forecast."""
    day = day_in(moment, project.time_zone)
    expected = {one.phase: one for one in forecasts_of([project], as_of=day).get(project.id, ())}
    rows = db.session.execute(
        select(
            ProjectPhase.phase, ProjectPhase.state, ProjectPhase.planned_start, ProjectPhase.planned_end,
            ProjectPhase.actual_start, ProjectPhase.actual_end,
        )
        .where(ProjectPhase.project_id == project.id)
        .order_by(ProjectPhase.number)
    )  # fmt: skip
    return tuple(_stage(*row, expected.get(row.phase), day) for row in rows)


def _stage(
    word: str, state: Any, first: date, last: date, began: date | None, ended: date | None, expected: Forecast | None,
    day: date,
) -> Stage:  # fmt: skip
    over = state == "passed"
    actual = Span(began, max(began, ended or day)) if began and state != "ahead" else None
    forecast = Span(expected.window.start, expected.window.end) if expected and not over else None
    return Stage(word, TITLES[word], state, Span(first, last), actual, forecast, ended if over else None)


def answers_of(project: Project, edition: Edition, word: str) -> tuple[Answer, ...]:
    """The checklist of a phase as it is answered, in its order, with the evidence that was not taken away."""
    proofs = _proofs(project, word)
    content = edition.phases[word]
    rows = db.session.execute(
        select(
            ChecklistItem.id, ChecklistItem.item, ChecklistItem.question, ChecklistItem.state,
            ChecklistItem.mandatory, ChecklistItem.note, ChecklistItem.reason,
        )
        .where(ChecklistItem.project_id == project.id, ChecklistItem.phase == word)
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )  # fmt: skip
    found = []
    for id, item, question, state, mandatory, note, reason in rows:
        asked = content.items.get(item)
        group = content.groups[asked.group].title if asked else OWN_GROUP
        given = (reason.strip(), note.strip()) if state == "na" else (note.strip(),)
        words = " ".join(dict.fromkeys(text for text in given if text))  # typed on the page, the reason is the note too
        said: Any = state
        found.append(
            Answer(
                asked.question if asked else same(question), group, said, mandatory, words, tuple(proofs.get(id, ()))
            )
        )
    return tuple(found)


def _proofs(project: Project, word: str) -> dict[int | None, list[Proof]]:
    rows = db.session.execute(
        select(Evidence.item_id, Evidence.title, Evidence.kind, Evidence.speaks_of, StoredFile.digest)
        .join(ChecklistItem, ChecklistItem.id == Evidence.item_id)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .where(ChecklistItem.project_id == project.id, ChecklistItem.phase == word, Evidence.removed_at.is_(None))
        .order_by(Evidence.speaks_of, Evidence.id)
    )
    found: dict[int | None, list[Proof]] = defaultdict(list)
    for id, title, kind, speaks_of, digest in rows:
        found[id].append(Proof(title, kind, speaks_of, digest or ""))
    return found


def results_of(project: Project, edition: Edition, word: str) -> tuple[Result, ...]:
    """The deliverables of a phase with the state of their newest version."""
    author, accepter = aliased(User), aliased(User)
    rows: Any = db.session.execute(
        select(
            Deliverable.deliverable, Deliverable.title, Deliverable.mandatory, Deliverable.state, Deliverable.newest,
            author.name, accepter.name, DeliverableVersion.decided_at, DeliverableVersion.digest,
        )
        .outerjoin(
            DeliverableVersion,
            (DeliverableVersion.deliverable_id == Deliverable.id) & (DeliverableVersion.number == Deliverable.newest),
        )
        .outerjoin(author, author.id == DeliverableVersion.author_id)
        .outerjoin(accepter, accepter.id == DeliverableVersion.accepted_by_id)
        .where(Deliverable.project_id == project.id, Deliverable.phase == word)
        .order_by(Deliverable.position, Deliverable.id)
    )  # fmt: skip
    return tuple(
        Result(
            title=deliverable_title(edition, word, id, title),
            mandatory=mandatory,
            state=state,
            version=newest,
            author=written_by or "",
            accepted_by=accepted_by or "",
            decided=day_in(decided_at, project.time_zone) if decided_at else None,
            digest=digest or "",
        )
        for id, title, mandatory, state, newest, written_by, accepted_by, decided_at, digest in rows
    )


def log_of(project: Project, word: str) -> tuple[LogEntry, ...]:
    """Everything that is open in the project's RAID log, the severest first, and what was closed in this phase."""
    severity = case({one: place for place, one in enumerate(SEVERITIES)}, value=RaidEntry.severity)
    rows: Any = db.session.execute(
        select(
            RaidEntry.kind, RaidEntry.title, RaidEntry.severity, User.name, RaidEntry.due, RaidEntry.closed_at,
            RaidEntry.response,
        )
        .outerjoin(User, User.id == RaidEntry.owner_id)
        .where(RaidEntry.project_id == project.id, RaidEntry.closed_at.is_(None) | (RaidEntry.phase == word))
        .order_by(RaidEntry.closed_at.is_not(None), severity, RaidEntry.due.is_(None), RaidEntry.due, RaidEntry.id)
    )  # fmt: skip
    return tuple(
        LogEntry(kind, title, grave, owner or "", due, closed_at is None, response)
        for kind, title, grave, owner, due, closed_at, response in rows
    )
