"""What the registers of the phases share: rows that a project numbers, joins between rows, facts kept per phase."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from app.clock import now
from app.database import BigId
from app.models.base import Created, Keyed, Model, Numbered, Versioned


class Registered(Keyed, Created, Versioned):
    """A row of a register: `number` is how people call it inside its project, as in P-3; it is never given twice."""

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (UniqueConstraint("project_id", "number"), *cls.rules())

    @classmethod
    def rules(cls) -> tuple[SchemaItem, ...]:
        """What else the database holds true of every row; nothing unless a register says so."""
        return ()


class Join(Numbered, Model):
    """Two rows that belong together; kinds are registers' paths such as `review/steps`. Earlier on the thread first."""

    __tablename__ = "record_join"
    __table_args__ = (
        UniqueConstraint("from_kind", "from_id", "to_kind", "to_id"),
        Index("ix_record_join_to", "to_kind", "to_id"),
        Index("ix_record_join_project", "project_id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    from_kind: Mapped[str] = mapped_column(String(40))
    from_id: Mapped[int] = mapped_column(BigId)
    to_kind: Mapped[str] = mapped_column(String(40))
    to_id: Mapped[int] = mapped_column(BigId)


class RegisterCount(Numbered, Model):
    """The highest number that a register of a project has ever given."""

    __tablename__ = "register_count"
    __table_args__ = (UniqueConstraint("project_id", "register"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    register: Mapped[str] = mapped_column(String(40))
    last: Mapped[int] = mapped_column(default=0)


class PhaseRecords(Numbered, Model):
    """The facts that a gate knows of a phase's records, as canonical JSON: gathered anew whenever a record changes.

    Portfolios read only this, one row a project, however many records there are.
    """

    __tablename__ = "phase_records"
    __table_args__ = (UniqueConstraint("project_id", "phase"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    phase: Mapped[str] = mapped_column(String(20))
    facts: Mapped[str] = mapped_column(default="{}")
    gathered_at: Mapped[datetime] = mapped_column(default=now)


def line(length: int = 300) -> Any:
    """A column of one line of text, empty unless filled."""
    return mapped_column(String(length), default="")


def prose() -> Any:
    """A column of text of any length, empty unless filled."""
    return mapped_column(default="")


def word() -> Any:
    """A column that holds one of a register's declared words, empty while nothing is chosen."""
    return mapped_column(String(30), default="")


def member() -> Any:
    """A column that names a person of the project."""
    return mapped_column(ForeignKey("user_account.id"))


def row_of(table: str) -> Any:
    """A column that names a row of another register; that row cannot be removed while it is named."""
    return mapped_column(ForeignKey(f"{table}.id"), index=True)
