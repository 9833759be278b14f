"""Ratings of the register become one closed assessment: newest ratings count, older ones stay in the note."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location

import sqlalchemy as sa
from sqlalchemy import select

from app.database import db
from app.facts.readiness import newest_closed, scored
from app.models import Assessment, Rater, RaterAnswer
from app.transactions import transaction
from app.upgrade import VERSIONS

COLUMNS = ("statement", "factor", "rater", "side", "rating", "evidence")


def migration():
    """The migration as a module."""
    spec = spec_from_file_location("carried", VERSIONS / "0010_readiness_assessments.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def old_register(connection):
    """The table of the register as it was."""
    meta = sa.MetaData()
    whole = (sa.Column("id", sa.Integer(), primary_key=True), sa.Column("number", sa.Integer()))
    table = sa.Table(
        "readiness_rating", meta, *whole, sa.Column("project_id", sa.Integer()), sa.Column("rated_on", sa.Date()),
        *(sa.Column(name, sa.String()) for name in COLUMNS),
    )  # fmt: skip
    meta.create_all(connection)
    return table


@contextmanager
def as_it_was_then(connection):
    """Without the triggers that later migrations attached to what is closed."""
    tables = ("readiness_rater", "readiness_answer")
    postgresql = connection.dialect.name == "postgresql"
    for table in tables:
        off = f"ALTER TABLE {table} DISABLE TRIGGER USER" if postgresql else f"DROP TRIGGER {table}_held_insert"
        connection.execute(sa.text(off))
    yield
    for table in tables if postgresql else ():
        connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


def rating(number, project, rater, word, day, statement="The same  words", evidence=""):
    return {
        "id": number, "number": number, "project_id": project, "rater": rater, "rating": word, "rated_on": day,
        "statement": statement, "factor": "people", "side": "client", "evidence": evidence,
    }  # fmt: skip


def test_ratings_of_the_register_are_carried_over(make):
    project = make.project()
    with transaction():
        db.session.delete(db.session.scalars(select(Assessment)).one())
    rows = [
        rating(1, project.id, "Ann", "1", date(2026, 1, 5), evidence="Then"),
        rating(2, project.id, "ann ", "4", date(2026, 2, 9), evidence="Now"),
        rating(3, project.id, "Bob", "unknown", date(2026, 1, 7)),
        rating(4, project.id, "Bob", "2", None, statement="Other"),
    ]
    with transaction():
        connection = db.session.connection()
        table = old_register(connection)
        connection.execute(table.insert(), rows)
        with as_it_was_then(connection):
            migration()._carry_over(connection)
        table.drop(connection)
    row = newest_closed(project.id)
    assert (row.number, row.occasion, row.state) == (1, "other", "closed")
    assert row.closed_at == datetime(2026, 2, 9, 12, tzinfo=UTC)
    assert sorted(db.session.scalars(select(Rater.name))) == ["Ann", "Bob"]
    found = {(one.statement, one.rating): one.note for one in db.session.scalars(select(RaterAnswer))}
    assert found == {
        ("The same words", "4"): "Now\n2026-01-05: 1. Then",
        ("The same words", "unknown"): "",
        ("Other", "2"): "",
    }
    # Ann 4 and Bob 2 of 4: (100 + 50) / 2.
    assert scored(row, "UTC").factors[0].score == 75
    assert make.browser(_lead(make, project)).get(f"/projects/{project.key}/readiness/1").status == 200


def _lead(make, project):
    lead = make.user("lead")
    make.member(project, lead)
    return lead
