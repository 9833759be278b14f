"""What people said that words of their tables mean is kept for their next table."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "word_meaning",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("register", sa.String(80), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("word", sa.String(200), nullable=False),
        sa.Column("shown", sa.String(200), nullable=False),
        sa.Column("means", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_word_meaning_project_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_word_meaning"),
        sa.UniqueConstraint(
            "project_id", "register", "field", "word", name="uq_word_meaning_project_id_register_field_word"
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("word_meaning")
