"""Surveys as rows to scores: what people of a round said, for its survey view; nothing that fewer than a few said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.clock import day_in
from app.database import db
from app.models import Project, Survey, SurveyAnswer
from phases.edition import editions
from phases.evaluation import instruments
from phases.evaluation.readings import ASKED, Way, counts_in
from phases.evaluation.surveys import Score, complete, scores


@dataclass(frozen=True, slots=True)
class SurveyScore:
    """A score of one survey: whose, by which instrument, and the score itself (`score.points` is 0 to 100)."""

    survey: str
    title: str
    audience: str
    instrument: str
    score: Score


def scores_of_round(round_id: int, until: datetime | None = None) -> list[SurveyScore]:
    """The scores of all closed surveys of a round; surveys with fewer answers than may be shown are left out.

    With `until` only those closed by then: what came later no longer belongs to a round that was closed.
    """
    closed = select(Survey).where(Survey.round_id == round_id, Survey.state == "closed").order_by(Survey.number)
    if until is not None:
        closed = closed.where(Survey.closed_at <= until)
    return [score for row in db.session.scalars(closed).all() for score in scores_of(row)]


def scores_of(survey: Survey) -> list[SurveyScore]:
    """The scores of one survey; none while it is open or fewer people answered than may be shown."""
    answers = answers_of(survey)
    if survey.state != "closed" or len(answers) < minimum_of(survey.project_id):
        return []
    known = instruments.load()
    return [
        SurveyScore(survey.key, survey.title, survey.audience, id, score)
        for id in survey.instruments
        if id in known
        for score in scores(known[id], [numbers(said) for _group, said in answers])
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a closed survey says by one instrument: the counts that its value follows from; `n` people answered.

    They were asked from `opened_at` to `closed_at`.
    """

    survey: str
    title: str
    round_id: int | None
    instrument: str
    counts: dict[str, float]
    n: int
    opened_at: datetime
    closed_at: datetime

    def days(self, zone: str) -> tuple[date, date]:
        """First and last day of asking in a zone (an IANA name)."""
        first, last = (day_in(at, zone) for at in (self.opened_at, self.closed_at))
        return min(first, last), last


def counted_of(project_id: int) -> list[Counted]:
    """What the closed surveys of a project say by CSAT, NPS and CES, the oldest first; nothing that few people said."""
    closed = (
        select(Survey)
        .where(Survey.project_id == project_id, Survey.state == "closed")
        .order_by(Survey.closed_at, Survey.number)
    )
    least = minimum_of(project_id)
    return [
        one
        for row in db.session.scalars(closed)
        for way in ASKED
        if way.instrument in row.instruments and (one := _counted(row, way)).n >= least
    ]


def counted_in(project_id: int, round_id: int) -> dict[str, Counted]:
    """The same of one round by instrument; of several surveys the one closed last counts."""
    return {one.instrument: one for one in counted_of(project_id) if one.round_id == round_id}


def _counted(survey: Survey, way: Way) -> Counted:
    asked = instruments.load()[way.instrument]
    whole = complete(asked, [numbers(said) for _group, said in answers_of(survey)])
    answers = [one[asked.items[0].id] for one in whole]
    assert survey.closed_at is not None, "a closed survey was closed"
    return Counted(
        survey.key, survey.title, survey.round_id, way.instrument, counts_in(way, answers), len(answers),
        survey.created_at, survey.closed_at,
    )  # fmt: skip


def answers_of(survey: Survey) -> list[tuple[str, Mapping[str, Any]]]:
    """Group and answers of everybody who answered, in an order that tells nothing about when."""
    rows = db.session.execute(
        select(SurveyAnswer.group, SurveyAnswer.said)
        .where(SurveyAnswer.survey_id == survey.id)
        .order_by(SurveyAnswer.key)
    )
    return [(group, said) for group, said in rows]


def numbers(said: Mapping[str, Any]) -> dict[str, int]:
    """The answers that are numbers."""
    return {item: value for item, value in said.items() if isinstance(value, int)}


def minimum_of(project_id: int) -> int:
    """From how many answers on something is shown, by the project's edition."""
    edition = db.session.scalar(select(Project.edition).where(Project.id == project_id))
    return int(editions()[edition or ""].limits["evaluation"]["group_minimum"])
