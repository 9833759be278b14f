"""Entries of the RAID log have numbers, in the order in which they were raised."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Number the entries of each project from 1."""
    op.execute(
        "UPDATE raid_entry SET number = (SELECT count(*) FROM raid_entry AS other "
        "WHERE other.project_id = raid_entry.project_id AND other.id <= raid_entry.id)"
    )


def downgrade() -> None:
    """Forget the numbers."""
    op.execute("UPDATE raid_entry SET number = 0")
