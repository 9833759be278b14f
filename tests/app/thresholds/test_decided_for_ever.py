"""What was decided about a threshold is held by the database: raw statements rewrite no history."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.database import db
from app.facts.thresholds import limits_of
from app.models import ThresholdChange
from app.thresholds.actions import change_threshold, decide_threshold
from app.transactions import transaction
from phases.thresholds import threshold
from tests.conftest import Make
from tests.leaving import without_audit_trail

ATTACKS = {
    "another value": "UPDATE threshold_change SET value = 1 WHERE key = :key",
    "another reason": "UPDATE threshold_change SET reason = 'The board agreed' WHERE key = :key",
    "another person": "UPDATE threshold_change SET by_id = decided_by_id, decided_by_id = NULL WHERE key = :key",
    "another time": "UPDATE threshold_change SET created_at = '2020-01-01 00:00:00' WHERE key = :key",
    "undecided again": "UPDATE threshold_change SET accepted = NULL, decided_at = NULL WHERE key = :key",
    "the other answer": "UPDATE threshold_change SET accepted = NOT accepted WHERE key = :key",
    "for the whole firm": "UPDATE threshold_change SET project_id = NULL, reason = 'x' WHERE key = :key",
    "thrown away": "DELETE FROM threshold_change WHERE key = :key",
}


@pytest.fixture
def house(make: Make) -> SimpleNamespace:
    """.project with a change agreed at once, one refused, one that still waits; and one of the firm."""
    client = make.client()
    project = make.project(client)
    director, lead = make.user("director"), make.user("lead")
    made: dict[str, str] = {}

    def change(name: str, value: str, id: str, **values: object) -> ThresholdChange:
        with transaction():
            row = change_threshold(
                project=values.get("project", project), threshold=threshold(id), value=value, reason="Small team",
                decides=bool(values.get("decides")), by=lead.id,
            )  # fmt: skip
            made[name] = row.key
            return row

    change("accepted", "5", "concept.criteria")
    refused = change("refused", "80", "concept.coverage")
    with transaction():
        decide_threshold(project=project, change=db.session.merge(refused), accept=False, by=director.id)
    change("waiting", "60", "concept.post_test")
    change("firm", "4", "concept.criteria", project=None)
    return SimpleNamespace(project=project, director=director, made=made)


def _row(key: str) -> tuple[object, ...]:
    db.session.rollback()
    return tuple(db.session.execute(text("SELECT * FROM threshold_change WHERE key = :key"), {"key": key}).one())


@pytest.mark.parametrize("which", ["accepted", "refused", "firm"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_raw_statements_are_refused(house: SimpleNamespace, which: str, attack: str) -> None:
    key = house.made[which]
    before = _row(key)
    with pytest.raises(DatabaseError, match="a threshold that was decided never changes"), transaction():
        db.session.execute(text(ATTACKS[attack]), {"key": key})
    assert _row(key) == before


@pytest.mark.parametrize("attack", ["another value", "another reason", "another time", "thrown away"])
def test_a_proposal_is_answered_and_not_reworded(house: SimpleNamespace, attack: str) -> None:
    with pytest.raises(DatabaseError, match="a threshold that was decided never changes"), transaction():
        db.session.execute(text(ATTACKS[attack]), {"key": house.made["waiting"]})
    with transaction():
        row = db.session.query(ThresholdChange).filter_by(key=house.made["waiting"]).one()
        decide_threshold(project=house.project, change=row, accept=True, by=house.director.id)
    assert limits_of(house.project)["concept"]["post_test"] == 60


def test_a_project_that_goes_takes_its_history_along_and_leaves_the_firms(house: SimpleNamespace) -> None:
    without_audit_trail()
    with transaction():
        db.session.execute(text("DELETE FROM project WHERE id = :id"), {"id": house.project.id})
    assert list(db.session.scalars(text("SELECT key FROM threshold_change"))) == [house.made["firm"]]
