"""The fewest rows with which no record of a phase keeps its gate shut: fulfil(project, phase), inside a transaction."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import select

from app.database import db
from app.facts.phase_records import refresh
from app.models import ConceptAttendance, ConceptSession, Criterion, Meeting, Membership, Project, TeamPerson
from phases.concept.words import REQUIRED_ROLES
from tests.data_world import fulfil_deployment
from tests.process_world import fulfil_review, fulfil_solidification
from tests.switch_world import fulfil_golive, fulfil_training

HELD = date(2026, 1, 6)


def fulfil_concept(project: Project) -> None:
    """Everybody is named, the kick-off was held, one key user was trained, complete criteria are signed."""
    if db.session.scalar(select(TeamPerson.id).where(TeamPerson.project_id == project.id).limit(1)) is None:
        _introduce(project)
    sponsor = db.session.scalar(
        select(Membership.user_id).where(Membership.project_id == project.id, Membership.role == "sponsor").limit(1)
    )
    for criterion in db.session.scalars(select(Criterion).where(Criterion.project_id == project.id)):
        criterion.signed_at, criterion.signed_by_id = datetime(2026, 1, 7, 9, tzinfo=UTC), sponsor
    refresh(project.id, "concept")


def _introduce(project: Project) -> None:
    for number, role in enumerate(REQUIRED_ROLES, start=1):
        side = "firm" if role == "lead" else "client"
        person = TeamPerson(
            project_id=project.id, number=number, name=f"Somebody {number}", side=side, role=role,
            to_train=role == "key-user",
        )  # fmt: skip
        db.session.add(person)
        if person.to_train:
            trained = person
    session = ConceptSession(project_id=project.id, number=1, title="The customer at the centre", held_on=HELD)
    kick_off = Meeting(
        project_id=project.id, number=1, title="Kick-off", kind="kick-off", held_on=HELD, sponsor_present=True
    )
    db.session.add_all([session, kick_off])
    db.session.flush()
    db.session.add(
        ConceptAttendance(project_id=project.id, number=1, person_id=trained.id, session_id=session.id, post_test=85)
    )


FULFIL: dict[str, Callable[[Project], None]] = {
    "concept": fulfil_concept,
    "review": fulfil_review,
    "solidification": fulfil_solidification,
    "deployment": fulfil_deployment,
    "training": fulfil_training,
    "golive": fulfil_golive,
}


def fulfil(project: Project, phase: str) -> None:
    """Leave no blocker about records at this gate; a phase without records of its own needs nothing."""
    db.session.flush()
    FULFIL.get(phase, lambda _project: None)(project)
