"""What never changes cannot be replaced either: SQLite's OR REPLACE removes the row in the way without a word."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UNIQUE = {
    "audit_event": (),
    "gate_decision": (("key",), ("proposal_id",), ("project_id", "phase", "number")),
    "report": (("key",), ("project_id", "number")),
    "process_approval": (("key",), ("project_id", "process_key", "number")),
    "profile_run": (("key",),),
    "evaluation_round": (("key",), ("project_id", "number")),
    "round_snapshot": (("key",), ("round_id",)),
    "round_correction": (("key",), ("round_id", "number")),
    "indicator_value": (("round_id", "indicator"),),
    "effect_figure": (("key",), ("round_id", "criterion_id")),
    "finding": (("key",),),
    "stated_count": (("round_id", "indicator"),),
    "judgement_sheet": (("key",), ("round_id", "grader_id")),
    "judgement_grade": (("sheet_id", "statement"),),
    "rectification": (("key",),),
    "readiness_assessment": (("key",), ("project_id", "number")),
    "readiness_rater": (("key",), ("assessment_id", "user_id")),
    "readiness_answer": (("rater_id", "statement"),),
    "threshold_change": (("key",),),
}
"""Tables whose rows are kept by triggers on UPDATE and DELETE, with what is unique in them beside the id.

Those triggers are not asked when a row goes because another takes its id or key (no `recursive_triggers`); the ones
made here run before any such row would go. PostgreSQL knows no such statement.
"""


def upgrade() -> None:
    """Attach the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for table, unique in UNIQUE.items():
        same = " OR ".join(_same(columns) for columns in (("id",), *unique))
        refuse = f"BEGIN SELECT RAISE(ABORT, 'a row of {table} stands there already'); END"
        op.execute(
            f"CREATE TRIGGER {table}_in_place_insert BEFORE INSERT ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} o WHERE {same}) {refuse}"
        )
        columns = ", ".join(dict.fromkeys(["id", *(name for names in unique for name in names)]))
        op.execute(
            f"CREATE TRIGGER {table}_in_place_update BEFORE UPDATE OF {columns} ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} o WHERE o.id <> OLD.id AND ({same})) {refuse}"
        )


def downgrade() -> None:
    """Take the triggers away."""
    if op.get_bind().dialect.name == "postgresql":
        return
    for table in UNIQUE:
        for act in ("insert", "update"):
            op.execute(f"DROP TRIGGER {table}_in_place_{act}")


def _same(columns: tuple[str, ...]) -> str:
    """SQL: whether the row `o` has the values of the new one in these columns."""
    return "(" + " AND ".join(f"o.{column} = NEW.{column}" for column in columns) + ")"
