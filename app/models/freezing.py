"""Closed rounds as they stood, and what later data would make of them: rows that are never changed."""

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.evaluation  # noqa: F401 - the table that these refer to
from app.models.base import Created, Keyed, Model, one_of


class RoundSnapshot(Keyed, Created, Model):
    """All that a round said when it was closed; `digest` is the SHA-256 of `contents` as canonical JSON."""

    __tablename__ = "round_snapshot"
    __table_args__ = (UniqueConstraint("round_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    contents: Mapped[dict[str, Any]]


class RoundCorrection(Keyed, Created, Model):
    """What a closed round would be on the day of this row: `purpose` is later `data`, or a newer `definition`.

    Numbered within its round; `edition` is the one it was computed by, `digest` the SHA-256 of `contents`.
    """

    __tablename__ = "round_correction"
    __table_args__ = (UniqueConstraint("round_id", "number"), one_of("purpose", "data", "definition"))

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    number: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(12))
    edition: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    digest: Mapped[str] = mapped_column(String(64))
    contents: Mapped[dict[str, Any]]
