"""Rows to the facts before the phases: why the company wants a CRM, and what its sponsor confirmed of what hurts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.database import db
from app.models import AuditEvent, DiagnosisSheet, Problem, User
from phases.diagnosis import Confirmed, ProblemFact, confirmed, follower
from phases.facts.warnings import MotiveFact
from phases.model import Limits, Warning

_PROBLEM: Any = Problem.__table__.c
_EVENT: Any = AuditEvent.__table__.c
_PERSON: Any = User.__table__.c
CONFIRMED = "problems.confirmed"
_WORDS = ("statement", "domain", "department", "frequency", "severity", "said_by")
"""What a sponsor confirms of a problem; its root cause is found later, and changes no confirmation."""


_SHEET: Any = DiagnosisSheet.__table__.c
_IDS: Any = bindparam("ids", expanding=True)
_MOTIVES = select(_SHEET.project_id, _SHEET.motive).where(_SHEET.project_id.in_(_IDS))
_PROBLEMS = (
    select(_PROBLEM.project_id, _PROBLEM.key, *(_PROBLEM[name] for name in _WORDS))
    .where(_PROBLEM.project_id.in_(_IDS))
    .order_by(_PROBLEM.number)
)
_CONFIRMATIONS = (
    select(_EVENT.project_id, _EVENT.data)
    .where(_EVENT.project_id.in_(_IDS), _EVENT.verb == CONFIRMED)
    .order_by(_EVENT.id)
)
"""The newest one comes last."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed the problems when, and how the present ones compare with those."""

    by: str
    at: datetime
    number: int
    compared: Confirmed


@dataclass(frozen=True, slots=True)
class Motive:
    """The motive with the problems behind it; `warning` while a follower has not shown enough of them."""

    word: str
    problems: tuple[ProblemFact, ...]
    confirmation: Confirmation | None
    warning: Warning | None

    @property
    def concrete(self) -> int:
        """How many of the problems are concrete."""
        return sum(one.concrete for one in self.problems)


def motive_of(project_id: int, limits: Limits) -> Motive:
    """Motive, problems and confirmation of one project, in three queries; `limits` are the edition's for warnings."""
    word = db.session.scalar(select(_SHEET.motive).where(_SHEET.project_id == project_id)) or ""
    problems = problems_of(project_id)
    confirmation = _confirmation(project_id, problems)
    standing = confirmation.compared.standing if confirmation else 0
    return Motive(word, problems, confirmation, follower(word, problems, standing, limits))


def motives_of(ids: Sequence[int]) -> dict[int, MotiveFact]:
    """The motives of these projects, by project, in three queries; of others than followers only the word."""
    words = {id: word for id, word in db.session.execute(_MOTIVES, {"ids": list(ids)})}  # noqa: C416
    followers = [id for id, word in words.items() if word == "follower"]
    found = {id: MotiveFact(word or "") for id, word in words.items()}
    if followers:
        problems = _problems_of(followers)
        seen = {id: data for id, data in db.session.execute(_CONFIRMATIONS, {"ids": followers})}  # noqa: C416
        for id in followers:
            own = tuple(problems[id])
            standing = confirmed(own, _seen(seen[id])).standing if id in seen else 0
            found[id] = MotiveFact("follower", len(own), sum(one.concrete for one in own), standing)
    return found


def problems_of(project_id: int) -> tuple[ProblemFact, ...]:
    """The registered problems; concrete ones are rated, and say which department has them or who says so."""
    return tuple(_problems_of([project_id])[project_id])


def _problems_of(ids: Sequence[int]) -> dict[int, list[ProblemFact]]:
    found: dict[int, list[ProblemFact]] = {id: [] for id in ids}
    for row in db.session.execute(_PROBLEMS, {"ids": list(ids)}).mappings():
        rated = row["frequency"] and row["severity"] and (row["said_by"].strip() or row["department"].strip())
        digest = _digest([row[name] for name in _WORDS])
        found[row["project_id"]].append(ProblemFact(row["key"], row["statement"], bool(rated), digest))
    return found


def _digest(words: list[Any]) -> str:
    return hashlib.sha256(repr(words).encode()).hexdigest()[:32]


def _confirmation(project_id: int, problems: tuple[ProblemFact, ...]) -> Confirmation | None:
    """The newest confirmation: an event of the audit trail, which the database lets nobody change."""
    row = db.session.execute(
        select(_EVENT.at, _EVENT.data, _PERSON.name)
        .join_from(AuditEvent.__table__, User.__table__, _PERSON.id == _EVENT.by_id)
        .where(_EVENT.project_id == project_id, _EVENT.verb == CONFIRMED)
        .order_by(_EVENT.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    at, data, name = row
    seen = _seen(data)
    return Confirmation(name, at, len(seen), confirmed(problems, seen))


def _seen(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["key"]: (one["digest"], one["title"]) for one in data["problems"]}
