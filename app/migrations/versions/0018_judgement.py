"""The judgement of a round: a sheet for each grader, and the grades on it; fixed once the round is closed."""

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = app.database.UtcDateTime(timezone=True)
GRADES = "grade IN ('', '0', '1', '2', '3', '4', 'unknown')"
CLOSED = (
    "EXISTS (SELECT 1 FROM judgement_sheet s JOIN evaluation_round r ON r.id = s.round_id "
    "JOIN project p ON p.id = r.project_id WHERE r.state = 'closed' AND s.id {ids})"
)
"""A project that is deleted as a whole takes its grades along: then it is gone before they are."""
ACTS = {"INSERT": "= NEW.{id}", "UPDATE": "IN (OLD.{id}, NEW.{id})", "DELETE": "= OLD.{id}"}
WORDS = "the grades of a closed round never change"


def upgrade() -> None:
    """Add the two tables and the triggers."""
    op.create_table(
        "judgement_sheet",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(12), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("grader_id", NUMBER, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_round.id"], name="fk_judgement_sheet_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["grader_id"], ["user_account.id"], name="fk_judgement_sheet_grader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement_sheet"),
        sa.UniqueConstraint("key", name="uq_judgement_sheet_key"),
        sa.UniqueConstraint("round_id", "grader_id", name="uq_judgement_sheet_round_id_grader_id"),
    )
    op.create_table(
        "judgement_grade",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("sheet_id", NUMBER, nullable=False),
        sa.Column("statement", sa.String(60), nullable=False),
        sa.Column("grade", sa.String(10), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("graded_at", MOMENT, nullable=False),
        sa.CheckConstraint(GRADES, name=op.f("ck_judgement_grade_grade")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["judgement_sheet.id"], name="fk_judgement_grade_sheet_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_judgement_grade"),
        sa.UniqueConstraint("sheet_id", "statement", name="uq_judgement_grade_sheet_id_statement"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _closed(ids: str) -> str:
    """Whether the round of a grade is closed."""
    return CLOSED.format(ids=ids.format(id="sheet_id"))


def _on_sqlite() -> None:
    for act, ids in ACTS.items():
        op.execute(
            f"CREATE TRIGGER judgement_grade_closed_{act.lower()} BEFORE {act} ON judgement_grade "
            f"WHEN {_closed(ids)} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def _on_postgresql() -> None:
    """The round is looked up in a function: a WHEN of PostgreSQL takes no subquery."""
    op.execute(
        f"CREATE FUNCTION refuse_judgement_grade() RETURNS trigger AS $$ BEGIN "
        f"IF {_closed(ACTS['UPDATE'])} THEN RAISE EXCEPTION '{WORDS}'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER judgement_grade_closed BEFORE INSERT OR UPDATE OR DELETE ON judgement_grade "
        "FOR EACH ROW EXECUTE FUNCTION refuse_judgement_grade()"
    )


def downgrade() -> None:
    """Take the tables away, and the trigger with them."""
    for table in ("judgement_grade", "judgement_sheet"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_judgement_grade()")
