"""What models share: opaque keys for URLs, row versions, the typed base class."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.clock import now
from app.database import Base, BigId, db

if TYPE_CHECKING:

    class Model(Base):
        """A table, seen by the type checker without Flask-SQLAlchemy's untyped magic."""

        __abstract__ = True
else:
    Model = db.Model

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def new_key() -> str:
    """Ten letters and digits without look-alikes: what URLs name a row by (about 49 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class Numbered:
    """A row's own number, never shown to people."""

    id: Mapped[int] = mapped_column(BigId, primary_key=True)


class Keyed(Numbered):
    """A row that a URL can name."""

    key: Mapped[str] = mapped_column(String(12), default=new_key, unique=True)


class Created:
    """When a row came into being."""

    created_at: Mapped[datetime] = mapped_column(default=now)


class Versioned:
    """A row that two people may edit: its version grows with each change, a stale change is refused."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def one_of(column: str, *words: str) -> CheckConstraint:
    """A named check that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
