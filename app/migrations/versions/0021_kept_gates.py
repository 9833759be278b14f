"""How many blockers stand at a project's gate is kept beside what its warnings rest on, for lists of many projects."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nothing is kept yet, so lists count until the job has looked."""
    op.add_column("kept_warnings", sa.Column("gate", sa.String(40), server_default="", nullable=False))
    op.add_column("kept_warnings", sa.Column("blockers", sa.Integer(), server_default="0", nullable=False))
    op.add_column("kept_warnings", sa.Column("counted_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    for name in ("counted_on", "blockers", "gate"):
        op.drop_column("kept_warnings", name)
