"""The fewest rows with which the records of training and go-live keep no gate shut."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select, update

from app.database import db
from app.facts.phase_records import refresh
from app.models import (
    Assessment,
    Certification,
    CutoverTask,
    Join,
    Learner,
    Membership,
    OldSystem,
    Project,
    Rater,
    RaterAnswer,
    Rehearsal,
    Round,
    SupportShift,
    TargetStep,
    TrainingModule,
    TrainingRole,
)
from phases.readiness.statements import load

DAY = date(2026, 1, 5)


def fulfil_training(project: Project) -> None:
    """One key user is certified in the one role, and one module teaches every step."""
    if _has(TrainingRole, project):
        return
    role = TrainingRole(project_id=project.id, number=1, name="Sales")
    module = TrainingModule(project_id=project.id, number=1, title="All of it")
    db.session.add_all([role, module])
    db.session.flush()
    learner = Learner(project_id=project.id, number=1, name="Somebody", role_id=role.id, key_user=True)
    db.session.add(learner)
    db.session.flush()
    db.session.add(
        Certification(
            project_id=project.id, number=1, learner_id=learner.id, role_id=role.id, passed=True, tested_on=DAY
        )
    )
    for step in db.session.scalars(select(TargetStep.id).where(TargetStep.project_id == project.id)):
        db.session.add(
            Join(
                project_id=project.id, from_kind="solidification/steps", from_id=step,
                to_kind="training/modules", to_id=module.id,
            )
        )  # fmt: skip
    refresh(project.id, "training")


def fulfil_golive(project: Project) -> None:
    """One rehearsed task is done, all factors are ready, support is named, the old way has ended, a round is open."""
    if _has(CutoverTask, project):
        return
    owner = db.session.scalar(select(Membership.user_id).where(Membership.project_id == project.id).limit(1))
    mine: dict[str, Any] = {"project_id": project.id, "number": 1}
    db.session.add_all(
        [
            CutoverTask(
                **mine, title="Switch", owner_id=owner, started="2026-01-05 18:00", finished="2026-01-05 19:00"
            ),
            Rehearsal(**mine, title="Rehearsal", held_on=DAY, window_minutes=60, duration_minutes=45, result="passed"),
            SupportShift(**mine, name="Somebody"),
            OldSystem(**mine, name="Old files", read_only_from=DAY),
            Round(project_id=project.id, number=1, from_date=DAY, to_date=date(2026, 3, 31), edition=project.edition),
        ]
    )
    rate_all(project, "4")
    refresh(project.id, "golive")


def rate_all(project: Project, rating: str, side: str = "client") -> Assessment:
    """A closed assessment in which one person rated one statement of each factor alike."""
    mine = select(Assessment.number).where(Assessment.project_id == project.id).order_by(Assessment.number.desc())
    number = (db.session.scalar(mine.limit(1)) or 0) + 1
    closed_at = datetime.combine(DAY, time(12), UTC)
    row = Assessment(project_id=project.id, number=number, occasion="other")
    db.session.add(row)
    db.session.flush()
    rater = Rater(assessment_id=row.id, name="Somebody", side=side)
    db.session.add(rater)
    db.session.flush()
    db.session.add_all(
        RaterAnswer(assessment_id=row.id, rater_id=rater.id, factor=factor, statement=statements[0].id, rating=rating)
        for factor, statements in load().items()
    )
    db.session.flush()
    shut = update(Assessment).where(Assessment.id == row.id).values(state="closed", closed_at=closed_at)
    db.session.execute(shut)
    db.session.refresh(row)
    return row


def _has(model: Any, project: Project) -> bool:
    return db.session.scalar(select(model.id).where(model.project_id == project.id).limit(1)) is not None
