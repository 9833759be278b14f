"""Evaluation rounds: success criteria, rounds, indicators as computed, findings and rectification."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Numbered, Versioned, one_of

ACTION_STATES = ("proposed", "agreed", "doing", "done", "verified", "dropped")


class Criterion(Keyed, Created, Versioned, Model):
    """A success criterion, agreed before the start: metric, direction, baseline with date and source, target.

    `way` says how its value comes about, `money_per_unit` (with its low and high end) is the worth of one unit of
    improvement held for a year, `attribution` the method by which a share of the change is ascribed to the rollout.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        one_of("direction", "up", "down"),
        CheckConstraint("attributed_share BETWEEN 0 AND 1", name="attributed_share"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    unit: Mapped[str] = mapped_column(String(40), default="")
    direction: Mapped[str] = mapped_column(String(4))
    part: Mapped[str] = mapped_column(String(30), default="efficiency")
    baseline: Mapped[float | None]
    baseline_date: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[float | None]
    target_date: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    how_measured: Mapped[str] = mapped_column(default="")
    money_per_unit: Mapped[float | None]
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    attributed_share: Mapped[float] = mapped_column(default=1.0)
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]
    way: Mapped[str] = mapped_column(String(12), default="entered")
    attitude: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[str] = mapped_column(String(300), default="")
    baseline_from: Mapped[date | None]
    baseline_to: Mapped[date | None]
    money_low: Mapped[float | None]
    money_high: Mapped[float | None]
    share_low: Mapped[float | None]
    share_high: Mapped[float | None]
    attribution: Mapped[str] = mapped_column(String(20), default="")
    attribution_reason: Mapped[str] = mapped_column(default="")


class Round(Keyed, Created, Versioned, Model):
    """One periodic evaluation; dates inclusive, in the project's zone. A closed round never changes."""

    __tablename__ = "evaluation_round"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        one_of("state", "open", "closed"),
        CheckConstraint("to_date >= from_date", name="dates"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]
    from_date: Mapped[date]
    to_date: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="open")
    conclusion: Mapped[str] = mapped_column(default="")
    computed_at: Mapped[datetime | None]
    edition: Mapped[str] = mapped_column(String(20), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class IndicatorValue(Numbered, Model):
    """One indicator of one round as last computed; a missing value is "not measured", never zero."""

    __tablename__ = "indicator_value"
    __table_args__ = (UniqueConstraint("round_id", "indicator"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    indicator: Mapped[str] = mapped_column(String(120))
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    coverage: Mapped[float | None]
    n: Mapped[int | None]
    score: Mapped[float | None]
    band: Mapped[str] = mapped_column(String(10), default="")
    definition_version: Mapped[int] = mapped_column(default=1)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class EffectFigure(Keyed, Created, Versioned, Model):
    """A success criterion's value in one round, with the period it speaks of and its source.

    `inputs` are the counts it was computed from; `accepted` says why it may be compared with a baseline that it is not
    like. Where a survey gave it, people were asked from `asked_from` to `asked_to`, days in the project's zone.
    """

    __tablename__ = "effect_figure"
    __table_args__ = (UniqueConstraint("round_id", "criterion_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id", ondelete="CASCADE"))
    value: Mapped[float]
    period_from: Mapped[date]
    period_to: Mapped[date]
    source: Mapped[str] = mapped_column(String(300), default="")
    comparable: Mapped[bool] = mapped_column(default=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    inputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    accepted: Mapped[str] = mapped_column(String(300), default="")
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    asked_from: Mapped[date | None]
    asked_to: Mapped[date | None]


class Finding(Keyed, Created, Versioned, Model):
    """What a round found: cause, dimension, indicator, severity."""

    __tablename__ = "finding"
    __table_args__ = (
        one_of("severity", "critical", "high", "medium", "low"),
        one_of("dimension", "breadth", "depth", "effect"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    cause: Mapped[str] = mapped_column(default="")
    dimension: Mapped[str] = mapped_column(String(10))
    indicator: Mapped[str] = mapped_column(String(120), default="")
    severity: Mapped[str] = mapped_column(String(10), default="medium")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None]


class Rectification(Keyed, Created, Versioned, Model):
    """The corrective action for a finding; verified by another person than its owner, with evidence.

    `effect` is what a later round (`effect_round_id`) says of it: confirmed or not; empty until then.
    """

    __tablename__ = "rectification"
    __table_args__ = (
        one_of("state", *ACTION_STATES),
        one_of("effect", "", "confirmed", "unconfirmed"),
        CheckConstraint("verified_by_id IS NULL OR verified_by_id <> owner_id", name="verified_by_another"),
        Index("ix_rectification_open", "project_id", "state", "due"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    due: Mapped[date]
    expected_indicator: Mapped[str] = mapped_column(String(120), default="")
    expected_change: Mapped[float | None]
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None]
    done_note: Mapped[str] = mapped_column(default="")
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    verified_note: Mapped[str] = mapped_column(default="")
    drop_reason: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(String(12), default="")
    effect_note: Mapped[str] = mapped_column(default="")
    effect_round_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_round.id"))
