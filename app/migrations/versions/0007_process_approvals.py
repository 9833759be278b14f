"""Approvals of processes are never changed: the database itself refuses."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Attach the trigger; a client that leaves takes its approvals along, so deleting is not refused."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER process_approval_unchanged BEFORE UPDATE ON process_approval "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER process_approval_unchanged BEFORE UPDATE ON process_approval "
        "BEGIN SELECT RAISE(ABORT, 'approvals of processes are never changed'); END"
    )


def downgrade() -> None:
    """Take the trigger away."""
    table = " ON process_approval" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER process_approval_unchanged{table}")
