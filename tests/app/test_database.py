"""The database begins, refuses and protects as measured safe."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import audit
from app.database import db, is_safe_sqlite, writing
from app.models import AuditEvent, Client
from app.transactions import transaction
from tests.conftest import Make


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 7, 0), (3, 44, 5), (3, 50, 6), (3, 45, 0)])
def test_d10_a_sqlite_with_the_wal_reset_bug_is_refused(version: tuple[int, int, int]) -> None:
    assert not is_safe_sqlite(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4)])
def test_d10_a_sqlite_without_the_bug_is_taken(version: tuple[int, int, int]) -> None:
    assert is_safe_sqlite(version)


def test_a_reading_transaction_cannot_write(app: Flask) -> None:
    assert not writing.get()
    db.session.add(Client(name="Written in a reading transaction"))
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_s07_audit_events_are_never_changed(app: Flask, make: Make) -> None:
    with transaction():
        audit.record("tested", by=None)
    event = db.session.query(AuditEvent).one()
    for statement in ("UPDATE audit_event SET verb = 'forged'", "DELETE FROM audit_event"):
        with pytest.raises(DBAPIError, match="never changed"), transaction():
            db.session.execute(text(statement))
    db.session.refresh(event)
    assert event.verb == "tested"
