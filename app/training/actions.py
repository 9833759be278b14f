"""Opening a session's survey by a link, and taking an answer that comes through it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from app import audit
from app.clock import now
from app.database import db
from app.errors import Refused, TooMany
from app.facts.phase_records import refresh
from app.facts.training import STATEMENTS
from app.identity import hash_token
from app.models import Attempt, Project, Reaction, ReactionLink, TrainingSession
from app.passwords import WINDOW, note_failure
from app.training.survey import Open, answers_left
from app.words import _

DAYS = 14
TRIES = 60
"""Answers from one address within a quarter of an hour: a whole class sits behind one."""


def open_survey(*, project: Project, session: TrainingSession, by: int | None) -> str:
    """Make the link's secret, open for 14 days, and return it; the link that was open before ends."""
    token = secrets.token_urlsafe(24)
    link = db.session.scalar(
        select(ReactionLink).where(ReactionLink.project_id == project.id, ReactionLink.session_key == session.key)
    )
    if link is None:
        link = ReactionLink(project_id=project.id, session_key=session.key)
        db.session.add(link)
    link.token_hash, link.expires_at = hash_token(token), now() + timedelta(days=DAYS)
    db.session.flush()
    audit.record("reactions.opened", by=by, project=project.id, about=session.key, title=session.title)
    return token


def take_answer(*, survey: Open, ratings: Mapping[str, int], remark: str, ticket: str) -> None:
    """Keep one anonymous answer; one form counts once, and no more answers than people who are enrolled."""
    # One at a time for a session, so that two last answers cannot both find a place.
    session = db.session.scalars(
        select(TrainingSession).where(TrainingSession.id == survey.session.id).with_for_update()
    ).one()
    known = select(Reaction.id).where(Reaction.ticket_hash == hash_token(ticket))
    if db.session.scalar(known) is not None:
        return
    if not answers_left(session):
        raise Refused(_("Everybody who was enrolled has answered already. Thank you."))
    db.session.add(
        Reaction(
            project_id=session.project_id, session_key=session.key, ticket_hash=hash_token(ticket), remark=remark,
            **{name: ratings[name] for name in STATEMENTS},
        )
    )  # fmt: skip
    refresh(session.project_id, "training")


def count_visit(*, address: str) -> None:
    """Count an answer that comes from an address. Raises TooMany beyond 60 in a quarter of an hour."""
    subject = f"reaction:{address}"[:80]
    counted = select(func.count()).where(Attempt.subject == subject, Attempt.at > now() - WINDOW)
    if (db.session.scalar(counted) or 0) >= TRIES:
        raise TooMany(_("Too many tries. Wait 15 minutes, then try again."))
    note_failure(subject)
