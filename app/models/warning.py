"""Early warnings: the facts kept for them, when each stood, who dismissed which, and what a signer opened."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

import app.models.deliverable  # noqa: F401 - the tables that these refer to
from app.clock import now
from app.models.base import Created, Keyed, Model, Numbered


class KeptWarnings(Numbered, Model):
    """What the rules of warnings know of a project, as canonical JSON, and the keys of those that stood then.

    Beside them how many blockers stood at the gate of its phase, `gate`, on the day `counted_on`. Gathered anew soon
    after each act in the project, which makes them `stale`, at each start, and when a day begins in its time zone.
    """

    __tablename__ = "kept_warnings"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), unique=True)
    facts: Mapped[str] = mapped_column(default="{}")
    standing: Mapped[str] = mapped_column(String(400), default="")
    gathered_at: Mapped[datetime] = mapped_column(default=now)
    stale: Mapped[bool] = mapped_column(default=False, server_default=false())
    gate: Mapped[str] = mapped_column(String(40), default="", server_default="")
    blockers: Mapped[int] = mapped_column(default=0, server_default="0")
    counted_on: Mapped[date | None]


class WarningSpell(Numbered, Model):
    """A stretch of days on which a warning stood; `sentence` is what it said when it was first seen."""

    __tablename__ = "warning_spell"
    __table_args__ = (Index("ix_warning_spell_project", "project_id", "began"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    warning: Mapped[str] = mapped_column(String(40))
    began: Mapped[date]
    ended: Mapped[date | None]
    sentence: Mapped[dict[str, Any]] = mapped_column(default=dict)


class WarningDismissal(Keyed, Created, Model):
    """A warning set aside by a named person with a reason, through the day `until`, or until its figures get worse.

    `figures` are those that had crossed their threshold, `sentence` what was dismissed, in both languages.
    """

    __tablename__ = "warning_dismissal"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_warning_dismissal_project", "project_id", "withdrawn_at"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    warning: Mapped[str] = mapped_column(String(40))
    sentence: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    reason: Mapped[str]
    until: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class Opening(Numbered, Model):
    """A version of a deliverable that somebody who signs gates opened, and when for the first time."""

    __tablename__ = "opening"
    __table_args__ = (UniqueConstraint("user_id", "version_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
