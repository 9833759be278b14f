"""Early warnings are kept with their history; people are last seen, signers open, forecasts have a range."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = app.database.UtcDateTime(timezone=True)
RANGE = ("likely_from", "likely_to", "wide_from", "wide_to")


def upgrade() -> None:
    """Add the tables and columns; what is kept is gathered with the next act in a project, or the next day."""
    op.create_table(
        "kept_warnings",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("standing", sa.String(length=400), nullable=False),
        sa.Column("gathered_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        _of_project("kept_warnings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_warnings")),
        sa.UniqueConstraint("project_id", name=op.f("uq_kept_warnings_project_id")),
    )
    op.create_table(
        "warning_spell",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("warning", sa.String(length=40), nullable=False),
        sa.Column("began", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("sentence", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        _of_project("warning_spell"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_spell")),
    )
    op.create_index("ix_warning_spell_project", "warning_spell", ["project_id", "began"])
    _dismissals()
    _openings()
    op.add_column("user_account", sa.Column("last_seen_at", MOMENT, nullable=True))
    for name in RANGE:
        op.add_column("project", sa.Column(name, sa.Date(), nullable=True))


def _of_project(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id"), ondelete="CASCADE"
    )


def _dismissals() -> None:
    op.create_table(
        "warning_dismissal",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("warning", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", ID, nullable=True),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_warning_dismissal_reason")),
        _of_project("warning_dismissal"),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_warning_dismissal_by_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["user_account.id"], name=op.f("fk_warning_dismissal_withdrawn_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_dismissal")),
        sa.UniqueConstraint("key", name=op.f("uq_warning_dismissal_key")),
    )
    op.create_index("ix_warning_dismissal_project", "warning_dismissal", ["project_id", "withdrawn_at"])


def _openings() -> None:
    op.create_table(
        "opening",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_opening_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["deliverable_version.id"], name=op.f("fk_opening_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint("user_id", "version_id", name=op.f("uq_opening_user_id_version_id")),
    )
    op.create_index(op.f("ix_opening_version_id"), "opening", ["version_id"])


def downgrade() -> None:
    """Drop all of it."""
    for name in RANGE:
        op.drop_column("project", name)
    op.drop_column("user_account", "last_seen_at")
    for table in ("opening", "warning_dismissal", "warning_spell", "kept_warnings"):
        op.drop_table(table)
