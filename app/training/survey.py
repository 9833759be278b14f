"""The reaction survey: its five statements, who may still answer, and what the answers say together.

It is anonymous: a row holds no person, no address and no time. So that nobody is recognised all the same, results are
shown only from as many answers on as the edition asks for, and remarks in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.clock import day_in, now
from app.database import db
from app.facts.training import STATEMENTS, minimum_of
from app.identity import hash_token
from app.language import day, number, say
from app.models import Enrolment, Project, Reaction, ReactionLink, TrainingSession
from phases.model import Text

WORDS: dict[str, Text] = {
    "useful": Text("What I learned is useful for my work.", "所学内容对我的工作有用。"),
    "clear": Text("The trainer explained things clearly.", "讲师讲解清楚。"),
    "paced": Text("The pace was right for me.", "课程节奏适合我。"),
    "practised": Text("I could practise enough with real cases.", "我有足够机会用真实案例练习。"),
    "ready": Text("I feel able to do my tasks in the system.", "我有信心在系统中完成自己的工作。"),
}
_R: Any = Reaction.__table__.c
_S: Any = TrainingSession.__table__.c


@dataclass(frozen=True, slots=True)
class Open:
    """A survey behind a link that is still open."""

    project: Project
    session: TrainingSession
    left: int


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers of a session say; means are empty while there are too few."""

    key: str
    code: str
    title: str
    held: str
    enrolled: int
    answers: int
    enough: bool
    means: tuple[tuple[str, str], ...]
    mean: str
    remarks: tuple[str, ...]
    until: str


def find_survey(token: str) -> Open | None:
    """The survey of a link; None for a wrong token, one that has ended, or a session that is gone."""
    if not token.isascii() or len(token) > 100:
        return None
    link = db.session.scalar(select(ReactionLink).where(ReactionLink.token_hash == hash_token(token)))
    if link is None or link.expires_at <= now():
        return None
    session = db.session.scalar(
        select(TrainingSession).where(
            TrainingSession.project_id == link.project_id, TrainingSession.key == link.session_key
        )
    )
    project = db.session.get(Project, link.project_id)
    if session is None or project is None:
        return None
    return Open(project, session, answers_left(session))


def answers_left(session: TrainingSession) -> int:
    """As many people as are enrolled may answer; how many of them have not."""
    enrolled = select(func.count(func.distinct(Enrolment.learner_id))).where(Enrolment.session_id == session.id)
    given = select(func.count()).where(_R.project_id == session.project_id, _R.session_key == session.key)
    return max((db.session.scalar(enrolled) or 0) - (db.session.scalar(given) or 0), 0)


def results(project: Project) -> list[Result]:
    """All sessions with what was answered, in six queries."""
    minimum = minimum_of(project.id)
    sessions = db.session.execute(
        select(_S.id, _S.key, _S.number, _S.title, _S.held_on)
        .where(_S.project_id == project.id)
        .order_by(_S.held_on, _S.number)
    ).all()
    enrolled = _counted(
        select(Enrolment.session_id, func.count(func.distinct(Enrolment.learner_id)))
        .where(Enrolment.project_id == project.id)
        .group_by(Enrolment.session_id)
    )
    given: dict[str, list[Any]] = {}
    for row in db.session.execute(select(Reaction.__table__).where(_R.project_id == project.id)).all():
        given.setdefault(row.session_key, []).append(row)
    links = {
        link.session_key: link.expires_at
        for link in db.session.scalars(select(ReactionLink).where(ReactionLink.project_id == project.id))
    }
    instant = now()
    return [
        _result(row, enrolled.get(row.id, 0), given.get(row.key, []), minimum,
                day(day_in(links[row.key], project.time_zone)) if row.key in links and links[row.key] > instant else "")
        for row in sessions
    ]  # fmt: skip


def _counted(statement: Any) -> dict[int, int]:
    return {id: count for id, count in db.session.execute(statement)}  # noqa: C416


def _result(row: Any, enrolled: int, answers: Sequence[Any], minimum: int, until: str) -> Result:
    enough = len(answers) >= minimum
    means = [sum(getattr(one, name) for one in answers) / len(answers) for name in STATEMENTS] if enough else []
    return Result(
        key=row.key,
        code=f"SE-{row.number}",
        title=row.title,
        held=day(row.held_on),
        enrolled=enrolled,
        answers=len(answers),
        enough=enough,
        means=tuple((say(WORDS[name]), number(mean)) for name, mean in zip(STATEMENTS, means, strict=False)),
        mean=number(sum(means) / len(means)) if means else "",
        remarks=tuple(sorted(one.remark for one in answers if one.remark.strip())) if enough else (),
        until=until,
    )
