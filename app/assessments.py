"""Opening an assessment of readiness: engagements, gates and rounds open one, and people do by hand."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app import audit
from app.database import db
from app.facts.people import Member, members_of
from app.facts.readiness import find_made, find_open, newest
from app.models import Assessment, Client, Project, Rater, RaterAnswer, Round
from phases.readiness.words import SIDE_OF_ROLE


def open_due(*, project: Project, occasion: str, about: str = "", by: int | None) -> Assessment | None:
    """Open the assessment that an occasion asks for, with everybody of the team.

    None when it has been made for this occasion, or another one is being rated: people are asked one at a time. One for
    an earlier gate or a closed round that nobody has begun to rate becomes the one for this occasion.
    """
    if find_made(project.id, occasion, about) is not None:
        return None
    running = find_open(project.id)
    if running is None:
        return open_assessment(project=project, occasion=occasion, about=about, by=by)
    if not _is_past(running) or _is_begun(running):
        return None
    running.occasion, running.about = occasion, about
    ask(running, members_of(project.id))
    _tell_opened(running, by)
    return running


def _is_past(assessment: Assessment) -> bool:
    """Whether what it was opened for lies behind: an earlier gate, or a round that is closed."""
    if assessment.occasion == "gate":
        return True
    mine = (Round.project_id == assessment.project_id, Round.closed_at.is_not(None))
    closed = db.session.scalars(select(Round.number).where(*mine))
    return assessment.occasion == "round" and assessment.about in {str(number) for number in closed}


def _is_begun(assessment: Assessment) -> bool:
    given = select(RaterAnswer.id).join(Rater, Rater.id == RaterAnswer.rater_id)
    return db.session.scalar(given.where(Rater.assessment_id == assessment.id).limit(1)) is not None


def open_assessment(
    *, project: Project, occasion: str, about: str = "", due: date | None = None, by: int | None
) -> Assessment:
    """Open an assessment and ask everybody of the team; industry, stage and conditions are those of the last one."""
    last = newest(project.id)
    made = Assessment(
        project_id=project.id, number=1 + (last.number if last else 0), occasion=occasion, about=about, due=due,
        opened_by_id=by, industry=last.industry if last else _industry(project),
        stage=last.stage if last else "", conditions=last.conditions if last else "",
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    ask(made, members_of(project.id))
    if occasion != "start":  # the first one belongs to the act that opens the engagement
        _tell_opened(made, by)
    return made


def _tell_opened(one: Assessment, by: int | None) -> None:
    told = {"occasion": one.occasion, "of": one.about, "number": one.number}
    audit.record("readiness.opened", by=by, project=one.project_id, about=one.key, **told)


def _industry(project: Project) -> str:
    return db.session.scalar(select(Client.industry).where(Client.id == project.client_id)) or ""


def ask(assessment: Assessment, members: Iterable[Member]) -> list[Rater]:
    """Add these people to who is asked, those already asked left out; the side is that of their part today."""
    known = set(db.session.scalars(select(Rater.user_id).where(Rater.assessment_id == assessment.id)))
    added = [
        Rater(assessment_id=assessment.id, user_id=one.id, name=one.name, side=SIDE_OF_ROLE.get(one.role, "client"))
        for one in members
        if one.id not in known and not one.disabled
    ]
    db.session.add_all(added)
    db.session.flush()
    return added
