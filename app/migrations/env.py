"""How Alembic reaches our database: through the application's own engine, whose transactions may write."""

from alembic import context
from sqlalchemy.engine import Connection

import app.models  # noqa: F401
from app.database import Base, db, writing


def run(connection: Connection) -> None:
    """Apply the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


token = writing.set(True)
with db.engine.begin() as connection:
    run(connection)
writing.reset(token)
