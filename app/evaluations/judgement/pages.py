"""What the judgement page shows: one's own sheet until it is handed in, then what all graders gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.facts.evaluation import RoundFact
from app.facts.judgement import GivenGrade, SheetFact, handed_in, sheets_of
from app.language import moment, number, percent, say
from app.models import JudgementGrade, JudgementSheet, Round
from app.words import _
from phases.evaluation.judgement import GRADES, UNKNOWN, Judged, Statement, by_id, judged, load
from phases.evaluation.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Choice:
    """A grade to choose: its sign, and what can be seen at it."""

    word: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its choices and what was said so far."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    word: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page on which one person grades."""

    parts: tuple[tuple[str, str, tuple[Row, ...]], ...]
    graded: int
    total: int


@dataclass(frozen=True, slots=True)
class Grader:
    """Who grades, how far, and since when it is handed in."""

    name: str
    graded: str
    submitted: str


@dataclass(frozen=True, slots=True)
class Said:
    """One grade that was handed in: who, the sign, what can be seen at it, and the evidence."""

    name: str
    sign: str
    anchor: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Line:
    """A statement with its mean (0–4), lowest to highest grade, and every grade."""

    text: str
    mean: str
    span: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A dimension as judged."""

    word: str
    title: str
    score: str
    coverage: str
    spread: str
    lines: tuple[Line, ...]


def must_grade_first(round_: Round | RoundFact, person: int) -> bool:
    """Whether somebody who may grade has not handed in yet, so that others' grades would anchor theirs."""
    return round_.state == "open" and not any(
        one.grader_id == person and one.submitted_at for one in sheets_of(round_.id)
    )


def graders_of(round_: Round) -> list[Grader]:
    """Everybody who has begun, and how far; not what they gave."""
    return [_grader(one) for one in sheets_of(round_.id)]


def _grader(one: SheetFact) -> Grader:
    return Grader(one.name, f"{one.graded} / {len(by_id())}", moment(one.submitted_at) if one.submitted_at else "")


def sheet_of(scheme: Scheme, round_: Round, person: int, typed: Mapping[str, tuple[str, str]] | None = None) -> Sheet:
    """The statements with the person's own draft; `typed` are grades that were refused and must not be lost."""
    rows = db.session.execute(
        select(JudgementGrade.statement, JudgementGrade.grade, JudgementGrade.evidence)
        .join(JudgementSheet, JudgementSheet.id == JudgementGrade.sheet_id)
        .where(JudgementSheet.round_id == round_.id, JudgementSheet.grader_id == person)
    )
    said = {statement: (word, evidence) for statement, word, evidence in rows} | dict(typed or {})
    parts = tuple(
        (dimension, say(scheme.dimensions[dimension]), tuple(_row(one, *said.get(one.id, ("", ""))) for one in ones))
        for dimension, ones in load().items()
    )
    return Sheet(parts, sum(bool(word) for word, _evidence in said.values()), len(by_id()))


def _row(one: Statement, word: str, evidence: str) -> Row:
    choices = (
        *(Choice(str(points), str(points), say(text)) for points, text in enumerate(one.anchors)),
        Choice(UNKNOWN, "?", _("Don't know")),
    )
    return Row(one.id, say(one.text), choices, word, evidence)


def sent_grades(form: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What a grading page sent: by statement the grade and the evidence; unknown names are left out."""
    return {
        id: (form.get(f"grade-{id}", ""), form.get(f"evidence-{id}", "").replace("\x00", ""))
        for id in by_id()
        if f"grade-{id}" in form or f"evidence-{id}" in form
    }


def parts_of(scheme: Scheme, round_: Round) -> list[Part]:
    """What was handed in, by dimension and statement."""
    given = handed_in(round_.id)
    return [
        _part(say(scheme.dimensions[dimension]), judged(dimension, [one.for_method() for one in given]), ones, given)
        for dimension, ones in load().items()
    ]


def _part(title: str, found: Judged, statements: tuple[Statement, ...], given: tuple[GivenGrade, ...]) -> Part:
    return Part(
        word=found.dimension,
        title=title,
        score=number(found.score, 0),
        coverage=percent(found.coverage),
        spread=number(found.spread, 0),
        lines=tuple(_line(one, [each for each in given if each.statement == one.id]) for one in statements),
    )


def _line(one: Statement, given: list[GivenGrade]) -> Line:
    known = [points for each in given if (points := GRADES[each.word]) is not None]
    return Line(
        text=say(one.text),
        mean=number(sum(known) / len(known), 1) if known else "–",
        span=f"{min(known)}–{max(known)}" if known else "–",
        said=tuple(_said(one, each) for each in given),
    )


def _said(one: Statement, each: GivenGrade) -> Said:
    points = GRADES[each.word]
    if points is None:
        return Said(each.name, "?", _("Don't know"), each.evidence)
    return Said(each.name, str(points), say(one.anchors[points]), each.evidence)
