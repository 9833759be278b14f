"""Cases of processes: logs as they came, columns, activities, steps that not every case owes, what periods showed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_project(table: str, *columns: sa.Column[Any], unique: tuple[str, ...] = ()) -> None:
    """A table of rows of a project, which leave with it."""
    name = f"uq_{table}_" + "_".join(unique)
    op.create_table(
        table,
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=f"fk_{table}_project_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *([sa.UniqueConstraint(*unique, name=name)] if unique else []),
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, app.database.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Add the five tables."""
    op.create_table(
        "case_log",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        _moment("created_at"),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("process_key", sa.String(12), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("file_id", NUMBER, nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("rows", "accepted", "refused", "duplicates", "cases")
        ),
        _moment("first_at", nullable=True),
        _moment("last_at", nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("added_by_id", NUMBER, nullable=True),
        _moment("removed_at", nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'importing', 'ready', 'failed')", name=op.f("ck_case_log_state")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_case_log_project_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_case_log_file_id"),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name="fk_case_log_added_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_log"),
        sa.UniqueConstraint("key", name="uq_case_log_key"),
    )
    op.create_index("ix_case_log_project", "case_log", ["project_id", "process_key", "created_at"])
    _of_project(
        "case_columns", sa.Column("mapping", sa.JSON(), nullable=False), _moment("saved_at"), unique=("project_id",)
    )
    op.create_table(
        "case_activity",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("process_key", sa.String(12), nullable=False),
        sa.Column("activity", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("step_key", sa.String(12), nullable=False),
        sa.CheckConstraint("kind IN ('step', 'beside', 'ending', 'unknown')", name=op.f("ck_case_activity_kind")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_case_activity_project_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_activity"),
        sa.UniqueConstraint(
            "project_id", "process_key", "activity", name="uq_case_activity_project_id_process_key_activity"
        ),
    )
    _of_project(
        "case_optional_step",
        sa.Column("process_key", sa.String(12), nullable=False),
        sa.Column("step_key", sa.String(12), nullable=False),
        unique=("project_id", "process_key", "step_key"),
    )
    _of_project(
        "case_reading",
        sa.Column("process_key", sa.String(12), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _moment("computed_at"),
        unique=("project_id", "process_key", "from_date", "to_date"),
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in ("case_reading", "case_optional_step", "case_activity", "case_columns", "case_log"):
        op.drop_table(table)
