"""A figure that comes from a survey says on which days people were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

DAYS = ("asked_from", "asked_to")


def upgrade() -> None:
    """Add both days; figures that stand already do not know them."""
    for name in DAYS:
        op.add_column("effect_figure", sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    for name in DAYS:
        op.drop_column("effect_figure", name)
