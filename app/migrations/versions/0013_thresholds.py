"""Thresholds that the firm or a project sets instead of the edition's."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of changes."""
    op.create_table(
        "threshold_change",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("project_id", NUMBER, nullable=True),
        sa.Column("threshold", sa.String(60), nullable=False),
        sa.Column("was", sa.Double(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", NUMBER, nullable=True),
        sa.Column("decided_at", app.database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_threshold_change_reason")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_threshold_change_project_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name="fk_threshold_change_by_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name="fk_threshold_change_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_threshold_change"),
        sa.UniqueConstraint("key", name="uq_threshold_change_key"),
    )
    op.create_index("ix_threshold_change_project", "threshold_change", ["project_id", "id"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("threshold_change")
