"""The list of assessments, who has rated how far, and the page on which one person rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.clock import day_in, today
from app.database import db
from app.facts.people import members_of
from app.facts.readiness import find_made
from app.facts.thresholds import limits_of
from app.language import day, number, say
from app.models import Assessment, Project, Rater, RaterAnswer, Round
from app.roles import role_title
from phases.order import ORDER
from phases.readiness.statements import by_id, load
from phases.readiness.words import ADVICE, FACTORS, RATINGS, SIDES, occasion_title


@dataclass(frozen=True, slots=True)
class Line:
    """An assessment in the list; figures are empty while it is open."""

    number: int
    occasion: str
    state: str
    opened: str
    closed: str
    due: str
    late: bool
    mean: str
    lowest: str
    balance: str
    ahead: str
    ahead_good: bool | None
    recommendation: str
    rate_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked: how many of the statements are rated; `mine` is the reader."""

    key: str
    name: str
    side: str
    rated: int
    total: int
    mine: bool
    can_go: bool


@dataclass(frozen=True, slots=True)
class Running:
    """An open assessment: who is asked, who of the team is not, and what may be closed."""

    asked: tuple[Asked, ...]
    others: tuple[tuple[str, str, str], ...]
    rated: int
    total: int
    rate_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A statement to rate, with what was said so far; `wrong` is a sentence."""

    id: str
    text: str
    shows: str
    rating: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rating page of one person; `choices` are (value, sign, whole label)."""

    factors: tuple[tuple[str, str, tuple[Row, ...]], ...]
    choices: tuple[tuple[str, str, str], ...]
    rated: int
    total: int

    @property
    def first_open(self) -> str:
        """The first statement without a rating; nothing when all have one."""
        return next((one.id for _factor, _title, rows in self.factors for one in rows if not one.rating), "")


def lines_of(project: Project, person: int) -> list[Line]:
    """All assessments, the newest first, in two queries."""
    rows = db.session.scalars(
        select(Assessment).where(Assessment.project_id == project.id).order_by(Assessment.number.desc())
    ).all()
    mine = set(db.session.scalars(select(Rater.assessment_id).where(Rater.user_id == person)))
    return [_line(project, one, one.id in mine) for one in rows]


def _line(project: Project, one: Assessment, asked: bool) -> Line:
    figures, limit = one.figures, limits_of(project)["golive"]["technology_ahead"]
    scores = {word: found["score"] for word, found in figures.get("factors", {}).items() if found["score"] is not None}
    lowest = min(scores, key=lambda word: scores[word], default="")
    is_open, ahead = one.state == "open", figures.get("ahead")
    return Line(
        number=one.number,
        occasion=say(occasion_title(one.occasion, one.about)),
        state=one.state,
        opened=day(day_in(one.created_at, project.time_zone)),
        closed=day(day_in(one.closed_at, project.time_zone)) if one.closed_at else "",
        due=day(one.due),
        late=is_open and one.due is not None and one.due < today(project.time_zone),
        mean=number(figures.get("mean")),
        lowest=f"{say(FACTORS[lowest])} {number(scores[lowest])}" if lowest else "–",
        balance=number(figures.get("balance"), 2),
        ahead=number(ahead),
        ahead_good=None if ahead is None else ahead <= limit,
        recommendation=say(ADVICE.get(one.recommendation)),
        rate_url=f"/projects/{project.key}/readiness/{one.number}/rate" if is_open and asked else "",
    )


def occasions_of(project: Project) -> list[tuple[str, str, bool]]:
    """What an assessment can be opened for: value, title, whether it has been made; what is owed comes first."""
    rounds = db.session.scalars(
        select(Round.number).where(Round.project_id == project.id, Round.state == "open").order_by(Round.number.desc())
    )
    present = project.phase if project.phase in ORDER else ""
    phases = sorted(ORDER, key=lambda word: (word != present, ORDER.index(word)))
    wanted = [("start", ""), *(("gate", word) for word in phases), *(("round", str(one)) for one in rounds)]
    found = [
        (
            f"{occasion}:{about}",
            say(occasion_title(occasion, about)),
            find_made(project.id, occasion, about) is not None,
        )
        for occasion, about in wanted
    ]
    rank = {f"gate:{present}": 0, "start:": 1}
    found.sort(key=lambda one: (one[2], rank.get(one[0], 0 if one[0].startswith("round:") else 2)))
    return [*found, ("other:", say(occasion_title("other", "")), False)]


def running_of(project: Project, assessment: Assessment, person: int) -> Running:
    """Who is asked and how far they are; what they said stays their own."""
    given = (
        select(RaterAnswer.rater_id, func.count().label("rated"))
        .where(RaterAnswer.assessment_id == assessment.id, RaterAnswer.rating != "")
        .group_by(RaterAnswer.rater_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Rater.key, Rater.name, Rater.side, Rater.user_id, given.c.rated)
        .outerjoin(given, given.c.rater_id == Rater.id)
        .where(Rater.assessment_id == assessment.id)
        .order_by(Rater.side, Rater.name, Rater.id)
    ).all()
    total = len(by_id())
    asked = tuple(
        Asked(key, name, say(SIDES[side]), rated or 0, total, user == person, not rated)
        for key, name, side, user, rated in rows
    )
    known = {row.user_id for row in rows}
    mine = any(one.mine for one in asked)
    return Running(
        asked=asked,
        others=tuple(
            (one.key, one.name, role_title(one.role))
            for one in members_of(project.id)
            if one.id not in known and not one.disabled
        ),
        rated=sum(one.rated >= total for one in asked),
        total=len(asked),
        rate_url=f"/projects/{project.key}/readiness/{assessment.number}/rate" if mine else "",
    )


def sheet_of(rater: Rater, typed: Mapping[str, tuple[str, str]] | None = None) -> Sheet:
    """The statements with the person's own answers; `typed` are answers that were refused and must not be lost."""
    rows: Any = db.session.execute(
        select(RaterAnswer.statement, RaterAnswer.rating, RaterAnswer.note).where(RaterAnswer.rater_id == rater.id)
    )
    said: dict[str, tuple[str, str]] = {statement: (rating, note) for statement, rating, note in rows}
    said |= typed or {}
    known = sum(bool(rating) for rating, _note in said.values())
    factors = tuple(
        (
            factor,
            say(FACTORS[factor]),
            tuple(Row(one.id, say(one.text), say(one.shows), *said.get(one.id, ("", ""))) for one in statements),
        )
        for factor, statements in load().items()
    )
    choices = tuple((word, word if word.isdigit() else "?", say(label)) for word, label in RATINGS.items())
    return Sheet(factors, choices, known, len(by_id()))


def find_rater(assessment: Assessment, person: int) -> Rater | None:
    """The person among those who are asked; None for everybody else."""
    return db.session.scalar(select(Rater).where(Rater.assessment_id == assessment.id, Rater.user_id == person))


def sent_answers(form: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What a rating page sent: by statement the rating and the note; unknown names are left out."""
    return {
        id: (form.get(f"rating-{id}", ""), form.get(f"note-{id}", "").replace("\x00", ""))
        for id in by_id()
        if f"rating-{id}" in form or f"note-{id}" in form
    }
