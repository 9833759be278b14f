"""Effect in full: how a value comes about, periods, attribution; cost lines and the account of benefit and cost."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sa.String()
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FK = "fk_effect_figure_accepted_by_id"


def upgrade() -> None:
    """Add the columns, empty as before, and the two tables."""
    # Added in place: making the table of criteria anew would take the figures that hang on it along.
    for column in _of_criteria():
        op.add_column("criterion", column)
    with op.batch_alter_table("effect_figure") as table:
        table.add_column(sa.Column("inputs", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("accepted", sa.String(300), nullable=False, server_default=""))
        table.add_column(sa.Column("accepted_by_id", ID))
        table.create_foreign_key(op.f(FK), "user_account", ["accepted_by_id"], ["id"])
    _cost_lines()
    _accounts()


def _of_criteria() -> list[sa.Column[Any]]:
    return [
        sa.Column("way", sa.String(12), nullable=False, server_default="entered"),
        sa.Column("attitude", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("scope", sa.String(300), nullable=False, server_default=""),
        sa.Column("baseline_from", sa.Date()),
        sa.Column("baseline_to", sa.Date()),
        *(sa.Column(name, sa.Double()) for name in ("money_low", "money_high", "share_low", "share_high")),
        sa.Column("attribution", sa.String(20), nullable=False, server_default=""),
        sa.Column("attribution_reason", TEXT, nullable=False, server_default=""),
    ]


def _cost_lines() -> None:
    op.create_table(
        "cost_line",
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("amount", sa.Double()),
        sa.Column("rhythm", sa.String(30), nullable=False),
        sa.Column("first_due", sa.Date()),
        sa.Column("last_due", sa.Date()),
        sa.Column("basis", sa.String(30), nullable=False),
        sa.Column("low", sa.Double()),
        sa.Column("high", sa.Double()),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_kept("cost_line"),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_cost_line_project_id_number")),
    )


def _accounts() -> None:
    op.create_table(
        "benefit_account",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Double()),
        sa.Column("rate_source", sa.String(300), nullable=False),
        sa.CheckConstraint("months BETWEEN 1 AND 240", name=op.f("ck_benefit_account_months")),
        sa.CheckConstraint("rate >= 0 AND rate < 1", name=op.f("ck_benefit_account_rate")),
        *_kept("benefit_account"),
        sa.UniqueConstraint("project_id", name=op.f("uq_benefit_account_project_id")),
    )


def _kept(table: str) -> list[Any]:
    """What every keyed and versioned row of a project has."""
    return [
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f(f"fk_{table}_project_id"), ondelete="CASCADE"
        ),
    ]


def downgrade() -> None:
    """Take both tables and the columns away."""
    op.drop_table("benefit_account")
    op.drop_table("cost_line")
    with op.batch_alter_table("effect_figure") as table:
        table.drop_constraint(op.f(FK), type_="foreignkey")
        for name in ("accepted_by_id", "accepted", "inputs"):
            table.drop_column(name)
    for name in (
        "attribution_reason", "attribution", "share_high", "share_low", "money_high", "money_low", "baseline_to",
        "baseline_from", "scope", "attitude", "way",
    ):  # fmt: skip
        op.drop_column("criterion", name)
