"""Issued reports are never changed: the database itself refuses."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Attach the triggers; on PostgreSQL the function is that of 0002."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER report_issued BEFORE UPDATE OR DELETE ON report "
            "FOR EACH ROW WHEN (OLD.status = 'issued') EXECUTE FUNCTION refuse_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER report_issued_no_{act.lower()} BEFORE {act} ON report WHEN OLD.status = 'issued' "
            "BEGIN SELECT RAISE(ABORT, 'issued reports are never changed'); END"
        )


def downgrade() -> None:
    """Take the triggers away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER report_issued ON report")
        return
    for act in ("update", "delete"):
        op.execute(f"DROP TRIGGER report_issued_no_{act}")
