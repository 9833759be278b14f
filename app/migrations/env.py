"""How Alembic reaches our database: through the application's own engine, whose transactions may write."""

from alembic import context
from sqlalchemy.engine import Connection

from app.database import db, writing
from app.models.loading import load_all


def run(connection: Connection) -> None:
    """Apply the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=load_all(),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


token = writing.set(True)
with db.engine.begin() as connection:
    run(connection)
writing.reset(token)
