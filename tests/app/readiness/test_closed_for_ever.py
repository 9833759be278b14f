"""A closed assessment is held by the database: raw statements change neither it nor what people rated."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.assessments import ask
from app.database import db
from app.facts.people import members_of
from app.facts.readiness import find_open
from app.models import Assessment, Project, Rater
from app.readiness.actions import close, rate, recommend
from app.transactions import transaction
from phases.readiness.statements import by_id
from tests.conftest import Make
from tests.leaving import without_audit_trail

ATTACKS = {
    "opened again": "UPDATE readiness_assessment SET state = 'open' WHERE id = :id",
    "scores rewritten": "UPDATE readiness_assessment SET figures = '{\"mean\": 99}' WHERE id = :id",
    "told of another day": "UPDATE readiness_assessment SET closed_at = created_at WHERE id = :id",
    "company rewritten": "UPDATE readiness_assessment SET conditions = 'Fine' WHERE id = :id",
    "conditions hidden beside a recommendation": (
        "UPDATE readiness_assessment SET conditions = 'Fine', reason = 'x' WHERE id = :id"
    ),
    "thrown away": "DELETE FROM readiness_assessment WHERE id = :id",
    "a rating lifted": "UPDATE readiness_answer SET rating = '4' WHERE assessment_id = :id",
    "a note put in a mouth": "UPDATE readiness_answer SET note = 'All well' WHERE assessment_id = :id",
    "ratings thrown away": "DELETE FROM readiness_answer WHERE assessment_id = :id",
    "a rating moved out": (
        "UPDATE readiness_answer SET assessment_id = (SELECT id FROM readiness_assessment WHERE state = 'open')"
    ),
    "a rating moved in": "UPDATE readiness_answer SET assessment_id = :id WHERE assessment_id <> :id",
    "a rating added": (
        "INSERT INTO readiness_answer (id, assessment_id, rater_id, factor, statement, rating, note, rated_at) "
        "SELECT 9999, assessment_id, rater_id, factor, 'another', '4', '', rated_at FROM readiness_answer "
        "WHERE assessment_id = :id LIMIT 1"
    ),
    "a rater on another side": "UPDATE readiness_rater SET side = 'sponsor' WHERE assessment_id = :id",
    "a rater thrown away": "DELETE FROM readiness_rater WHERE assessment_id = :id",
    "a rater added": (
        "INSERT INTO readiness_rater (id, key, assessment_id, name, side) VALUES (9999, 'k', :id, 'X', 'firm')"
    ),
}


@pytest.fixture
def shut(make: Make) -> SimpleNamespace:
    """Two assessments of one engagement in which Lena rated everything 1: the first closed, the second open."""
    lead = make.user("lead", name="Lena")
    project = make.project(by=lead)
    first = find_open(project.id)
    assert first is not None
    _rate(make, first, lead.id)
    with transaction():
        close(project=db.session.merge(project), assessment=db.session.merge(first), by=lead.id)
    second = make.add(Assessment(project_id=project.id, number=2, occasion="other"))
    with transaction():
        ask(second, members_of(project.id))
    _rate(make, second, lead.id)
    return SimpleNamespace(project=project, lead=lead, first=first, second=second)


def _rate(make: Make, assessment: Assessment, person: int) -> None:
    with transaction():
        rater = db.session.scalars(select(Rater).where(Rater.assessment_id == assessment.id)).one()
        rate(assessment=assessment, rater=rater, answers=dict.fromkeys(by_id(), ("1", "seen")), by=person)


def stands(shut: SimpleNamespace) -> list[tuple[object, ...]]:
    """All that the closed assessment holds, as the database has it."""
    db.session.rollback()
    found: list[tuple[object, ...]] = []
    for query in (
        "SELECT state, closed_at, conditions, CAST(figures AS TEXT) FROM readiness_assessment WHERE id = :id",
        "SELECT id, rating, note FROM readiness_answer WHERE assessment_id = :id ORDER BY id",
        "SELECT id, side FROM readiness_rater WHERE assessment_id = :id ORDER BY id",
    ):
        found += [tuple(row) for row in db.session.execute(text(query), {"id": shut.first.id})]
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_raw_statements_are_refused(shut: SimpleNamespace, attack: str) -> None:
    before = stands(shut)
    assert len(before) == 1 + len(by_id()) + 1
    with pytest.raises(DatabaseError, match="a closed assessment never changes"), transaction():
        db.session.execute(text(ATTACKS[attack]), {"id": shut.first.id})
    assert stands(shut) == before


def test_the_recommendation_is_still_written_and_an_open_assessment_still_moves(shut: SimpleNamespace) -> None:
    with transaction():
        row = db.session.get_one(Assessment, shut.first.id)
        recommend(
            project=db.session.get_one(Project, shut.project.id), assessment=row, word="not-now", reason="Too early",
            version=row.version, by=shut.lead.id,
        )  # fmt: skip
    assert db.session.get_one(Assessment, shut.first.id).recommendation == "not-now"
    with transaction():
        for statement in (
            "UPDATE readiness_answer SET rating = '2' WHERE assessment_id = :id",
            "UPDATE readiness_assessment SET conditions = 'New owner' WHERE id = :id",
            "DELETE FROM readiness_answer WHERE assessment_id = :id",
            "DELETE FROM readiness_assessment WHERE id = :id",
        ):
            assert db.session.execute(text(statement), {"id": shut.second.id}).rowcount > 0


def test_a_client_that_leaves_takes_its_assessments_along(shut: SimpleNamespace) -> None:
    without_audit_trail()
    with transaction():
        db.session.execute(text("DELETE FROM project WHERE id = :id"), {"id": shut.project.id})
    for table in ("readiness_assessment", "readiness_rater", "readiness_answer"):
        assert db.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
