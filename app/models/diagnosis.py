"""Before the phases: why the company wants a CRM, what hurts, which system fits."""

from sqlalchemy.orm import Mapped

from app.models.base import Model
from app.models.registers import Registered, line, prose, word


class Problem(Registered, Model):
    """A business problem with how often and how badly it hurts (1–5 each); cost in the project's currency a year."""

    __tablename__ = "problem"

    statement: Mapped[str] = line()
    domain: Mapped[str] = word()
    symptoms: Mapped[str] = prose()
    department: Mapped[str] = line(120)
    frequency: Mapped[int | None]
    severity: Mapped[int | None]
    said_by: Mapped[str] = line(200)
    root_cause: Mapped[str] = prose()
    cost: Mapped[float | None]
    rejected: Mapped[str] = prose()
