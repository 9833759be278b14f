"""Facts of warnings that are no longer fresh are marked: a job gathers them anew instead of each act."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark; what is kept is as fresh as it was."""
    op.add_column("kept_warnings", sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("kept_warnings", "stale")
