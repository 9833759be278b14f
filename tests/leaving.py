"""A project that goes as a whole: what keeps it today is its audit trail, which nothing deletes."""

from sqlalchemy import text

from app.database import db
from app.transactions import transaction


def without_audit_trail() -> None:
    """Take the trail away with its triggers, so that the rows of a project can be deleted."""
    postgresql = db.engine.dialect.name == "postgresql"
    with transaction():
        if postgresql:
            db.session.execute(text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        else:
            db.session.execute(text("DROP TRIGGER audit_event_no_delete"))
        db.session.execute(text("DELETE FROM audit_event"))
        if postgresql:
            db.session.execute(text("ALTER TABLE audit_event ENABLE TRIGGER USER"))
