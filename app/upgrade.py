"""Bringing the database to the newest shape; asks first whether anything is to do, so that starts stay quick."""

import re
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect, text

from app.database import DatabaseError, db, writing

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """The revision of the newest migration: its file name up to the first underscore."""
    names = sorted(path.stem for path in VERSIONS.glob("[0-9]*.py"))
    return re.split("_", names[-1])[0]


def present() -> str | None:
    """The revision of the database at hand; None when it is empty."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def upgrade(app: Flask) -> bool:
    """Make or migrate the database; returns whether anything was done. Raises DatabaseError if it is too new."""
    with app.app_context():
        found = present()
        if found == newest():
            return False
        if found is not None and found > newest():
            raise DatabaseError(f"The database has shape {found}, newer than this version of Sextant knows. Update it.")
        from flask_migrate import Migrate
        from flask_migrate import upgrade as run_migrations

        Migrate(app, db)
        token = writing.set(True)
        try:
            run_migrations(directory=str(VERSIONS.parent))
        finally:
            writing.reset(token)
        db.engine.dispose()
        return True
