"""Who used which function on which days, kept from each log; users to be trained have a name in the usage log."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table and the column; logs that are in already are counted when their next round is computed."""
    op.create_table(
        "usage_days",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("function", sa.String(length=300), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_usage_days_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["usage_source.id"], name=op.f("fk_usage_days_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_days")),
        sa.UniqueConstraint("source_id", "function", name=op.f("uq_usage_days_source_id_function")),
    )
    op.create_index("ix_usage_days_project", "usage_days", ["project_id"])
    op.add_column("learner", sa.Column("usage_name", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("learner", "usage_name")
    op.drop_index("ix_usage_days_project", table_name="usage_days")
    op.drop_table("usage_days")
