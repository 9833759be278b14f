"""Rows to the facts of the phase's records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from app.database import db
from app.models import (
    AgreedTerm,
    ConceptAttendance,
    ConceptSession,
    Join,
    LeadershipAct,
    Meeting,
    SelfCheck,
    TeamPerson,
)
from phases.facts.concept import Act, Attended, ConceptRecords, Met, Rated, Teammate

_TEAM: Any = TeamPerson.__table__.c
_MEETING: Any = Meeting.__table__.c
_JOIN: Any = Join.__table__.c
_SESSION: Any = ConceptSession.__table__.c
_ATTENDANCE: Any = ConceptAttendance.__table__.c
_ACT: Any = LeadershipAct.__table__.c
_TERM: Any = AgreedTerm.__table__.c
_CHECK: Any = SelfCheck.__table__.c


def gather(project_id: int) -> ConceptRecords:
    """The records of one project as they stand, in seven queries."""
    terms, accepted = _terms(project_id)
    return ConceptRecords(
        team=_team(project_id),
        meetings=_meetings(project_id),
        attendance=_attendance(project_id),
        acts=tuple(
            Act(kind, day)
            for kind, day in db.session.execute(
                select(_ACT.kind, _ACT.done_on).where(_ACT.project_id == project_id).order_by(_ACT.number)
            )
        ),
        ratings=tuple(
            Rated(topic, int(rating) if rating.isdigit() else None)
            for topic, rating in db.session.execute(
                select(_CHECK.topic, _CHECK.rating).where(_CHECK.project_id == project_id).order_by(_CHECK.number)
            )
        ),
        terms=terms,
        terms_accepted=accepted,
    )


def _team(project_id: int) -> tuple[Teammate, ...]:
    rows = db.session.execute(
        select(
            _TEAM.key, _TEAM.name, _TEAM.side, _TEAM.role, _TEAM.level, _TEAM.department, _TEAM.it, _TEAM.to_train,
            _TEAM.ends,
        )
        .where(_TEAM.project_id == project_id)
        .order_by(_TEAM.number)
    )  # fmt: skip
    return tuple(Teammate(*row) for row in rows)


def _meetings(project_id: int) -> tuple[Met, ...]:
    """The sponsor was there when the meeting says so, or when a sponsor of the team is among the attendees."""
    came = (
        select(_JOIN.from_id)
        .join_from(Join.__table__, TeamPerson.__table__, and_(_TEAM.id == _JOIN.to_id, _TEAM.role == "sponsor"))
        .where(
            _JOIN.project_id == project_id,
            _JOIN.from_kind == "concept/meetings",
            _JOIN.to_kind == "concept/team",
        )
    )
    rows = db.session.execute(
        select(_MEETING.key, _MEETING.kind, _MEETING.held_on, or_(_MEETING.sponsor_present, _MEETING.id.in_(came)))
        .where(_MEETING.project_id == project_id)
        .order_by(_MEETING.number)
    )
    return tuple(Met(key, kind, day, bool(sponsor)) for key, kind, day, sponsor in rows)


def _attendance(project_id: int) -> tuple[Attended, ...]:
    rows = db.session.execute(
        select(_TEAM.key, _SESSION.held_on, _ATTENDANCE.pre_test, _ATTENDANCE.post_test)
        .join_from(ConceptAttendance.__table__, TeamPerson.__table__, _TEAM.id == _ATTENDANCE.person_id)
        .join(ConceptSession.__table__, _SESSION.id == _ATTENDANCE.session_id)
        .where(_ATTENDANCE.project_id == project_id)
        .order_by(_ATTENDANCE.number)
    )
    return tuple(Attended(*row) for row in rows)


def _terms(project_id: int) -> tuple[int, int]:
    """How many terms there are, and how many somebody accepted."""
    row = db.session.execute(
        select(func.count(_TERM.id), func.count(_TERM.accepted_by_id)).where(_TERM.project_id == project_id)
    ).one()
    return row[0], row[1]
