"""Usage sources kept as they came, saved column mappings, licensed users, functions in scope, how events come in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Numbered, one_of


class UsageSource(Keyed, Created, Model):
    """A file of usage events, users or functions as it came: digest, rows, period, refused rows.

    With `pseudonyms` the file kept holds codes in place of names; `original_digest` is that of the file as it came.
    `replaces` is the key of the source that this one, a corrected version, takes the place of once it is in.
    """

    __tablename__ = "usage_source"
    __table_args__ = (
        one_of("kind", "events", "users", "functions"),
        one_of("state", "waiting", "importing", "ready", "failed"),
        Index("ix_usage_source_project", "project_id", "kind", "created_at"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(10), default="csv")
    encoding: Mapped[str] = mapped_column(String(20), default="")
    delimiter: Mapped[str] = mapped_column(String(4), default="")
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    rows: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failure: Mapped[str] = mapped_column(default="")
    original_digest: Mapped[str] = mapped_column(String(64), default="")
    pseudonyms: Mapped[bool] = mapped_column(default=False)
    replaces: Mapped[str] = mapped_column(String(12), default="")
    vendor: Mapped[str] = mapped_column(String(40), default="")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]


class UsageMapping(Numbered, Model):
    """Which columns of a client's export say who, which function, when: saved for next time."""

    __tablename__ = "usage_mapping"
    __table_args__ = (UniqueConstraint("project_id", "kind"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    mapping: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class LicensedUser(Numbered, Model):
    """A person with a licence for the client's CRM; counts from the start date."""

    __tablename__ = "licensed_user"
    __table_args__ = (UniqueConstraint("project_id", "user"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    user: Mapped[str] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(200), default="")
    department: Mapped[str] = mapped_column(String(200), default="")
    start: Mapped[date | None]
    end: Mapped[date | None]
    region: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(200), default="")


class CrmFunction(Numbered, Model):
    """A function of the client's CRM that is in scope, its area, and the roles meant to use it."""

    __tablename__ = "crm_function"
    __table_args__ = (UniqueConstraint("project_id", "function"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    function: Mapped[str] = mapped_column(String(300))
    area: Mapped[str] = mapped_column(String(200), default="")
    advanced: Mapped[bool] = mapped_column(default=False)
    roles: Mapped[list[Any]] = mapped_column(default=list)


class UserPost(Numbered, Model):
    """One line of a list that names a user several times: the role and department held from a day to a day."""

    __tablename__ = "user_post"
    __table_args__ = (Index("ix_user_post_project", "project_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    user: Mapped[str] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(200), default="")
    department: Mapped[str] = mapped_column(String(200), default="")
    region: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[date | None]
    until: Mapped[date | None]


class UsagePseudonyms(Numbered, Model):
    """How a project replaces names by codes: its half of the key, a proof of the whole key, whether always."""

    __tablename__ = "usage_pseudonyms"
    __table_args__ = (UniqueConstraint("project_id"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    salt: Mapped[str] = mapped_column(String(64), default="")
    proof: Mapped[str] = mapped_column(String(64), default="")
    always: Mapped[bool] = mapped_column(default=False)


class ApiToken(Keyed, Created, Model):
    """A secret by which a client's system sends events to one project; only its digest is kept."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("digest"), Index("ix_api_token_project", "project_id"))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    hint: Mapped[str] = mapped_column(String(12))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    minute: Mapped[int] = mapped_column(default=0)
    calls: Mapped[int] = mapped_column(default=0)


class ApiRequest(Numbered, Created, Model):
    """A request that came with an idempotency key: sent again, it gets the same answer and does nothing twice."""

    __tablename__ = "api_request"
    __table_args__ = (UniqueConstraint("token_id", "idempotency_key"),)

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str] = mapped_column(String(100))
    body_digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)
