"""People, their sessions on the server, invitations, and attempts at secrets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of
from app.models.client import Client

ROLE_WORDS = (
    "administrator",
    "director",
    "lead",
    "consultant",
    "sponsor",
    "executive",
    "client-pm",
    "client-member",
)
FIRM_ROLES = frozenset(ROLE_WORDS[:4])


class User(Keyed, Created, Versioned, Model):
    """A person of the firm (no client) or of one client. Disabled people keep their history."""

    __tablename__ = "user_account"
    __table_args__ = (
        one_of("role", *ROLE_WORDS),
        one_of("language", "en", "zh"),
        CheckConstraint(
            "(client_id IS NULL) = (role IN ('administrator', 'director', 'lead', 'consultant'))", name="side"
        ),
    )

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    job_title: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    language: Mapped[str] = mapped_column(String(8), default="en")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    theme: Mapped[str] = mapped_column(String(8), default="auto")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]

    client: Mapped[Client | None] = relationship(lazy="raise")

    @property
    def of_firm(self) -> bool:
        """Whether the person works for the consulting firm."""
        return self.client_id is None


class Session(Keyed, Created, Model):
    """One signed-in browser. The cookie holds a secret, this row its hash; without the row the cookie is void."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    last_seen_at: Mapped[datetime]
    authenticated_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(300), default="")


class Invitation(Keyed, Created, Model):
    """A one-time link: the first administrator, a new person, or a new password."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("purpose", "first-administrator", "person", "password"), one_of("language", "en", "zh"))

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20), default="administrator")
    language: Mapped[str] = mapped_column(String(8), default="en")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Attempt(Numbered, Model):
    """One failed try at a secret, counted per subject and per address."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_subject_at", "subject", "at"),)

    subject: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
