"""Refused lines of spreadsheets are kept until they are mended."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "refused_table",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("page", sa.String(80), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_refused_table_project_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_refused_table_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_refused_table"),
        sa.UniqueConstraint("key", name="uq_refused_table_key"),
    )
    op.create_index("ix_refused_table_project_user", "refused_table", ["project_id", "user_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("refused_table")
