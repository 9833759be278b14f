"""Values that the firm or a project sets instead of the edition's: history, never overwritten."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model


class ThresholdChange(Keyed, Created, Model):
    """One change of one threshold; without a project it is the firm's, without a value it puts the former one back.

    `accepted` is empty while a proposal waits for a director, who decides once. The newest accepted one is in force.
    """

    __tablename__ = "threshold_change"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_threshold_change_project", "project_id", "id"),
    )

    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    threshold: Mapped[str] = mapped_column(String(60))
    was: Mapped[float]
    value: Mapped[float | None]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    accepted: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
