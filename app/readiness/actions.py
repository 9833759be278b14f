"""What people do with assessments: open, ask, rate, describe the company, close, recommend."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app import audit
from app.assessments import ask, open_assessment
from app.clock import now
from app.database import db
from app.errors import Conflict, Difference, Refused
from app.facts.people import members_of
from app.facts.phase_records import refresh
from app.facts.readiness import advised, find_open, scored
from app.language import say
from app.models import PHASE_WORDS, Assessment, Project, Rater, RaterAnswer, Round
from app.words import _
from phases.readiness.statements import by_id
from phases.readiness.words import ADVICE, RATINGS, STAGES

LONGEST = 4000
"""Characters of a note, of own conditions, of a reason."""


def begin(*, project: Project, occasion: str, about: str, due: date | None, by: int | None) -> Assessment:
    """Open an assessment by hand, for an occasion or by itself; refused while another one is open."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    if (running := find_open(project.id)) is not None:
        raise Refused(_("Assessment %(number)s is still open. Close it first.", number=running.number))
    if not _exists(project, occasion, about):
        raise Refused(_("Choose what the assessment is made for."))
    return open_assessment(project=project, occasion=occasion, about=about, due=due, by=by)


def _exists(project: Project, occasion: str, about: str) -> bool:
    if occasion == "gate":
        return about in PHASE_WORDS
    if occasion == "round":
        rounds = db.session.scalars(select(Round.number).where(Round.project_id == project.id))
        return about in {str(number) for number in rounds}
    return occasion in {"start", "other"} and not about


def ask_people(*, project: Project, assessment: Assessment, people: Collection[str], by: int | None) -> int:
    """Ask these members too, by their keys; returns how many are new. Whoever is no member is left out."""
    _must_be_open(assessment)
    added = ask(assessment, [one for one in members_of(project.id) if one.key in people])
    if added:
        audit.record(
            "readiness.asked", by=by, project=project.id, about=assessment.key, number=assessment.number,
            people=len(added),
        )  # fmt: skip
    return len(added)


def release(*, project: Project, assessment: Assessment, rater: Rater, by: int | None) -> None:
    """Ask somebody no longer; refused once they have rated, for ratings are not thrown away."""
    _must_be_open(assessment)
    given = select(RaterAnswer.id).where(RaterAnswer.rater_id == rater.id).limit(1)
    if db.session.scalar(given) is not None:
        raise Refused(_("%(name)s has rated already and stays.", name=rater.name))
    db.session.delete(rater)
    audit.record(
        "readiness.released", by=by, project=project.id, about=assessment.key, number=assessment.number,
        person=rater.name,
    )  # fmt: skip


def rate(*, assessment: Assessment, rater: Rater, answers: Mapping[str, tuple[str, str]], by: int | None) -> None:
    """Keep what a rater says: by statement the rating (or nothing) and a note. Nothing is kept if one is no rating.

    It is the rater's own business until the assessment is closed: nothing is told in the project's history.
    """
    _must_be_open(assessment)
    if by != rater.user_id:
        raise Refused(_("Everybody rates for themselves."))
    for statement, (word, note) in answers.items():
        if statement not in by_id() or (word and word not in RATINGS):
            raise Refused(_("Choose a rating from 0 to 4, or “don't know”."))
        if len(note) > LONGEST:
            raise Refused(_("A note may have %(most)s characters at most.", most=LONGEST))
    known = {
        row.statement: row for row in db.session.scalars(select(RaterAnswer).where(RaterAnswer.rater_id == rater.id))
    }
    for statement, (word, note) in answers.items():
        _keep(assessment, rater, known.get(statement), statement, word, note)
    db.session.flush()


def _keep(assessment: Assessment, rater: Rater, row: RaterAnswer | None, statement: str, word: str, note: str) -> None:
    note = note.replace("\r\n", "\n").strip()
    if row is None:
        if not (word or note):
            return
        row = RaterAnswer(
            assessment_id=assessment.id, rater_id=rater.id, factor=by_id()[statement].factor, statement=statement
        )
        db.session.add(row)
    if (row.rating, row.note) != (word, note):
        row.rating, row.note, row.rated_at = word, note, now()


def describe(
    *, project: Project, assessment: Assessment, values: Mapping[str, Any], version: int, by: int | None
) -> None:
    """Record industry, stage and own conditions of the company, and until when people are asked."""
    _must_be_open(assessment)
    stage, industry = str(values["stage"]), " ".join(str(values["industry"]).split())
    conditions = str(values["conditions"]).replace("\r\n", "\n").strip()
    _must_be_current(
        assessment, version,
        [
            Difference(_("Industry"), assessment.industry, industry),
            Difference(_("Stage of the company"), say(STAGES.get(assessment.stage)), say(STAGES.get(stage))),
            Difference(_("Conditions of the company"), assessment.conditions, conditions),
        ],
    )  # fmt: skip
    if stage and stage not in STAGES:
        raise Refused(_("Choose one of the stages."))
    assessment.industry, assessment.stage, assessment.conditions = industry[:200], stage, conditions
    assessment.due = values["due"]
    db.session.flush()
    audit.record("readiness.described", by=by, project=project.id, about=assessment.key, number=assessment.number)


def close(*, project: Project, assessment: Assessment, by: int | None) -> None:
    """Freeze an assessment and open its result; refused while nobody has rated anything."""
    _must_be_open(assessment)
    found = scored(assessment, project.time_zone)
    if not any(one.asked and (one.rated or one.unknown) for one in found.factors):
        raise Refused(_("Nobody has rated yet, so there is nothing to close."))
    figures = {
        "mean": found.mean, "balance": found.balance, "ahead": found.ahead, "advice": advised(found, project).word,
        "factors": {one.factor: {"score": one.score, "coverage": one.coverage} for one in found.factors},
    }  # fmt: skip
    # In one statement: from the moment it is closed the database refuses every other.
    assessment.figures, assessment.state, assessment.closed_at, assessment.closed_by_id = figures, "closed", now(), by
    db.session.flush()
    audit.touch(project.id)
    audit.record("readiness.closed", by=by, project=project.id, about=assessment.key, number=assessment.number)
    refresh(project.id, "golive")


def recommend(
    *, project: Project, assessment: Assessment, word: str, reason: str, version: int, by: int | None
) -> None:
    """The consultant's own recommendation on a closed assessment with its reason; “not now” is as valid as the rest."""
    db.session.refresh(assessment, with_for_update=True)
    reason = reason.replace("\r\n", "\n").strip()
    if assessment.state != "closed":
        raise Refused(_("Close the assessment first: nobody knows its result yet."))
    if word not in ADVICE:
        raise Refused(_("Choose what you recommend."))
    if not reason:
        raise Refused(_("Say why: the recommendation is read by people who decide."))
    _must_be_current(
        assessment, version,
        [
            Difference(_("Recommendation"), say(ADVICE.get(assessment.recommendation)), say(ADVICE[word])),
            Difference(_("Reason"), assessment.reason, reason),
        ],
    )  # fmt: skip
    assessment.recommendation, assessment.reason = word, reason[:LONGEST]
    assessment.recommended_at, assessment.recommended_by_id = now(), by
    db.session.flush()
    audit.touch(project.id)
    audit.record(
        "readiness.recommended", by=by, project=project.id, about=assessment.key, number=assessment.number, word=word
    )


def _must_be_open(assessment: Assessment) -> None:
    db.session.flush()
    db.session.refresh(assessment, with_for_update=True)
    if assessment.state != "open":
        raise Refused(_("Assessment %(number)s is closed and no longer changes.", number=assessment.number))


def _must_be_current(row: Assessment, version: int, differences: list[Difference]) -> None:
    if version != row.version:
        raise Conflict([one for one in differences if one.theirs != one.mine], version=row.version)
