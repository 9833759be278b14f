"""Files of records, counts that people state for a round, norms of use by role."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "record_file",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("file_id", NUMBER, nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("refusals", sa.JSON(), nullable=False),
        sa.Column("added_by_id", NUMBER, nullable=True),
        sa.Column("removed_at", app.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_record_file_project_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_record_file_file_id"),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name="fk_record_file_added_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record_file"),
        sa.UniqueConstraint("key", name="uq_record_file_key"),
    )
    op.create_index("ix_record_file_project", "record_file", ["project_id", "created_at"])
    op.create_table(
        "stated_count",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("indicator", sa.String(120), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("entered_by_id", NUMBER, nullable=True),
        sa.CheckConstraint("numerator >= 0 AND numerator <= denominator", name=op.f("ck_stated_count_share")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name="fk_stated_count_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user_account.id"], name="fk_stated_count_entered_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stated_count"),
        sa.UniqueConstraint("round_id", "indicator", name="uq_stated_count_round_id_indicator"),
    )
    op.create_table(
        "use_norm",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.Column("events", sa.Double(), nullable=False),
        sa.CheckConstraint("events > 0", name=op.f("ck_use_norm_events")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_use_norm_project_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_use_norm"),
        sa.UniqueConstraint("project_id", "role", name="uq_use_norm_project_id_role"),
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in ("use_norm", "stated_count", "record_file"):
        op.drop_table(table)
