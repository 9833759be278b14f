"""Closed rounds are kept as they stood, corrections beside them; the database itself refuses to change either."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = ("round_snapshot", "round_correction")
WITHIN = ("indicator_value", "effect_figure", "finding", "stated_count", "judgement_sheet")
"""What belongs to a round and stays as it is once that is closed."""
CLOSED = (
    "EXISTS (SELECT 1 FROM evaluation_round r JOIN project p ON p.id = r.project_id "
    "WHERE r.state = 'closed' AND r.id {ids})"
)
"""A project that is deleted as a whole takes its rounds along: then it is gone before its rounds are."""
JUDGED = (
    "OLD.effect_round_id IS NOT NULL AND (OLD.effect <> NEW.effect OR OLD.effect_note <> NEW.effect_note "
    "OR NEW.effect_round_id IS NULL OR NEW.effect_round_id <> OLD.effect_round_id)"
)
ACTS = ("INSERT", "UPDATE", "DELETE")
WORDS = "a closed round never changes"
IN_PROJECT = "EXISTS (SELECT 1 FROM project WHERE id = OLD.project_id)"


def upgrade() -> None:
    """Add the tables and the triggers."""
    op.create_table(
        "round_snapshot",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name="fk_round_snapshot_round_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round_snapshot"),
        sa.UniqueConstraint("key", name="uq_round_snapshot_key"),
        sa.UniqueConstraint("round_id", name="uq_round_snapshot_round_id"),
    )
    op.create_table(
        "round_correction",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", app.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("edition", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.CheckConstraint("purpose IN ('data', 'definition')", name=op.f("ck_round_correction_purpose")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name="fk_round_correction_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name="fk_round_correction_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_round_correction"),
        sa.UniqueConstraint("key", name="uq_round_correction_key"),
        sa.UniqueConstraint("round_id", "number", name="uq_round_correction_round_id_number"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def downgrade() -> None:
    """Take triggers and tables away."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in WITHIN:
        for act in [""] if postgresql else [f"_{act.lower()}" for act in ACTS]:
            op.execute(f"DROP TRIGGER {table}_closed{act}" + (f" ON {table}" if postgresql else ""))
    for table, act in (("evaluation_round", "update"), ("evaluation_round", "delete"), ("rectification", "judged")):
        op.execute(f"DROP TRIGGER {table}_closed_{act}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION refuse_in_closed_round() CASCADE")
        op.execute("DROP FUNCTION refuse_on_closed_round() CASCADE")
    for table in reversed(KEPT):
        op.drop_table(table)


def _on_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    op.execute(
        f"CREATE TRIGGER evaluation_round_closed_update BEFORE UPDATE ON evaluation_round "
        f"WHEN OLD.state = 'closed' {refuse}"
    )
    op.execute(
        f"CREATE TRIGGER evaluation_round_closed_delete BEFORE DELETE ON evaluation_round "
        f"WHEN OLD.state = 'closed' AND {IN_PROJECT} {refuse}"
    )
    for table in WITHIN:
        for act, ids in zip(ACTS, ("= NEW.round_id", "IN (OLD.round_id, NEW.round_id)", "= OLD.round_id"), strict=True):
            op.execute(
                f"CREATE TRIGGER {table}_closed_{act.lower()} BEFORE {act} ON {table} "
                f"WHEN {CLOSED.format(ids=ids)} {refuse}"
            )
    op.execute(
        f"CREATE TRIGGER rectification_closed_judged BEFORE UPDATE ON rectification "
        f"WHEN {JUDGED} AND {CLOSED.format(ids='= OLD.effect_round_id')} {refuse}"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN {CLOSED.format(ids='= OLD.round_id')} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )


def _on_postgresql() -> None:
    """What belongs to a round is looked at in a function: a WHEN of PostgreSQL takes no subquery."""
    op.execute(
        f"CREATE FUNCTION refuse_in_closed_round() RETURNS trigger AS $$ BEGIN "
        f"IF {CLOSED.format(ids='IN (OLD.round_id, NEW.round_id)')} THEN RAISE EXCEPTION '{WORDS}'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE FUNCTION refuse_on_closed_round() RETURNS trigger AS $$ BEGIN "
        f"IF TG_TABLE_NAME = 'rectification' THEN "
        f"IF {CLOSED.format(ids='= OLD.effect_round_id')} THEN RAISE EXCEPTION '{WORDS}'; END IF; "
        f"ELSIF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{WORDS}'; "
        f"ELSIF {IN_PROJECT} THEN RAISE EXCEPTION '{WORDS}'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER evaluation_round_closed_{act} BEFORE {act.upper()} ON evaluation_round "
            f"FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse_on_closed_round()"
        )
    op.execute(
        f"CREATE TRIGGER rectification_closed_judged BEFORE UPDATE ON rectification "
        f"FOR EACH ROW WHEN ({JUDGED}) EXECUTE FUNCTION refuse_on_closed_round()"
    )
    for table in WITHIN:
        op.execute(
            f"CREATE TRIGGER {table}_closed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round()"
        )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_in_closed_round()"
        )
