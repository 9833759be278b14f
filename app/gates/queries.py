"""What the pages of gates show: rows turned into plain lines, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from app.clock import today
from app.database import db
from app.facts.links import blocker_url
from app.language import day, language, say
from app.models import Condition, GateDecision, Project, User, Waiver
from app.words import _
from phases.model import About, Blocker
from phases.objections import Objections
from phases.order import TITLES


@dataclass(frozen=True, slots=True)
class BlockerLine:
    """One reason why a gate is shut, with the address where it is resolved; `waivable` by a director."""

    key: str
    sentence: str
    url: str
    waivable: bool


@dataclass(frozen=True, slots=True)
class BlockerGroup:
    """The blockers of one kind under their heading."""

    title: str
    lines: Sequence[BlockerLine]


@dataclass(frozen=True, slots=True)
class WaivedLine:
    """A blocker that is set aside: who, why, until when; `key` is the waiver's, for taking it back."""

    key: str
    sentence: str
    url: str
    by: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition on the record; `state` is done, overdue or open."""

    key: str
    url: str
    phase: str
    phase_title: str
    text: str
    owner: str
    due: str
    state: str
    done_by: str
    done_at: datetime | None
    done_note: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision on a gate, as a line of its history."""

    key: str
    phase: str
    number: int
    outcome: str
    signer: str
    signed_at: datetime
    text: str
    url: str


def blocker_groups(project: Project, blockers: Sequence[Blocker]) -> list[BlockerGroup]:
    """The blockers in the order of the method, those about the same kind of thing together."""
    titles = {
        "phase": _("Order of the gates"),
        "project": _("People"),
        "item": _("Checklist"),
        "deliverable": _("Deliverables"),
        "criterion": _("Success criteria"),
        "raid": _("Issues"),
        "condition": _("Conditions"),
        "record": _("Records"),
        "rounds": _("Rounds"),
        "readiness": _("Readiness"),
        "threshold": _("Thresholds"),
        "checklist": _("Checklist"),
        "schedule": _("Schedule"),
    }
    grouped: dict[str, list[BlockerLine]] = {}
    for one in blockers:
        line = BlockerLine(one.key, say(one.sentence), blocker_url(project.key, one.about), one.waivable)
        grouped.setdefault(one.about.kind, []).append(line)
    return [BlockerGroup(titles[kind], lines) for kind, lines in grouped.items()]


def waived_lines(project: Project, word: str, standing: Objections) -> list[WaivedLine]:
    """The blockers that are set aside today, each with the waiver that does it."""
    if not standing.waived:
        return []
    keys = {
        (blocker, expires, reason): key
        for key, blocker, expires, reason in db.session.execute(
            select(Waiver.key, Waiver.blocker, Waiver.expires, Waiver.reason).where(
                Waiver.project_id == project.id, Waiver.phase == word, Waiver.revoked_at.is_(None)
            )
        )
    }
    return [
        WaivedLine(
            key=keys[blocker.key, waiver.expires, waiver.reason],
            sentence=say(blocker.sentence),
            url=blocker_url(project.key, blocker.about),
            by=waiver.by,
            reason=waiver.reason,
            until=day(waiver.expires),
        )
        for blocker, waiver in standing.waived
    ]


def conditions_of_project(project: Project, word: str = "") -> list[ConditionLine]:
    """The conditions of all gates or of one: what is owed comes first, the earliest due at the top."""
    rows = db.session.execute(_OF_GATE if word else _OF_PROJECT, {"project": project.id, "phase": word})
    return [_condition_line(project, row) for row in rows]


def condition_line(project: Project, condition: Condition) -> ConditionLine:
    """One condition as a line."""
    return _condition_line(project, db.session.execute(_ONE, {"id": condition.id}).one())


def decisions_of(project: Project, word: str = "") -> list[DecisionLine]:
    """The decisions on all gates or on one, the newest first."""
    rows = db.session.execute(_DECISIONS_OF_GATE if word else _DECISIONS, {"project": project.id, "phase": word})
    return [
        DecisionLine(key, phase, number, outcome, signer, at, text, decision_url(project.key, phase, key))
        for key, phase, number, outcome, signer, at, text in rows
    ]


def find_decision(project: Project, word: str, key: str) -> GateDecision:
    """A decision on this gate by its key; 404 if there is none such."""
    found = db.session.scalar(
        select(GateDecision).where(
            GateDecision.project_id == project.id, GateDecision.phase == word, GateDecision.key == key
        )
    )
    if found is None:
        abort(404)
    return found


def decision_url(project_key: str, word: str, key: str) -> str:
    """Where a decision is shown."""
    return f"/projects/{project_key}/phases/{word}/decisions/{key}"


def in_language(text: dict[str, str]) -> str:
    """A stored pair of texts in the reader's language."""
    return text[language()]


_OWNER, _DOER = aliased(User), aliased(User)
_CONDITIONS: Any = (
    select(
        Condition.key, Condition.phase, Condition.text, Condition.due, Condition.done_at, Condition.done_note,
        _OWNER.name, _DOER.name,
    )
    .join(_OWNER, _OWNER.id == Condition.owner_id)
    .outerjoin(_DOER, _DOER.id == Condition.done_by_id)
)  # fmt: skip
_OF_PROJECT = _CONDITIONS.where(Condition.project_id == bindparam("project")).order_by(
    Condition.done_at.is_not(None), Condition.due, Condition.id
)
_OF_GATE = _OF_PROJECT.where(Condition.phase == bindparam("phase"))
_ONE = _CONDITIONS.where(Condition.id == bindparam("id"))
_DECISIONS: Any = (
    select(
        GateDecision.key, GateDecision.phase, GateDecision.number, GateDecision.outcome, User.name,
        GateDecision.signed_at, GateDecision.text,
    )
    .join(User, User.id == GateDecision.signed_by_id)
    .where(GateDecision.project_id == bindparam("project"))
    .order_by(GateDecision.signed_at.desc(), GateDecision.id.desc())
)  # fmt: skip
_DECISIONS_OF_GATE = _DECISIONS.where(GateDecision.phase == bindparam("phase"))


def _condition_line(project: Project, row: Any) -> ConditionLine:
    key, phase, text, due, done_at, done_note, owner, doer = row
    return ConditionLine(
        key=key,
        url=blocker_url(project.key, About("condition", key)),
        phase=phase,
        phase_title=say(TITLES[phase]),
        text=text,
        owner=owner,
        due=day(due),
        state=condition_state(done_at, due, today(project.time_zone)),
        done_by=doer or "",
        done_at=done_at,
        done_note=done_note,
    )


def condition_state(done_at: datetime | None, due: date, on: date) -> str:
    """done, overdue (its day is over) or open."""
    return "done" if done_at else "overdue" if due < on else "open"
