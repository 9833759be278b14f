"""Profile runs are never changed: the database itself refuses."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Attach the trigger; a client that leaves takes its runs along, so deleting is not refused."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER profile_run_unchanged BEFORE UPDATE ON profile_run "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER profile_run_unchanged BEFORE UPDATE ON profile_run "
        "BEGIN SELECT RAISE(ABORT, 'profile runs are never changed'); END"
    )


def downgrade() -> None:
    """Take the trigger away."""
    table = " ON profile_run" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER profile_run_unchanged{table}")
