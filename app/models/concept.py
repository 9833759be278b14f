"""Concept introduction: team and duties, meetings, training, the sponsor's acts, agreed words, self-check."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, event, func, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from app.models.base import Model
from app.models.registers import Registered, line, member, prose, row_of, word


class TeamPerson(Registered, Model):
    """Somebody of the rollout's team, with or without an account; `days` a week, `ends` is the last day."""

    __tablename__ = "team_person"

    name: Mapped[str] = line(120)
    side: Mapped[str] = word()
    role: Mapped[str] = word()
    level: Mapped[str] = word()
    department: Mapped[str] = line(120)
    it: Mapped[bool] = mapped_column(default=False)
    to_train: Mapped[bool] = mapped_column(default=False)
    in_raci: Mapped[bool] = mapped_column(default=False)
    days: Mapped[float | None]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    account_id: Mapped[int | None] = member()


class Duty(Registered, Model):
    """An activity of the rollout with the one person who answers for it; who does it, is asked or told are joins."""

    __tablename__ = "duty"

    activity: Mapped[str] = line()
    accountable_id: Mapped[int | None] = row_of("team_person")


class Meeting(Registered, Model):
    """A kick-off, mobilisation, steering or other meeting; who came is kept as joins with the team."""

    __tablename__ = "meeting"

    title: Mapped[str] = line()
    kind: Mapped[str] = word()
    held_on: Mapped[date | None]
    sponsor_present: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[str] = prose()


class ConceptSession(Registered, Model):
    """One session of concept training."""

    __tablename__ = "concept_session"

    title: Mapped[str] = line()
    held_on: Mapped[date | None]
    trainer: Mapped[str] = line(200)
    hours: Mapped[float | None]
    topics: Mapped[str] = prose()


class ConceptAttendance(Registered, Model):
    """One person in one session, with test results before and after (0–100); `title` is made of both."""

    __tablename__ = "concept_attendance"

    title: Mapped[str] = line(440)
    person_id: Mapped[int | None] = row_of("team_person")
    session_id: Mapped[int | None] = row_of("concept_session")
    pre_test: Mapped[float | None]
    post_test: Mapped[float | None]


class LeadershipAct(Registered, Model):
    """Something that the sponsor did as a leader, not as a payer."""

    __tablename__ = "leadership_act"

    act: Mapped[str] = line()
    kind: Mapped[str] = word()
    done_on: Mapped[date | None]
    evidence: Mapped[str] = prose()


class AgreedTerm(Registered, Model):
    """A word in the project's own wording, and who accepted it when."""

    __tablename__ = "agreed_term"

    term: Mapped[str] = line(120)
    wording: Mapped[str] = prose()
    accepted_by_id: Mapped[int | None] = row_of("team_person")
    accepted_on: Mapped[date | None]


class SelfCheck(Registered, Model):
    """What somebody sees of one of the five viewpoints or five duties, rated 0–4 or not known."""

    __tablename__ = "self_check"

    observation: Mapped[str] = line()
    topic: Mapped[str] = word()
    rating: Mapped[str] = word()
    evidence: Mapped[str] = prose()
    rated_by_id: Mapped[int | None] = row_of("team_person")
    rated_on: Mapped[date | None]


_CALLED = (
    select(TeamPerson.name + " · " + ConceptSession.title)
    .where(TeamPerson.id == ConceptAttendance.person_id, ConceptSession.id == ConceptAttendance.session_id)
    .scalar_subquery()
)


@event.listens_for(ConceptAttendance, "after_insert")
@event.listens_for(ConceptAttendance, "after_update")
def _name_attendance(_mapper: Any, connection: Connection, row: ConceptAttendance) -> None:
    _name(connection, ConceptAttendance.id == row.id)
    set_committed_value(
        row, "title", connection.scalar(select(ConceptAttendance.title).where(ConceptAttendance.id == row.id))
    )


@event.listens_for(TeamPerson, "after_update")
def _name_attendance_of_person(_mapper: Any, connection: Connection, row: TeamPerson) -> None:
    _name(connection, ConceptAttendance.person_id == row.id)


@event.listens_for(ConceptSession, "after_update")
def _name_attendance_of_session(_mapper: Any, connection: Connection, row: ConceptSession) -> None:
    _name(connection, ConceptAttendance.session_id == row.id)


def _name(connection: Connection, which: ColumnElement[bool]) -> None:
    """What an attendance is called follows the names of its person and session."""
    connection.execute(update(ConceptAttendance).where(which).values(title=func.coalesce(_CALLED, "–")))
