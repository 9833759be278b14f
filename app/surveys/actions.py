"""What people do with surveys: open, make links, answer, close, open again, take back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from app import audit
from app.clock import now
from app.database import db
from app.effects import refresh_effect
from app.errors import Refused, TooMany
from app.identity import hash_token
from app.models import Attempt, Project, Round, Survey, SurveyAnswer, SurveyLink
from app.passwords import WINDOW, note_failure
from app.surveys.asked import Asked
from app.surveys.opened import Opened
from app.surveys.pages import kept_with_round
from app.surveys.tokens import hash_of
from app.words import _
from phases.evaluation.instruments import AUDIENCES, load

MOST_LINKS, MOST_OWN, MOST_GROUPS = 2000, 20, 30
TRIES = 60
"""Answers from one address within a quarter of an hour: a whole office sits behind one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A survey as somebody wants it; `own` are items as (kind, en, zh), `places` the answers an open link takes."""

    title: str
    audience: str
    mode: str
    instruments: Sequence[str] = ()
    own: Sequence[tuple[str, str, str]] = ()
    groups: Sequence[str] = ()
    introduction: str = ""
    round: int | None = None
    places: int = 0
    until: date | None = None
    links: Mapping[str, int] = field(default_factory=dict)


def open_survey(*, project: Project, wanted: Wanted, by: int | None) -> Survey:
    """Make a survey, open at once. Refused without anything to ask, or for a round of another project."""
    _must_make_sense(wanted)
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    last = db.session.scalar(select(func.max(Survey.number)).where(Survey.project_id == project.id)) or 0
    row = Survey(
        project_id=project.id, number=last + 1, round_id=_round_id(project, wanted.round), title=wanted.title.strip(),
        introduction=wanted.introduction.strip(), audience=wanted.audience, instruments=list(wanted.instruments),
        own=[
            {"id": f"own.{place}", "kind": kind, "en": en, "zh": zh}
            for place, (kind, en, zh) in enumerate(wanted.own, start=1)
        ],
        groups=list(dict.fromkeys(wanted.groups)), mode=wanted.mode, places=wanted.places, until=wanted.until,
        opened_by_id=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if row.mode == "open":
        row.token_hash = hash_of(row.key, 0)
    _note("survey.opened", project, row, by)
    return row


def make_links(*, project: Project, survey: Survey, count: int, group: str = "", by: int | None) -> int:
    """Make so many more personal links, for a group or for anybody; returns how many there are now."""
    _must_be_open(survey)
    if survey.mode != "personal":
        raise Refused(_("This survey has one link for all."))
    if group and group not in survey.groups:
        raise Refused(_("Choose one of the survey's groups."))
    before = db.session.scalar(select(func.count()).where(SurveyLink.survey_id == survey.id)) or 0
    if not 1 <= count <= MOST_LINKS - before:
        raise Refused(_("A survey can have 1 to %(most)s links.", most=MOST_LINKS))
    db.session.execute(
        insert(SurveyLink),
        [
            {"survey_id": survey.id, "number": number, "group": group, "token_hash": hash_of(survey.key, number)}
            for number in range(before + 1, before + count + 1)
        ],
    )
    _note("survey.links-made", project, survey, by, count=count)
    return before + count


def take_answer(*, opened: Opened, asked: Asked, said: Mapping[str, Any], group: str, ticket: str) -> None:
    """Keep one anonymous answer: a personal link opens once, a form on an open link counts once, no more than places.

    Nothing of who, when or through which link is kept with it.
    """
    survey = opened.survey
    # One at a time for a survey, so that two last answers cannot both find a place.
    db.session.refresh(survey, with_for_update=True)
    if survey.state != "open":
        raise Refused(_("This survey is closed. Thank you for your time."))
    kept: str | None = None
    if opened.link is not None:
        db.session.refresh(opened.link)
        if opened.link.used:
            raise Refused(_("This link has been used already: each is for one answer. Thank you."))
        opened.link.used, group = True, opened.link.group or group
    else:
        kept = hash_token(ticket)
        if db.session.scalar(select(SurveyAnswer.id).where(SurveyAnswer.ticket_hash == kept)) is not None:
            return
        given = db.session.scalar(select(func.count()).where(SurveyAnswer.survey_id == survey.id)) or 0
        if survey.places and given >= survey.places:
            raise Refused(_("As many people as were asked have answered already. Thank you."))
    if group and group not in survey.groups:
        raise Refused(_("Choose one of the survey's groups."))
    db.session.add(
        SurveyAnswer(
            survey_id=survey.id, group=group, ticket_hash=kept, said={id: said[id] for id in asked.ids if id in said}
        )
    )
    db.session.flush()


def close_survey(*, project: Project, survey: Survey, by: int | None) -> None:
    """End a survey: links open nothing any more, results are shown."""
    _must_be_open(survey)
    survey.state, survey.closed_at = "closed", now()
    _tell_the_round(survey)
    _note("survey.closed", project, survey, by)


def reopen_survey(*, project: Project, survey: Survey, by: int | None) -> None:
    """Open a closed survey again with the same links; its results are hidden until it is closed."""
    db.session.refresh(survey, with_for_update=True)
    if survey.state != "closed":
        raise Refused(_("This survey is open."))
    _must_not_be_kept(survey)
    survey.state, survey.closed_at = "open", None
    _tell_the_round(survey)
    _note("survey.reopened", project, survey, by)


def remove_survey(*, project: Project, survey: Survey, by: int | None) -> None:
    """Take a survey back that nobody has answered: answers are not thrown away."""
    db.session.refresh(survey, with_for_update=True)
    if db.session.scalar(select(SurveyAnswer.id).where(SurveyAnswer.survey_id == survey.id).limit(1)) is not None:
        raise Refused(_("People have answered already. Close the survey instead."))
    _note("survey.removed", project, survey, by)
    db.session.delete(survey)
    db.session.flush()


def count_answer(*, address: str) -> None:
    """Count an answer that comes from an address. Raises TooMany beyond 60 in a quarter of an hour."""
    subject = f"survey:{address}"[:80]
    counted = select(func.count()).where(Attempt.subject == subject, Attempt.at > now() - WINDOW)
    if (db.session.scalar(counted) or 0) >= TRIES:
        raise TooMany(_("Too many tries. Wait 15 minutes, then try again."))
    note_failure(subject)


def _must_make_sense(wanted: Wanted) -> None:
    known = load()
    if not wanted.title.strip():
        raise Refused(_("Give it a name."))
    if wanted.audience not in AUDIENCES or wanted.mode not in ("personal", "open"):
        raise Refused(_("Choose who is asked and how."))
    if any(id not in known for id in wanted.instruments):
        raise Refused(_("Choose instruments of the list."))
    if not wanted.instruments and not wanted.own:
        raise Refused(_("Choose an instrument or write an item of your own."))
    if wanted.mode == "open" and wanted.places < 1:
        raise Refused(_("Say how many people are asked: the one link takes no more answers than that."))
    if len(wanted.own) > MOST_OWN or len(wanted.groups) > MOST_GROUPS:
        raise Refused(_("At most %(items)s own items and %(groups)s groups.", items=MOST_OWN, groups=MOST_GROUPS))
    if any(len(text) > 300 for _kind, *texts in wanted.own for text in texts) or any(
        len(group) > 120 for group in wanted.groups
    ):
        raise Refused(_("An item may have 300 characters, a group 120."))


def _tell_the_round(survey: Survey) -> None:
    """Success criteria that name an instrument have their value from the surveys of their round, while it is open."""
    db.session.flush()
    round_ = db.session.get(Round, survey.round_id, with_for_update=True) if survey.round_id else None
    if round_ is not None and round_.state == "open":
        refresh_effect(round_=round_)


def _must_not_be_kept(survey: Survey) -> None:
    """What a closed round kept of its surveys must not be told otherwise by the survey itself."""
    if sentence := kept_with_round(survey):
        raise Refused(sentence)


def _round_id(project: Project, number: int | None) -> int | None:
    if number is None:
        return None
    found = db.session.scalar(select(Round.id).where(Round.project_id == project.id, Round.number == number))
    if found is None:
        raise Refused(_("Choose a round of this project."))
    return found


def _must_be_open(survey: Survey) -> None:
    db.session.flush()
    db.session.refresh(survey, with_for_update=True)
    if survey.state != "open":
        raise Refused(_("This survey is closed."))


def _note(verb: str, project: Project, survey: Survey, by: int | None, **data: Any) -> None:
    db.session.flush()
    audit.touch(project.id)
    audit.record(verb, by=by, project=project.id, about=survey.key, title=survey.title, **data)
