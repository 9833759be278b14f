"""Training: who has to learn what, who teaches it, who came, who can do it, and what they thought of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Model, Numbered
from app.models.registers import Registered, line, prose, row_of, word


class TrainingRole(Registered, Model):
    """A part that people play in the system, and the norm that they are certified against."""

    __tablename__ = "training_role"

    name: Mapped[str] = line(120)
    norm: Mapped[str] = prose()


class TrainingModule(Registered, Model):
    """A piece of the curriculum: hours of teaching, and the materials used."""

    __tablename__ = "training_module"

    title: Mapped[str] = line()
    hours: Mapped[float | None]
    materials: Mapped[str] = prose()


class Trainer(Registered, Model):
    """Somebody who teaches; without a certificate that is valid on the day, nobody may."""

    __tablename__ = "trainer"

    name: Mapped[str] = line(200)
    certificate: Mapped[str] = line(200)
    expires_on: Mapped[date | None]


class TrainingSession(Registered, Model):
    """One lesson of one module; without a day, or with one to come, it has not been held."""

    __tablename__ = "training_session"

    title: Mapped[str] = line()
    module_id: Mapped[int | None] = row_of("training_module")
    trainer_id: Mapped[int | None] = row_of("trainer")
    held_on: Mapped[date | None]
    place: Mapped[str] = line(200)


class Learner(Registered, Model):
    """A person who will work with the system and has to be trained for a role.

    `usage_name` is their name in the usage log; while it is empty, the name or e-mail that is exactly the same counts.
    """

    __tablename__ = "learner"

    name: Mapped[str] = line(200)
    department: Mapped[str] = line(120)
    role_id: Mapped[int | None] = row_of("training_role")
    key_user: Mapped[bool] = mapped_column(default=False)
    manager: Mapped[str] = line(200)
    usage_name: Mapped[str] = line(300)


class Enrolment(Registered, Model):
    """A learner in a session: whether they came, tests before and after (0–100), and the result."""

    __tablename__ = "enrolment"

    learner_id: Mapped[int | None] = row_of("learner")
    session_id: Mapped[int | None] = row_of("training_session")
    attended: Mapped[bool] = mapped_column(default=False)
    pre_test: Mapped[float | None]
    post_test: Mapped[float | None]
    result: Mapped[str] = word()


class Certification(Registered, Model):
    """The practical test of a learner in a role."""

    __tablename__ = "certification"

    learner_id: Mapped[int | None] = row_of("learner")
    role_id: Mapped[int | None] = row_of("training_role")
    passed: Mapped[bool] = mapped_column(default=False)
    tested_on: Mapped[date | None]
    tested_by: Mapped[str] = line(200)


class ReactionLink(Numbered, Created, Model):
    """The open door to a session's survey: whoever has the token answers, until it ends; only its hash is kept.

    The session is named by its key, so that answers outlive a session that is removed and put back.
    """

    __tablename__ = "reaction_link"
    __table_args__ = (Index("ix_reaction_link_project", "project_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    session_key: Mapped[str] = mapped_column(String(12), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class Reaction(Numbered, Model):
    """One anonymous answer: five statements from 1 to 5 and a remark; nothing tells who gave it, or when.

    `ticket_hash` is that of the form it was written on, so that a form sent twice counts once.
    """

    __tablename__ = "reaction"
    __table_args__ = (
        Index("ix_reaction_project_session", "project_id", "session_key"),
        CheckConstraint(
            " AND ".join(f"{name} BETWEEN 1 AND 5" for name in ("useful", "clear", "paced", "practised", "ready")),
            name="scale",
        ),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    session_key: Mapped[str] = mapped_column(String(12))
    ticket_hash: Mapped[str] = mapped_column(String(64), unique=True)
    useful: Mapped[int]
    clear: Mapped[int]
    paced: Mapped[int]
    practised: Mapped[int]
    ready: Mapped[int]
    remark: Mapped[str] = prose()
