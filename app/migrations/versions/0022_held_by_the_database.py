"""Closed assessments, decided thresholds and grades handed in: the database itself refuses to change them."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WORDS = {
    "readiness": "a closed assessment never changes",
    "threshold": "a threshold that was decided never changes",
    "grade": "grades that were handed in never change",
}
RECOMMENDED = ("recommendation", "reason", "recommended_at", "recommended_by_id", "version")
"""What a consultant still writes on a closed assessment: the advice, not what people rated."""
HELD = (
    "id", "key", "created_at", "project_id", "number", "occasion", "about", "state", "due", "opened_by_id", "closed_at",
    "closed_by_id", "industry", "stage", "conditions", "figures",
)  # fmt: skip
DECIDING = ("accepted", "decided_by_id", "decided_at")
PROPOSED = ("id", "key", "created_at", "project_id", "threshold", "was", "value", "reason", "by_id")
ACTS = ("INSERT", "UPDATE", "DELETE")
RATED = ("readiness_rater", "readiness_answer")
CLOSED = (
    "EXISTS (SELECT 1 FROM readiness_assessment a JOIN project p ON p.id = a.project_id "
    "WHERE a.state = 'closed' AND a.id {ids})"
)
"""A project that is deleted as a whole takes its assessments along: then it is gone before they are."""
HANDED_IN = (
    "EXISTS (SELECT 1 FROM judgement_sheet s JOIN evaluation_round r ON r.id = s.round_id "
    "JOIN project p ON p.id = r.project_id WHERE (s.submitted_at IS NOT NULL OR r.state = 'closed') AND s.id {ids})"
)
SHEET_OF_PROJECT = (
    "EXISTS (SELECT 1 FROM evaluation_round r JOIN project p ON p.id = r.project_id WHERE r.id = OLD.round_id)"
)
IN_PROJECT = "EXISTS (SELECT 1 FROM project WHERE id = OLD.project_id)"
OF_FIRM_OR_PROJECT = f"(OLD.project_id IS NULL OR {IN_PROJECT})"


def upgrade() -> None:
    """Attach the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def downgrade() -> None:
    """Take the triggers away."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("closed_assessment", "in_closed_assessment", "decided_threshold", "sheet_handed_in", "graded"):
            op.execute(f"DROP FUNCTION refuse_{name}() CASCADE")
        return
    for table in ("readiness_assessment", "threshold_change", "judgement_sheet"):
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_held_{act}")
    for table in (*RATED, "judgement_grade"):
        for act in ACTS:
            op.execute(f"DROP TRIGGER {table}_held_{act.lower()}")


def _on_sqlite() -> None:
    _refuse("readiness_assessment", "UPDATE", f"OLD.state = 'closed' AND ({_moved(HELD)})", WORDS["readiness"])
    _refuse("readiness_assessment", "DELETE", f"OLD.state = 'closed' AND {IN_PROJECT}", WORDS["readiness"])
    for table in RATED:
        _refuse_within(table, "assessment_id", CLOSED, WORDS["readiness"])
    decided = f"OLD.accepted IS NOT NULL OR {_moved(PROPOSED)}"
    _refuse("threshold_change", "UPDATE", decided, WORDS["threshold"])
    _refuse("threshold_change", "DELETE", OF_FIRM_OR_PROJECT, WORDS["threshold"])
    _refuse("judgement_sheet", "UPDATE", "OLD.submitted_at IS NOT NULL", WORDS["grade"])
    _refuse("judgement_sheet", "DELETE", f"OLD.submitted_at IS NOT NULL AND {SHEET_OF_PROJECT}", WORDS["grade"])
    _refuse_within("judgement_grade", "sheet_id", HANDED_IN, WORDS["grade"])


def _moved(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)


def _refuse(table: str, act: str, when: str, words: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_held_{act.lower()} BEFORE {act} ON {table} "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _refuse_within(table: str, parent: str, closed: str, words: str) -> None:
    ids = {"INSERT": f"= NEW.{parent}", "UPDATE": f"IN (OLD.{parent}, NEW.{parent})", "DELETE": f"= OLD.{parent}"}
    for act in ACTS:
        _refuse(table, act, closed.format(ids=ids[act]), words)


def _on_postgresql() -> None:
    """Rows are compared as JSON without what may still be written; OLD and NEW are NULL where an act has none."""
    _function(
        "closed_assessment",
        f"IF OLD.state = 'closed' AND {IN_PROJECT} AND (TG_OP = 'DELETE' OR {_changed(RECOMMENDED)})",
        WORDS["readiness"],
    )
    _function("in_closed_assessment", f"IF {_in('assessment_id', CLOSED)}", WORDS["readiness"])
    _function(
        "decided_threshold",
        f"IF {OF_FIRM_OR_PROJECT} AND (TG_OP = 'DELETE' OR OLD.accepted IS NOT NULL OR {_changed(DECIDING)})",
        WORDS["threshold"],
    )
    _function("sheet_handed_in", f"IF OLD.submitted_at IS NOT NULL AND {SHEET_OF_PROJECT}", WORDS["grade"])
    _function("graded", f"IF {_in('sheet_id', HANDED_IN)}", WORDS["grade"])
    _attach("readiness_assessment", "UPDATE OR DELETE", "closed_assessment")
    for table in RATED:
        _attach(table, "INSERT OR UPDATE OR DELETE", "in_closed_assessment")
    _attach("threshold_change", "UPDATE OR DELETE", "decided_threshold")
    _attach("judgement_sheet", "UPDATE OR DELETE", "sheet_handed_in")
    _attach("judgement_grade", "INSERT OR UPDATE OR DELETE", "graded")


def _changed(but: tuple[str, ...]) -> str:
    names = ", ".join(f"'{name}'" for name in but)
    return f"to_jsonb(OLD) - ARRAY[{names}] <> to_jsonb(NEW) - ARRAY[{names}]"


def _in(parent: str, closed: str) -> str:
    return closed.format(ids=f"IN (OLD.{parent}, NEW.{parent})")


def _function(name: str, condition: str, words: str) -> None:
    op.execute(
        f"CREATE FUNCTION refuse_{name}() RETURNS trigger AS $$ BEGIN "
        f"{condition} THEN RAISE EXCEPTION '{words}'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )


def _attach(table: str, acts: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_held BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_{function}()"
    )
