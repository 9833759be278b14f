"""What is kept of usage logs by day, so that training can be followed without reading the logs again."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.usage  # noqa: F401 - the tables that these refer to
from app.models.base import Model, Numbered


class UsageDays(Numbered, Model):
    """On which days who used one function, by one log: what training is followed by, without reading the log again.

    `people` is the user (as logs are compared) → the days as a number in base 16 whose bit n is `first_on` + n days;
    days begin in the time zone that the log was imported with. Removed with its log.
    """

    __tablename__ = "usage_days"
    __table_args__ = (UniqueConstraint("source_id", "function"), Index("ix_usage_days_project", "project_id"))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    source_id: Mapped[int] = mapped_column(ForeignKey("usage_source.id", ondelete="CASCADE"))
    function: Mapped[str] = mapped_column(String(300))
    first_on: Mapped[date]
    people: Mapped[dict[str, Any]]
