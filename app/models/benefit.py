"""What a rollout costs, line by line, and by which figures benefit and cost are set against each other."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Created, Keyed, Model, Versioned
from app.models.registers import Registered, line, prose, word


class CostLine(Registered, Model):
    """A cost in the account's currency: `amount` falls due on `first_due`, by its rhythm until `last_due`."""

    __tablename__ = "cost_line"

    what: Mapped[str] = line()
    kind: Mapped[str] = word()
    amount: Mapped[float | None]
    rhythm: Mapped[str] = word()
    first_due: Mapped[date | None]
    last_due: Mapped[date | None]
    basis: Mapped[str] = word()
    low: Mapped[float | None]
    high: Mapped[float | None]
    source: Mapped[str] = prose()


class BenefitAccount(Keyed, Created, Versioned, Model):
    """One a project: currency, first month, how many months, and the discount rate (a share a year) with its source."""

    __tablename__ = "benefit_account"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 240", name="months"),
        CheckConstraint("rate >= 0 AND rate < 1", name="rate"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), unique=True)
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    starts: Mapped[date]
    months: Mapped[int] = mapped_column(default=36)
    rate: Mapped[float | None]
    rate_source: Mapped[str] = mapped_column(String(300), default="")
