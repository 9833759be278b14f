"""Usage comes in from any vendor: kinds of files, names replaced by codes, posts with dates, tokens of the API."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ADDED = {
    "licensed_user": (("region", sa.String(200), ""), ("licence", sa.String(200), "")),
    "usage_source": (
        ("format", sa.String(10), "csv"),
        ("original_digest", sa.String(64), ""),
        ("pseudonyms", sa.Boolean(), sa.false()),
        ("replaces", sa.String(12), ""),
        ("vendor", sa.String(40), ""),
    ),
}


def upgrade() -> None:
    """Add the columns with what rows of before have, and the four tables."""
    for table, columns in ADDED.items():
        for name, kind, before in columns:
            op.add_column(table, sa.Column(name, kind, nullable=False, server_default=before))
    op.create_table(
        "user_post",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("user", sa.String(300), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("region", sa.String(200), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_user_post_project_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_user_post"),
    )
    op.create_index("ix_user_post_project", "user_post", ["project_id"])
    op.create_table(
        "usage_pseudonyms",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("always", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_usage_pseudonyms_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_usage_pseudonyms"),
        sa.UniqueConstraint("project_id", name="uq_usage_pseudonyms_project_id"),
    )
    _make_tables_of_the_api()


def _make_tables_of_the_api() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hint", sa.String(12), nullable=False),
        sa.Column("created_by_id", NUMBER, nullable=True),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", app.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_api_token_project_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_api_token_created_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("key", name="uq_api_token_key"),
        sa.UniqueConstraint("digest", name="uq_api_token_digest"),
    )
    op.create_index("ix_api_token_project", "api_token", ["project_id"])
    op.create_table(
        "api_request",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("token_id", NUMBER, nullable=False),
        sa.Column("idempotency_key", sa.String(100), nullable=False),
        sa.Column("body_digest", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["api_token.id"], name="fk_api_request_token_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_api_request"),
        sa.UniqueConstraint("token_id", "idempotency_key", name="uq_api_request_token_id_idempotency_key"),
    )


def downgrade() -> None:
    """Take away what was added."""
    for table in ("api_request", "api_token", "usage_pseudonyms", "user_post"):
        op.drop_table(table)
    for table, columns in ADDED.items():
        for name, _kind, _before in columns:
            op.drop_column(table, name)
