"""The migrations, run from nothing, make exactly the tables that the models describe; there is one head."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from app.database import Base, db
from app.upgrade import VERSIONS, newest


def test_the_migrated_database_is_what_the_models_describe(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_form_one_line(app: Flask) -> None:
    names = sorted(path.stem.split("_")[0] for path in Path(VERSIONS).glob("[0-9]*.py"))
    assert names == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert newest() == names[-1]
