"""Surveys without a sign-in: surveys, their links and anonymous answers."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = app.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "survey",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("instruments", sa.JSON(), nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("opened_by_id", BIG, nullable=True),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("audience IN ('users', 'customers')", name=op.f("ck_survey_audience")),
        sa.CheckConstraint("mode IN ('personal', 'open')", name=op.f("ck_survey_mode")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_survey_state")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_survey_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["evaluation_round.id"], name=op.f("fk_survey_round_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["user_account.id"], name=op.f("fk_survey_opened_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("key", name=op.f("uq_survey_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_token_hash")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_survey_project_id_number")),
    )
    op.create_index(op.f("ix_survey_round_id"), "survey", ["round_id"])
    op.create_table(
        "survey_link",
        sa.Column("survey_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_link_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_link_token_hash")),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_survey_link_survey_id_number")),
    )
    op.create_table(
        "survey_answer",
        sa.Column("survey_id", BIG, nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("ticket_hash", sa.String(length=64), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_survey_answer_key")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_survey_answer_ticket_hash")),
    )
    op.create_index("ix_survey_answer_survey", "survey_answer", ["survey_id"])


def downgrade() -> None:
    """Take them away."""
    for table in ("survey_answer", "survey_link", "survey"):
        op.drop_table(table)
