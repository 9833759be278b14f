"""Readiness is assessed: assessments, raters and their answers; the ratings of the register become a closed one."""

from collections import defaultdict
from datetime import UTC, datetime, time
from secrets import choice
from typing import Any

import sqlalchemy as sa
from alembic import op

import app.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = app.database.UtcDateTime(timezone=True)
SIDES = {"firm": "firm", "sponsor": "sponsor"}
OLD = (("statement", 300), ("factor", 30), ("rater", 200), ("side", 30), ("rating", 30))
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


def upgrade() -> None:
    """Make the tables, carry the ratings over, and let the register go."""
    _assessments()
    _raters()
    _answers()
    _carry_over(op.get_bind())
    op.drop_table("readiness_rating")
    op.execute("DELETE FROM register_count WHERE register = 'golive/readiness'")


def _assessments() -> None:
    op.create_table(
        "readiness_assessment",
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("opened_by_id", BIG, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", BIG, nullable=True),
        sa.Column("industry", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("recommendation", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recommended_at", MOMENT, nullable=True),
        sa.Column("recommended_by_id", BIG, nullable=True),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "occasion IN ('start', 'gate', 'round', 'other')", name=op.f("ck_readiness_assessment_occasion")
        ),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_readiness_assessment_state")),
        sa.CheckConstraint(
            "recommendation IN ('', 'go', 'conditions', 'not-now')", name=op.f("ck_readiness_assessment_recommendation")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_readiness_assessment_project_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["user_account.id"], name=op.f(f"fk_readiness_assessment_{name}"))
            for name in ("opened_by_id", "closed_by_id", "recommended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_assessment")),
        sa.UniqueConstraint("key", name=op.f("uq_readiness_assessment_key")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_readiness_assessment_project_id_number")),
    )


def _raters() -> None:
    op.create_table(
        "readiness_rater",
        sa.Column("assessment_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.CheckConstraint("side IN ('firm', 'sponsor', 'client')", name=op.f("ck_readiness_rater_side")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["readiness_assessment.id"], name=op.f("fk_readiness_rater_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_readiness_rater_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_rater")),
        sa.UniqueConstraint("key", name=op.f("uq_readiness_rater_key")),
        sa.UniqueConstraint("assessment_id", "user_id", name=op.f("uq_readiness_rater_assessment_id_user_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_readiness_rater_assessment_id"), "readiness_rater", ["assessment_id"])
    op.create_index(op.f("ix_readiness_rater_user_id"), "readiness_rater", ["user_id"])


def _answers() -> None:
    op.create_table(
        "readiness_answer",
        sa.Column("assessment_id", BIG, nullable=False),
        sa.Column("rater_id", BIG, nullable=False),
        sa.Column("factor", sa.String(length=30), nullable=False),
        sa.Column("statement", sa.String(length=300), nullable=False),
        sa.Column("rating", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("rated_at", MOMENT, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.CheckConstraint(
            "rating IN ('', '0', '1', '2', '3', '4', 'unknown')", name=op.f("ck_readiness_answer_rating")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["readiness_assessment.id"], name=op.f("fk_readiness_answer_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["readiness_rater.id"], name=op.f("fk_readiness_answer_rater_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_answer")),
        sa.UniqueConstraint("rater_id", "statement", name=op.f("uq_readiness_answer_rater_id_statement")),
    )  # fmt: skip
    op.create_index("ix_readiness_answer_assessment", "readiness_answer", ["assessment_id"])


def _carry_over(connection: sa.Connection) -> None:
    """One closed assessment a project; of one person on one statement the newest rating, older ones in its note."""
    old = sa.Table("readiness_rating", sa.MetaData(), autoload_with=connection)
    rows = connection.execute(sa.select(old).order_by(old.c.project_id, old.c.rated_on, old.c.number)).mappings().all()
    by_project = defaultdict(list)
    for row in rows:
        by_project[row["project_id"]].append(row)
    for project, ratings in by_project.items():
        _carry(connection, project, ratings)


def _carry(connection: sa.Connection, project: int, ratings: list[Any]) -> None:
    meta = sa.MetaData()
    made = {
        name: sa.Table(f"readiness_{name}", meta, autoload_with=connection)
        for name in ("assessment", "rater", "answer")
    }
    days = [row["rated_on"] for row in ratings if row["rated_on"]]
    first, last = _noon(min(days, default=None)), _noon(max(days, default=None))
    assessment = _inserted(
        connection,
        made["assessment"].insert().values(
            project_id=project, number=1, occasion="other", about="", state="closed", closed_at=last, industry="",
            stage="", conditions="", figures={}, recommendation="", reason="", key=_key(), created_at=first, version=1,
        ),
    )  # fmt: skip
    raters: dict[tuple[str, str], int] = {}
    answers: dict[tuple[int, str], dict[str, Any]] = {}
    for row in ratings:
        side, name = SIDES.get(row["side"], "client"), " ".join(row["rater"].split())
        who = (name.casefold(), side)
        if who not in raters:
            rater = made["rater"].insert().values(assessment_id=assessment, name=name, side=side, key=_key())
            raters[who] = _inserted(connection, rater)
        where = (raters[who], " ".join(row["statement"].split()))
        note, before = row["evidence"], answers.get(where)
        if before is not None:
            earlier = f"{before['rated_at']:%Y-%m-%d}: {before['rating']}. {before['note']}".strip()
            note = "\n".join(part for part in (note, earlier) if part)
        answers[where] = {
            "assessment_id": assessment, "rater_id": where[0], "factor": row["factor"], "statement": where[1],
            "rating": row["rating"], "note": note, "rated_at": _noon(row["rated_on"]),
        }  # fmt: skip
    connection.execute(made["answer"].insert(), list(answers.values()))


def _inserted(connection: sa.Connection, statement: sa.Insert) -> int:
    key: Any = connection.execute(statement).inserted_primary_key
    return int(key[0])


def _noon(day: object) -> datetime:
    return datetime.combine(day, time(12), UTC) if day else datetime.now(UTC)  # type: ignore[arg-type]


def _key() -> str:
    return "".join(choice(LETTERS) for _ in range(10))


def downgrade() -> None:
    """Take the tables away; an empty register is left, for what was assessed has no place in it."""
    for name in ("answer", "rater", "assessment"):
        op.drop_table(f"readiness_{name}")
    op.create_table(
        "readiness_rating",
        *(sa.Column(name, sa.String(length=long), nullable=False) for name, long in OLD),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=True),
        sa.Column("project_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_readiness_rating_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_rating")),
        sa.UniqueConstraint("key", name=op.f("uq_readiness_rating_key")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_readiness_rating_project_id_number")),
    )  # fmt: skip
