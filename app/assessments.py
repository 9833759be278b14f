"""Opening an assessment of readiness: engagements, gates and rounds open one, and people do by hand."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app import audit
from app.database import db
from app.facts.people import Member, members_of
from app.facts.readiness import find_made, find_open, newest
from app.models import Assessment, Client, Project, Rater
from phases.readiness.words import SIDE_OF_ROLE


def open_due(*, project: Project, occasion: str, about: str = "", by: int | None) -> Assessment | None:
    """Open the assessment that an occasion asks for, with everybody of the team.

    None when it has been made for this occasion, or another one is still open: people are asked one at a time.
    """
    if find_open(project.id) is not None or find_made(project.id, occasion, about) is not None:
        return None
    return open_assessment(project=project, occasion=occasion, about=about, by=by)


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
        told = {"occasion": occasion, "of": about, "number": made.number}
        audit.record("readiness.opened", by=by, project=project.id, about=made.key, **told)
    return made


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
