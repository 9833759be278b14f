"""What people said that headings of their tables hold is kept for their next table."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "heading_meaning",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("register", sa.String(80), nullable=False),
        sa.Column("heading", sa.String(200), nullable=False),
        sa.Column("shown", sa.String(200), nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_heading_meaning_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_heading_meaning"),
        sa.UniqueConstraint("project_id", "register", "heading", name="uq_heading_meaning_project_id_register_heading"),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("heading_meaning")
