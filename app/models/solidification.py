"""Process solidification: processes as they shall be, what the system does for them, and who approved which version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.models.review  # noqa: F401 - the tables that these refer to
from app.models.base import Keyed, Model
from app.models.registers import Registered, line, member, prose, row_of, word


class TargetProcess(Registered, Model):
    """A process as it shall be, based on one as it is; its owner approves each version."""

    __tablename__ = "target_process"

    name: Mapped[str] = line()
    as_is_id: Mapped[int | None] = row_of("review_process")
    owner_id: Mapped[int | None] = member()
    purpose: Mapped[str] = prose()


class TargetStep(Registered, Model):
    """One step of a process as it shall be; a dropped step stays here with `change` drop, so that the loss is seen."""

    __tablename__ = "target_step"

    name: Mapped[str] = line()
    flow_id: Mapped[int | None] = row_of("target_process")
    place: Mapped[int | None]
    change: Mapped[str] = word()
    role: Mapped[str] = line(120)
    department_id: Mapped[int | None] = row_of("review_department")
    trigger: Mapped[str] = line()
    input: Mapped[str] = line()
    output: Mapped[str] = line()
    standard: Mapped[str] = prose()
    hours: Mapped[float | None]
    hand_off: Mapped[bool] = mapped_column(default=False)
    hand_off_to: Mapped[str] = line(200)
    function_id: Mapped[int | None] = row_of("target_function")
    fit: Mapped[str] = word()
    control_point: Mapped[bool] = mapped_column(default=False)
    control_dropped: Mapped[str] = prose()


class ProcessFigure(Registered, Model):
    """A figure by which a process as it shall be is run: its formula, aim and source."""

    __tablename__ = "target_figure"

    name: Mapped[str] = line()
    flow_id: Mapped[int | None] = row_of("target_process")
    formula: Mapped[str] = line()
    unit: Mapped[str] = line(40)
    present: Mapped[float | None]
    aim: Mapped[float | None]
    source: Mapped[str] = line(200)


class TargetFunction(Registered, Model):
    """A function of the system: whether it is needed, how well the system fits, what must be built."""

    __tablename__ = "target_function"

    name: Mapped[str] = line()
    area: Mapped[str] = word()
    needed: Mapped[bool] = mapped_column(default=False)
    fit: Mapped[str] = word()
    customisation: Mapped[str] = prose()


class StrategicDecision(Registered, Model):
    """A decision of the company's leaders that has to land in steps of the processes."""

    __tablename__ = "strategic_decision"

    decision: Mapped[str] = line()
    decided_by: Mapped[str] = line(200)
    reason: Mapped[str] = prose()


class ProcessApproval(Keyed, Model):
    """The signature under one version of a process: its digest and its whole wording as approved; never changed."""

    __tablename__ = "process_approval"
    __table_args__ = (
        UniqueConstraint("project_id", "process_key", "number"),
        Index("ix_process_approval_project", "project_id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    process_key: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    wording: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
